/** `npm run knowledge`: the knowledge in and out as files, beside the console. */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Command, Option } from 'commander';
import { runProgram } from '@/lib/cli';
import { type Connection, openConfigured } from '@/lib/db/connection';
import { readEnvironment } from '@/lib/env';
import { dictionaryOf } from '@/lib/i18n';
import { Encoder } from '@/model/runtime/encoder';
import { listEntries, publish, review } from './store';
import { exportEntries, type Format, importEntries } from './transfer';

const { entry_problem } = dictionaryOf('ko');

const program = new Command('npm run knowledge --').description(
  'Brings FAQ entries into the database that DATABASE_URL or ONDAM_DATA_DIR names, or takes them out.',
);

program
  .command('import')
  .description('Reads a .csv or .jsonl file as drafts: all of it, or nothing where a row is wrong.')
  .argument('<file>')
  .requiredOption('--author <name>', 'who wrote it')
  .option('--reviewer <name>', 'who has read it: it is published at once')
  .action((file: string, options: { author: string; reviewer?: string }) =>
    onDatabase((connection) => importFile(connection, file, options)),
  );

program
  .command('export')
  .description('Writes every published entry to a .csv or .jsonl file, or to the screen.')
  .argument('[file]')
  .addOption(
    new Option('--format <format>', 'where no file says it').choices(['csv', 'jsonl']).default('jsonl'),
  )
  .action((file: string | undefined, { format }: { format: Format }) =>
    onDatabase(async ({ db }) => {
      const text = await exportEntries(db, file ? formatOf(file) : format);
      if (file) writeFileSync(file, text);
      else process.stdout.write(text);
    }),
  );

async function importFile(
  { db }: Connection,
  file: string,
  { author, reviewer }: { author: string; reviewer?: string },
): Promise<void> {
  const before = new Set((await listEntries(db, { status: 'draft' })).map(keyOf));
  const imported = await importEntries(db, formatOf(file), readFileSync(file, 'utf8'), author);
  for (const { row, field, code } of imported.errors) {
    console.error(`${file}:${row}${field && ` ${field}`}: ${entry_problem[code]}`);
  }
  if (imported.errors.length > 0) {
    process.exitCode = 1;
    return;
  }
  console.log(`초안 ${imported.drafts}개, 그대로인 항목 ${imported.unchanged}개`);
  if (!reviewer) return;
  const { ONDAM_MODEL_DIR } = readEnvironment();
  const encoder = await Encoder.load(ONDAM_MODEL_DIR);
  const drafts = (await listEntries(db, { status: 'draft' })).filter((draft) => !before.has(keyOf(draft)));
  for (const { id, version } of drafts) {
    await review(db, id, version, reviewer);
    await publish(db, id, version, { embed: (texts) => encoder.embed(texts) });
  }
  console.log(`게시한 항목 ${drafts.length}개`);
}

const keyOf = ({ id, version }: { id: string; version: number }) => `${id} ${version}`;

function formatOf(file: string): Format {
  const format = path.extname(file).slice(1);
  if (format === 'csv' || format === 'jsonl') return format;
  return program.error(`${file}: .csv나 .jsonl 파일이어야 해요.`);
}

async function onDatabase(work: (connection: Connection) => Promise<void>): Promise<void> {
  const connection = await openConfigured();
  try {
    await work(connection);
  } finally {
    await connection.close();
  }
}

await runProgram(program);
