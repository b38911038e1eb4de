import { getEmbeddedModel } from '@/lib/answer/model';
import { getEncoder } from '@/lib/knowledge/service';
import { ENCODER_TOKENS } from '@/model/encoder';
import { ApiError } from './errors';
import type { EmbeddingRequest } from './requests';
import type { Embeddings } from './responses';
import { checkTokens } from './tokens';

/**
 * Unit vectors of texts. Of a text the encoder reads its first ENCODER_TOKENS - 1 tokens, which is what `usage` counts.
 *
 * @throws ApiError for a token that is none, and for `dimensions` that are not the encoder's: its vectors were not
 *   trained to be cut
 */
export async function embedTexts(request: EmbeddingRequest): Promise<Embeddings> {
  const [{ tokenizer }, encoder] = await Promise.all([getEmbeddedModel(), getEncoder()]);
  const { input, dimensions = encoder.width, encoding_format, model } = request;
  if (dimensions !== encoder.width) {
    const message = `Invalid 'dimensions': this model's embeddings have ${encoder.width} numbers, and cannot be cut.`;
    throw new ApiError(400, 'unsupported_value', message, { param: 'dimensions' });
  }
  const inputs = Array.isArray(input) && typeof input[0] !== 'number' ? input : [input];
  const texts = (inputs as (string | number[])[]).map((one) => {
    if (typeof one === 'string') return one;
    checkTokens('input', one, tokenizer);
    return tokenizer.decode(one);
  });
  const vectors = await encoder.embed(texts);
  const read = texts.map((text) => Math.min(ENCODER_TOKENS - 1, tokenizer.encode(text).length));
  const prompt_tokens = read.reduce((sum, count) => sum + count, 0);
  return {
    object: 'list',
    model,
    data: vectors.map((vector, index) => ({
      object: 'embedding',
      index,
      embedding: encoding_format === 'float' ? [...vector] : base64Of(vector),
    })),
    usage: { prompt_tokens, total_tokens: prompt_tokens },
  };
}

/** Little-endian, as every machine that Node runs on is. */
const base64Of = ({ buffer, byteOffset, byteLength }: Float32Array): string =>
  Buffer.from(buffer as ArrayBuffer, byteOffset, byteLength).toString('base64');
