import { styleText } from 'node:util';
import { Command } from 'commander';
import { renderConversation } from '@/model/prompt';
import { Random } from '@/model/random';
import { Tokenizer } from '@/model/tokenizer';
import { groundedExamples, tuningSources } from '../grounded/examples';
import { readDialogues, readFaq } from '../sft';
import { runCli, wholeNumber } from './shared';

interface Options {
  tokenizer: string;
  faq: string;
  dialogues: string;
  count: number;
  skip: number;
}

const program = new Command('npm run mask --')
  .description(
    'Shows which tokens of the tuning data the network learns from (green) and which it only reads (grey).',
  )
  .option('--tokenizer <folder>', 'tokenizer', 'model/bank')
  .option('--faq <path>', 'FAQ entries (.jsonl)', 'data/faq')
  .option('--dialogues <path>', 'conversations (.jsonl)', 'data/dialogues')
  .option('--count <n>', 'conversations to show', wholeNumber(1), 3)
  .option('--skip <n>', 'conversations to pass over first', wholeNumber(0), 0)
  .action((options: Options) => {
    const tokenizer = Tokenizer.load(options.tokenizer);
    const sources = tuningSources(readFaq(options.faq), readDialogues(options.dialogues));
    const examples = groundedExamples(sources, new Random(1));
    for (let i = 0; i < options.skip + options.count; i++) {
      const messages = examples.next().value;
      if (i < options.skip) continue;
      const { ids, assistantMask } = renderConversation(tokenizer, messages);
      console.log(coloured(tokenizer, ids, assistantMask));
      const learned = assistantMask.reduce((a, b) => a + b, 0);
      console.log(styleText('dim', `${learned} of ${ids.length} tokens count in the loss\n`));
    }
  });

/** The conversation in runs of learned and read tokens; special tokens are written by name. */
function coloured(tokenizer: Tokenizer, ids: number[], mask: Uint8Array): string {
  let text = '';
  for (let start = 0; start < ids.length; ) {
    let end = start + 1;
    while (end < ids.length && mask[end] === mask[start]) end++;
    const run = tokenizer.decode(ids.slice(start, end), { special: true });
    text += styleText(mask[start] ? 'green' : 'gray', run);
    start = end;
  }
  return text;
}

await runCli(program);
