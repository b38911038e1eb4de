import path from 'node:path';
import { env, pipeline, type TextGenerationPipeline } from '@xenova/transformers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Message, renderConversation } from '../prompt';
import { randomWeights } from '../runtime/testing';
import { Tokenizer } from '../tokenizer';
import { writeModelFolder } from './folder';
import { exportOnnx } from './onnx';
import { greedy, greedyCached, open } from './parity';
import { exportedNetworks, TOKENIZER_FOLDER, temporaryFolder } from './testing';

const folder = temporaryFolder();
const tokenizer = Tokenizer.load(TOKENIZER_FOLDER);
const SETTINGS = { max_new_tokens: 24, do_sample: false, return_full_text: false };
env.allowRemoteModels = false;
env.localModelPath = folder;

describe.each(exportedNetworks(tokenizer.vocab_size))('transformers.js on %s', (network, config) => {
  const name = network.replace(/\W+/g, '-');
  const weights = randomWeights(config, 3);
  let generate: TextGenerationPipeline;

  beforeAll(async () => {
    const contents = { config, weights, tokenizerDir: TOKENIZER_FOLDER };
    writeModelFolder(path.join(folder, name), { ...contents, formats: ['onnx'], precisions: ['fp32'] });
    generate = (await pipeline('text-generation', name, { dtype: 'fp32' })) as TextGenerationPipeline;
  });
  afterAll(() => generate?.dispose());

  /** What our own graph says, greedily and with nothing cached. */
  const ours = async (ids: number[]) => {
    const session = await open(exportOnnx(config, weights, 'fp32'));
    const tokens = await greedy(session, config, ids, SETTINGS.max_new_tokens);
    await session.release();
    return untilEnd(tokens);
  };

  it('continues a text with our greedy tokens', async () => {
    const prompt = '예금자 보호 한도는 1억 원이며,';
    const tokens = await ours(tokenizer.encode(prompt));
    const [{ generated_text }] = (await generate(prompt, SETTINGS)) as { generated_text: string }[];
    expect(new Set(tokens).size).toBeGreaterThan(4);
    expect(generated_text).toBe(tokenizer.decode(tokens));
  });

  it('renders a conversation as we do, and answers it with our greedy tokens', async () => {
    const messages: Message[] = [
      { role: 'system', content: '온담은행 상담원입니다.' },
      { role: 'user', content: '이체 한도를 알려 주세요.', passages: ['1일 이체 한도는 5천만 원입니다.'] },
    ];
    const { ids } = renderConversation(tokenizer, messages, { generationPrompt: true });
    const chat = messages as unknown as { role: string; content: string }[];
    const rendered = generate.tokenizer.apply_chat_template(chat, {
      add_generation_prompt: true,
      return_tensor: false,
      return_dict: false,
    });
    expect(rendered).toEqual(ids);
    const tokens = await ours(ids);
    const [{ generated_text }] = (await generate(chat, SETTINGS)) as unknown as {
      generated_text: { role: string; content: string }[];
    }[];
    expect(generated_text.at(-1)).toEqual({ role: 'assistant', content: tokenizer.decode(tokens) });
  });
});

describe('transformers.js by its names of precisions', () => {
  const [[, config]] = exportedNetworks(tokenizer.vocab_size);
  const weights = randomWeights(config, 3);

  it.each([
    ['int8', 'int8'],
    ['q4', 'int4'],
  ] as const)('finds and runs %s', async (dtype, precision) => {
    const contents = { config, weights, tokenizerDir: TOKENIZER_FOLDER };
    writeModelFolder(path.join(folder, dtype), { ...contents, formats: ['onnx'], precisions: [precision] });
    const generate = (await pipeline('text-generation', dtype, { dtype })) as TextGenerationPipeline;
    const prompt = '오늘 환율은';
    const [{ generated_text }] = (await generate(prompt, SETTINGS)) as { generated_text: string }[];
    await generate.dispose();
    const session = await open(exportOnnx(config, weights, precision));
    const tokens = await greedyCached(session, config, tokenizer.encode(prompt), SETTINGS.max_new_tokens);
    await session.release();
    expect(generated_text).toBe(tokenizer.decode(untilEnd(tokens)));
  });
});

/** Ids that end an answer end it, for transformers.js as for us. */
function untilEnd(tokens: number[]): number[] {
  const end = tokens.findIndex((id) => id === 5 || id === 0);
  return end < 0 ? tokens : tokens.slice(0, end + 1);
}
