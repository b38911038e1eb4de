import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { getEmbeddedModel, openModel } from '@/lib/answer/model';
import type { ApiKey } from '@/lib/auth/api-keys';
import type { ApiScope } from '@/lib/auth/api-scopes';
import { readEnvironment } from '@/lib/env';
import { singleton } from '@/lib/singleton';
import { ENCODER_TOKENS } from '@/model/encoder';
import { fromConfigFile } from '@/model/export/config';
import type { RuntimeClient } from '@/model/runtime/client';
import type { Tokenizer } from '@/model/tokenizer';
import { ApiError } from './errors';
import type { ModelEntry } from './responses';

/** A model folder as it is, without the assistant around it. */
export interface RawModel {
  runtime: RuntimeClient;
  tokenizer: Tokenizer;
  context_length: number;
}

const BASE_FOLDER = 'model/base';

/** The pretrained network before it was tuned; its process starts when it is first asked. */
const getBaseModel = singleton('base-model', () => openModel(BASE_FOLDER), 10_000);

export const MODELS = {
  ondam: {
    description: 'The whole assistant: guard, retrieval, and answers whose every sentence has a source',
    serves: ['chat', 'embeddings'],
    open: getEmbeddedModel,
  },
  'ondam-bank': {
    description: 'The tuned network alone, without guard and sources',
    serves: ['chat', 'completions', 'embeddings'],
    open: getEmbeddedModel,
  },
  'ondam-base': {
    description: 'The network before tuning: continues text',
    serves: ['chat', 'completions'],
    open: getBaseModel,
  },
  'ondam-encoder': {
    description: 'The encoder of search: sentence embeddings of length 1',
    serves: ['embeddings'],
    open: getEmbeddedModel,
  },
} as const satisfies Record<
  string,
  { description: string; serves: readonly ApiScope[]; open: () => Promise<RawModel> }
>;

export type ModelId = keyof typeof MODELS;

export const MODEL_IDS = Object.keys(MODELS) as ModelId[];

/** When this API began to serve them: models have no date of their own here. */
const CREATED = Date.UTC(2026, 10, 24) / 1000;

/** The models that a key may ask, as the API lists them. */
export function listModels(key: ApiKey): ModelEntry[] {
  return MODEL_IDS.filter((id) => isAllowed(key, id)).map(entryOf);
}

/** @throws ApiError model_not_found */
export function describeModel(key: ApiKey, id: string): ModelEntry {
  return entryOf(findModel(key, id));
}

/**
 * The model that a request names, when its key may ask it and it does such work.
 *
 * @throws ApiError model_not_found; unsupported_model for one that does other work
 */
export function modelFor(key: ApiKey, id: string, scope: ApiScope): ModelId {
  const found = findModel(key, id);
  if (!(MODELS[found].serves as readonly ApiScope[]).includes(scope)) {
    const others = MODEL_IDS.filter((other) => (MODELS[other].serves as readonly ApiScope[]).includes(scope));
    const message = `The model '${id}' does not serve ${scope}. These do: ${others.join(', ')}.`;
    throw new ApiError(400, 'unsupported_model', message, { param: 'model' });
  }
  return found;
}

function findModel(key: ApiKey, id: string): ModelId {
  const known = MODEL_IDS.find((model) => model === id);
  if (known && isAllowed(key, known)) return known;
  const message = `The model '${id}' does not exist or you do not have access to it.`;
  throw new ApiError(404, 'model_not_found', message, { param: 'model' });
}

/** That the key may ask it, and that it is there: an installation may leave the base out. */
const isAllowed = ({ models }: ApiKey, id: ModelId) =>
  (models === null || models.includes(id)) && existsSync(folderOf(id));

function entryOf(id: ModelId): ModelEntry {
  const { description, serves } = MODELS[id];
  return {
    id,
    object: 'model',
    created: CREATED,
    owned_by: 'ondam',
    description,
    serves: [...serves],
    max_model_len: id === 'ondam-encoder' ? ENCODER_TOKENS : contextOf(folderOf(id)),
  };
}

const folderOf = (id: ModelId) => (id === 'ondam-base' ? BASE_FOLDER : readEnvironment().ONDAM_MODEL_DIR);

/** A folder tells the length without its network being loaded. */
const contextOf = (folder: string): number =>
  fromConfigFile(JSON.parse(readFileSync(path.join(folder, 'config.json'), 'utf8'))).context_length;
