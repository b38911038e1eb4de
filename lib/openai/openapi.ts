import { z } from 'zod';
import { chatRequestSchema, completionRequestSchema, embeddingRequestSchema } from './requests';
import {
  chatChunkSchema,
  chatCompletionSchema,
  completionSchema,
  embeddingsSchema,
  errorSchema,
  modelListSchema,
  modelSchema,
} from './responses';

/** Where the description is kept; `npm run openapi` writes it anew. */
export const OPENAPI_FILE = 'docs/openapi.json';

const REQUESTS = {
  ChatRequest: chatRequestSchema,
  CompletionRequest: completionRequestSchema,
  EmbeddingRequest: embeddingRequestSchema,
};

export const RESPONSES = {
  ChatCompletion: chatCompletionSchema,
  ChatChunk: chatChunkSchema,
  Completion: completionSchema,
  Embeddings: embeddingsSchema,
  Model: modelSchema,
  ModelList: modelListSchema,
  Error: errorSchema,
};

type Name = keyof typeof REQUESTS | keyof typeof RESPONSES;

const reference = (name: Name) => ({ schema: { $ref: `#/components/schemas/${name}` } });
const json = (name: Name, description: string) => ({
  description,
  content: { 'application/json': reference(name) },
});

/** Statuses and when they come; each body is an Error. */
const ERRORS: Record<string, string> = {
  400: 'The request is not of the form; `param` names the field',
  401: 'No API key, or one that is unknown or revoked',
  403: 'The key may not be used for this',
  404: 'No such model, or not for this key',
  413: 'The body is larger than 256 KiB, of embeddings 2 MiB',
  429: 'The key has made its requests of this minute; Retry-After says when to go on',
  500: 'A fault of ours',
  503: 'The model is busy or not there; Retry-After says when to try again',
};

const errors = (...statuses: number[]) =>
  Object.fromEntries(statuses.map((status) => [status, json('Error', ERRORS[status])]));

function post(operationId: string, summary: string, asked: Name, answered: Name, chunk?: Name) {
  const stream = chunk && { 'text/event-stream': reference(chunk) };
  return {
    post: {
      operationId,
      summary,
      requestBody: { required: true, content: { 'application/json': reference(asked) } },
      responses: {
        200: {
          description: chunk ? 'Whole, or with `stream` chunk by chunk, `data: [DONE]` at the end' : 'Whole',
          content: { 'application/json': reference(answered), ...stream },
        },
        ...errors(400, 401, 403, 404, 413, 429, 500, 503),
      },
    },
  };
}

/** The API as OpenAPI 3.1, from the schemas that requests are read by and responses are tested against. */
export function openApiDocument() {
  const schemas = {
    ...schemasOf(REQUESTS, 'input'),
    ...schemasOf(RESPONSES, 'output'),
  };
  return {
    openapi: '3.1.0',
    info: { title: 'Ondam', version: '1', description: 'The OpenAI-compatible API: see docs/api.md.' },
    servers: [{ url: '/v1' }],
    security: [{ key: [] }],
    paths: {
      '/chat/completions': post(
        'createChatCompletion',
        'A reply',
        'ChatRequest',
        'ChatCompletion',
        'ChatChunk',
      ),
      '/completions': post(
        'createCompletion',
        'A text goes on',
        'CompletionRequest',
        'Completion',
        'Completion',
      ),
      '/embeddings': post('createEmbedding', 'Texts as vectors', 'EmbeddingRequest', 'Embeddings'),
      '/models': {
        get: {
          operationId: 'listModels',
          summary: 'The models that the key may ask',
          responses: { 200: json('ModelList', 'All of them'), ...errors(401, 429, 500) },
        },
      },
      '/models/{model}': {
        get: {
          operationId: 'retrieveModel',
          summary: 'One model',
          parameters: [{ name: 'model', in: 'path', required: true, schema: { type: 'string' } }],
          responses: { 200: json('Model', 'It'), ...errors(401, 404, 429, 500) },
        },
      },
    },
    components: { schemas, securitySchemes: { key: { type: 'http', scheme: 'bearer' } } },
  };
}

function schemasOf(named: Record<string, z.ZodType>, io: 'input' | 'output') {
  return Object.fromEntries(
    Object.entries(named).map(([name, schema]) => {
      const { $schema, ...described } = z.toJSONSchema(schema, { io });
      return [name, described];
    }),
  );
}

/** The file's text. */
export const openApiText = (): string => `${JSON.stringify(openApiDocument(), null, 2)}\n`;
