import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readEnvironment } from '@/lib/env';
import { KnowledgeSearch, type Served } from '@/lib/knowledge/search';
import { exportGguf } from '@/model/export/gguf';
import { importOnnx } from '@/model/export/import';
import { ONNX_FILES } from '@/model/export/onnx';
import { renderConversation } from '@/model/prompt';
import { Encoder } from '@/model/runtime/encoder';
import { readTokenizerFile } from '@/model/tokenizer';
import { writeAtomically } from '@/model/weights';
import { unsupportedIn } from '../ground';
import { type Model, openModel } from '../model';
import { answerPipeline } from '../pipeline';
import { decideSampling } from '../sampling';
import { sentencesOf } from '../sentences';
import type { Generation } from '../write';
import { RemoteRuntime } from './runtime';

const PEERS = path.resolve('bench/peers');
const installed = existsSync(path.join(PEERS, 'node_modules/node-llama-cpp'));
if (!installed) console.log('llama.cpp is not installed (npm ci --prefix bench/peers): its test is skipped');

const entry = (id: string, question: string, answer: string): Served => ({
  id,
  version: 1,
  area: '시험',
  question,
  variants: [],
  answer,
  effective_date: '2026-01-02',
  source: '시험 규정 제1조',
  related: [],
  facts: [],
});
const ENTRIES = [
  entry(
    'hours',
    '영업점은 몇 시까지 해요?',
    '영업점은 평일 09:00~16:00에 열어요. 토요일과 공휴일에는 쉬어요.',
  ),
  entry('wire', '해외송금 한도가 얼마예요?', '해외송금은 한 해에 10만 달러까지 보낼 수 있어요.'),
  ...Array.from({ length: 40 }, (_, i) => entry(`other-${i}`, `시험 항목 ${i}`, `항목 ${i}에 관한 글.`)),
];

describe.skipIf(!installed)('llama.cpp, serving our GGUF at MODEL_URL', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'ondam-gguf-'));
  const { ONDAM_MODEL_DIR } = readEnvironment({});
  let server: ChildProcess;
  let embedded: Model;
  let remote: RemoteRuntime;
  let knowledge: KnowledgeSearch;
  const logged: string[] = [];

  beforeAll(async () => {
    const file = path.join(folder, 'bank.gguf');
    const { config, weights } = importOnnx(path.join(ONDAM_MODEL_DIR, ONNX_FILES.int8));
    writeAtomically(file, exportGguf(config, weights, readTokenizerFile(ONDAM_MODEL_DIR), 'fp32', 'bank'));
    server = spawn(process.execPath, [path.join(PEERS, 'llamacpp-server.mjs'), file], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [port] = await once(server.stdout!, 'data');
    embedded = await openModel(ONDAM_MODEL_DIR);
    const settings = { url: `http://127.0.0.1:${Number(port)}/v1`, name: 'bank', timeout_ms: 30_000 };
    remote = new RemoteRuntime(embedded.runtime, embedded.tokenizer, settings, undefined, (line) =>
      logged.push(line),
    );
    const encoder = await Encoder.load(ONDAM_MODEL_DIR);
    knowledge = new KnowledgeSearch((texts) => encoder.embed(texts), encoder.width);
    for (const known of ENTRIES) await knowledge.set(known);
  });
  afterAll(async () => {
    server.kill('SIGKILL'); // llama.cpp's threads would not let it end
    await embedded.runtime.close();
    rmSync(folder, { recursive: true });
  });

  it('reads our prompt as we do: it begins as the embedded model does', async () => {
    const messages = [
      { role: 'user' as const, content: '주말에도 문 열어요?', passages: [ENTRIES[0].answer] },
    ];
    const prompt_ids = renderConversation(embedded.tokenizer, messages, { generationPrompt: true }).ids;
    const read = async (runtime: Model['runtime']) => {
      let text = '';
      for await (const token of runtime.generate({
        prompt_ids,
        messages,
        sampling: { temperature: 0, max_tokens: 12 },
      }))
        text += token.text;
      return text;
    };
    const theirs = await read(remote);
    // The two round differently: ours are int8 products, theirs float32.
    expect(theirs.slice(0, 6)).toBe((await read(embedded.runtime)).slice(0, 6));
    expect(logged).toEqual([]);
  });

  it.each([
    ['영업점은 평일에 몇 시부터 몇 시까지 열어요?', 'hours'],
    ['외국으로 돈을 보낼 때 일 년에 얼마까지 되나요?', 'wire'],
  ])('answers by the pipeline unchanged, and nothing without a source: %s', async (text, id) => {
    const pipeline = answerPipeline({ ...embedded, runtime: remote }, knowledge);
    const { signal } = new AbortController();
    const sampling = decideSampling({ temperature: 0 });
    const pieces: Generation[] = [];
    for await (const piece of await pipeline.stream({ text, history: [], sampling, signal }))
      pieces.push(piece);
    const end = pieces.at(-1);
    if (end?.type !== 'end') throw new Error('the answer has no end');
    expect(end.trace.engine).toEqual({ kind: 'remote', model: 'bank' });
    expect(end.citations[0].id).toBe(id);
    const said = pieces.reduce(
      (all, piece) =>
        piece.type === 'token' ? all + piece.text : piece.type === 'replace' ? piece.text : all,
      '',
    );
    for (const sentence of sentencesOf(said)) expect(unsupportedIn(sentence, end.citations)).toEqual([]);
    console.log(`${end.trace.wording}: ${said}`);
    expect(logged).toEqual([]);
  });
});
