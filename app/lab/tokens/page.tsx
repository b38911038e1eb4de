import { requestLocale } from '@/app/locale';
import { fill } from '@/lib/i18n';
import { tokensWords } from '@/lib/i18n/lab/tokens';
import { compareTokenizers, vocabularySizes } from '@/lib/lab/tokens';
import { requireLab } from '../access';
import { Decode } from './decode';
import { EXAMPLES, type Example } from './examples';
import { Sentences } from './sentences';
import { Tokens } from './tokens';
import { Vocabulary } from './vocabulary';

/** The tokenizer at work: a text by ours and by GPT-2's, ids as text, and the vocabulary. */
export default async function TokensPage() {
  await requireLab();
  const words = tokensWords[await requestLocale()];
  const { ours, gpt2 } = await vocabularySizes();
  const compared = await Promise.all(
    (Object.keys(EXAMPLES) as Example[]).map(async (example) => ({
      example,
      comparison: await compareTokenizers(EXAMPLES[example]),
    })),
  );
  return (
    <div className="flex flex-col gap-6">
      <header>
        <h1 className="text-2xl font-bold">{words.title}</h1>
        <p className="mt-1 max-w-3xl text-soft">
          {fill(words.intro, { size: ours.toLocaleString('en'), gpt2: gpt2.toLocaleString('en') })}
        </p>
      </header>
      <Tokens first={compared[0].comparison} />
      <Sentences
        counts={compared.map(({ example, comparison }) => ({
          example,
          ours: comparison.ours.tokens.length,
          gpt2: comparison.gpt2.tokens.length,
        }))}
      />
      <Decode size={ours} />
      <Vocabulary size={ours} />
    </div>
  );
}
