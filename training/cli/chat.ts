import { createInterface } from 'node:readline/promises';
import { styleText } from 'node:util';
import { Command } from 'commander';
import { fitPrompt, type Message, renderConversation } from '@/model/prompt';
import { Engine } from '@/model/runtime/engine';
import { type Sampling, samplingSchema } from '@/model/runtime/sampling';
import { Tokenizer } from '@/model/tokenizer';
import { CliError, runCli, wholeNumber } from './shared';

interface Options {
  model: string;
  temperature?: number;
  topP?: number;
  topK?: number;
  seed?: number;
  maxTokens: number;
}

const program = new Command('npm run chat --')
  .description('Talks with an exported model in the terminal. An empty line ends the conversation.')
  .option('--model <folder>', 'exported model', 'model/bank')
  .option('--temperature <t>', '0 is greedy', Number)
  .option('--top-p <p>', 'nucleus', Number)
  .option('--top-k <k>', 'likeliest tokens kept', Number)
  .option('--seed <n>', 'repeats the same words', Number)
  .option('--max-tokens <n>', 'longest answer', wholeNumber(1), 256)
  .action(chat);

async function chat(options: Options): Promise<void> {
  const { temperature, topP: top_p, topK: top_k, seed, maxTokens: max_tokens } = options;
  const parsed = samplingSchema.safeParse({ temperature, top_p, top_k, seed, max_tokens });
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new CliError('invalid_option', `${issue.path.join('.')}: ${issue.message}`);
  }
  const engine = await Engine.load(options.model);
  const tokenizer = Tokenizer.load(options.model);
  const lines = createInterface({ input: process.stdin, output: process.stdout, prompt: '> ' });
  const messages: Message[] = [];
  lines.prompt();
  for await (const line of lines) {
    if (!line.trim()) break;
    messages.push({ role: 'user', content: line });
    messages.push({
      role: 'assistant',
      content: await answer(engine, tokenizer, messages, parsed.data, max_tokens),
    });
    lines.prompt();
  }
  lines.close();
  await engine.close();
}

/** Prints the answer as it is written; Ctrl+C stops it and keeps what was said. */
async function answer(
  engine: Engine,
  tokenizer: Tokenizer,
  messages: Message[],
  sampling: Sampling,
  max_tokens: number,
): Promise<string> {
  const fitted = fitPrompt(tokenizer, messages, engine.info.context_length - max_tokens);
  const { ids } = renderConversation(tokenizer, fitted, { generationPrompt: true });
  const stop = new AbortController();
  const onInterrupt = () => stop.abort();
  process.once('SIGINT', onInterrupt);
  const run = engine.generate({ prompt_ids: ids, sampling, signal: stop.signal });
  let text = '';
  for (;;) {
    const { value, done } = await run.next();
    if (done) {
      console.log(
        styleText('dim', `\n${value.finish_reason}, ${value.timings.tokens_per_second.toFixed(0)} tokens/s`),
      );
      break;
    }
    process.stdout.write(value.text);
    text += value.text;
  }
  process.off('SIGINT', onInterrupt);
  return text;
}

await runCli(program);
