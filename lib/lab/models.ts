import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { type Model, openModel } from '@/lib/answer/model';
import { readEnvironment } from '@/lib/env';
import { OndamError } from '@/lib/errors';
import { singleton } from '@/lib/singleton';
import { fromConfigFile } from '@/model/export/config';
import { parameterCount } from '@/model/gpt';
import { closeSharedRuntime } from '@/model/runtime/client';

/** Where exported models lie, a folder each. */
const MODELS = 'model';
/** A model that the lab alone started, and that nobody used for so long, gives its memory back. */
const IDLE_MS = 10 * 60_000;
/** The lab's runs at once, over all models: customers' questions never wait behind more. */
const MOST_RUNS = 4;

/** A model that the lab can run. */
export interface LabModel {
  /** Its folder's name. */
  name: string;
  folder: string;
  /** The first digits of SHA-256 over everything that decides its output. */
  checksum: string;
  parameters: number;
  context_length: number;
  vocab_size: number;
}

/** The models on disk, by name: any folder of `model` that holds a config.json and graphs, and the one that serves. */
export async function listModels(
  root = MODELS,
  served = readEnvironment().ONDAM_MODEL_DIR,
): Promise<LabModel[]> {
  const inside = existsSync(root) ? readdirSync(root).map((name) => path.join(root, name)) : [];
  const folders = new Map(
    [served, ...inside].filter(isModel).map((folder) => [path.basename(folder), folder]),
  );
  const cards = await Promise.all(
    [...folders.values()].map((folder) => cardOf(folder).catch(() => undefined)),
  );
  // A folder whose files cannot be read is no model that one could choose.
  return cards.filter((card) => card !== undefined).sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** @throws model_not_found; model_changed when `checksum` is not its own */
export async function findModel(name: string, checksum?: string): Promise<LabModel> {
  const found = (await listModels()).find((model) => model.name === name);
  if (!found) throw new OndamError('model_not_found', { field: 'model', values: { name } });
  if (checksum !== undefined && checksum !== found.checksum) {
    throw new OndamError('model_changed', { field: 'checksum', values: { name } });
  }
  return found;
}

const graphsOf = (folder: string) =>
  existsSync(path.join(folder, 'onnx'))
    ? readdirSync(path.join(folder, 'onnx')).filter((file) => /^model.*\.onnx$/.test(file))
    : [];

const isModel = (folder: string) =>
  existsSync(path.join(folder, 'config.json')) && graphsOf(folder).length > 0;

async function cardOf(folder: string): Promise<LabModel> {
  const config = fromConfigFile(JSON.parse(readFileSync(path.join(folder, 'config.json'), 'utf8')));
  const { context_length, vocab_size } = config;
  return {
    name: path.basename(folder),
    folder,
    checksum: await checksumOf(folder),
    parameters: parameterCount(config),
    context_length,
    vocab_size,
  };
}

const digests = new Map<string, { state: string; digest: string }>();

async function checksumOf(folder: string): Promise<string> {
  const files = ['config.json', 'generation_config.json', 'tokenizer.json'];
  const graphs = graphsOf(folder).sort();
  const whole = createHash('sha256');
  for (const file of [...files, ...graphs.map((graph) => path.join('onnx', graph))]) {
    whole.update(`${file} ${await digestOfFile(path.join(folder, file))}\n`);
  }
  return whole.digest('hex').slice(0, 12);
}

/** SHA-256 of a file, read again only when it changed. */
async function digestOfFile(file: string): Promise<string> {
  const { size, mtimeMs } = await stat(file);
  const state = `${size} ${mtimeMs}`;
  const known = digests.get(file);
  if (known?.state === state) return known.digest;
  const digest = createHash('sha256')
    .update(await readFile(file))
    .digest('hex');
  digests.set(file, { state, digest });
  return digest;
}

interface Held {
  model: Promise<Model>;
  users: number;
  idle?: NodeJS.Timeout;
}

/** The models that the lab has open. */
const getHeld = singleton('lab.models', async () => new Map<string, Held>());

/**
 * Opens a model, or takes the one that is open, until `release`.
 *
 * @throws busy when the lab runs as much as it may; model_unavailable
 */
export async function holdModel({ folder }: LabModel): Promise<{ model: Model; release: () => void }> {
  const held = await getHeld();
  const running = [...held.values()].reduce((sum, { users }) => sum + users, 0);
  if (running >= MOST_RUNS) throw new OndamError('busy', { values: { retry_after: 2 } });
  const one = held.get(folder) ?? { model: openModel(folder), users: 0 };
  held.set(folder, one);
  clearTimeout(one.idle);
  one.users++;
  const release = () => {
    if (--one.users > 0 || isServed(folder)) return;
    one.idle = setTimeout(() => {
      held.delete(folder);
      void closeSharedRuntime(folder);
    }, IDLE_MS).unref();
  };
  try {
    return { model: await one.model, release };
  } catch (thrown) {
    held.delete(folder);
    throw thrown;
  }
}

const isServed = (folder: string) => path.resolve(folder) === path.resolve(readEnvironment().ONDAM_MODEL_DIR);
