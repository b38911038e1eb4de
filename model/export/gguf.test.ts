import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { GPTConfig } from '../config';
import { randomWeights } from '../runtime/testing';
import { readTokenizerFile, Tokenizer } from '../tokenizer';
import { writeAtomically } from '../weights';
import { exportGguf } from './gguf';
import { halfBits } from './gguf-format';
import { exportOnnx, PRECISIONS, type Precision, type Weights } from './onnx';
import { greedy, logitsOf, open } from './parity';
import { exportedNetworks, TOKENIZER_FOLDER, temporaryFolder, trainedSize } from './testing';

const PEERS = path.resolve('bench/peers');
const installed = existsSync(path.join(PEERS, 'node_modules/node-llama-cpp'));
if (!installed)
  console.log('llama.cpp is not installed (npm ci --prefix bench/peers): its tests are skipped');

const folder = temporaryFolder();
const tokenizer = Tokenizer.load(TOKENIZER_FOLDER);

const networks = exportedNetworks(tokenizer.vocab_size);
const TEXT =
  '<|endoftext|><|user|>예금자 보호 한도는 1억 원! Deposits up to 100,000,000\n\n  12시 30분<|end|>';
const ids = tokenizer.encode(TEXT, { special: true });

describe.skipIf(!installed)('llama.cpp', () => {
  let answers: Answer[];

  // One process for all, as starting it takes seconds: F32 of wild weights, quantised files of tamer ones.
  beforeAll(() => {
    const requests = networks.flatMap(([name, config]) =>
      PRECISIONS.map((precision) => {
        const file = path.join(folder, `${name} ${precision}.gguf`);
        const tokenizerFile = readTokenizerFile(TOKENIZER_FOLDER);
        writeAtomically(
          file,
          exportGguf(config, weightsOf(config, precision), tokenizerFile, precision, name),
        );
        return { file, text: TEXT, count: 24 };
      }),
    );
    const script = path.join(PEERS, 'llamacpp.mjs');
    const output = execFileSync(process.execPath, [script, JSON.stringify(requests)], { maxBuffer: 2 ** 28 });
    answers = answersSchema.parse(JSON.parse(output.toString()));
  }, 300_000);

  it.each(networks.map(([name, config], i) => [name, config, i] as const))(
    'reads and continues a text with our tokens: %s',
    async (_, config, i) => {
      const { prompt, tokens } = answers[i * PRECISIONS.length];
      expect(prompt).toEqual(ids);
      const session = await open(exportOnnx(config, weightsOf(config, 'fp32'), 'fp32'));
      expect(tokens).toEqual(await greedy(session, config, ids, 24));
      expect(new Set(tokens).size).toBeGreaterThan(4);
      await session.release();
    },
  );

  // In float32 the llama errs by about 1e-5, the gpt2 by 1e-3: llama.cpp looks its GELU up in a half-float table.
  const bounds = { fp32: 0.999999, int8: 0.998, int4: 0.9 };
  const cases = networks.flatMap(([name, config]) => PRECISIONS.map((p) => [name, p, config] as const));
  it.each(cases.map((c, i) => [...c, i] as const))(
    'finds the next tokens as likely as we do: %s, %s',
    async (name, precision, config, i) => {
      const session = await open(exportOnnx(config, weightsOf(config, precision), 'fp32'));
      const logits = (await logitsOf(session, config, ids)).subarray(-config.vocab_size);
      await session.release();
      // Logits and log-probabilities differ by a constant.
      const ours = centred([...logits]);
      const theirs = centred(answers[i].probabilities.map(Math.log));
      const error = Math.max(...ours.map((x, id) => Math.abs(x - theirs[id])));
      const cosine = dot(ours, theirs) / Math.sqrt(dot(ours, ours) * dot(theirs, theirs));
      console.log(
        `${name} ${precision}: largest logit error ${error.toExponential(1)}, cosine ${cosine.toFixed(6)}`,
      );
      expect(cosine).toBeGreaterThan(bounds[precision]);
    },
  );
});

function weightsOf(config: GPTConfig, precision: Precision): Weights {
  const weights = randomWeights(config, 3);
  return precision === 'fp32' ? weights : trainedSize(weights);
}

type Answer = z.infer<typeof answersSchema>[number];
const numbers = z.array(z.number());
const answersSchema = z.array(z.object({ prompt: numbers, tokens: numbers, probabilities: numbers }));

function centred(x: number[]): number[] {
  const mean = x.reduce((sum, v) => sum + v, 0) / x.length;
  return x.map((v) => v - mean);
}

const dot = (x: number[], y: number[]) => x.reduce((sum, v, i) => sum + v * y[i], 0);

describe('half floats', () => {
  const value = (bits: number) => {
    const [sign, exponent, fraction] = [bits >> 15 ? -1 : 1, (bits >> 10) & 31, bits & 1023];
    if (exponent === 31) return sign * Number.POSITIVE_INFINITY;
    return sign * (exponent ? (1 + fraction / 1024) * 2 ** (exponent - 15) : fraction * 2 ** -24);
  };

  it('are the nearest there is', () => {
    const bound = 65504;
    fc.assert(
      fc.property(fc.float({ min: -bound, max: bound, noNaN: true }), (x) => {
        const bits = halfBits(x);
        const error = Math.abs(value(bits) - x);
        for (const neighbour of [bits - 1, bits + 1].filter((b) => (b & 0x7fff) < 0x7c00 && b >= 0)) {
          expect(error).toBeLessThanOrEqual(Math.abs(value(neighbour) - x));
        }
      }),
      { numRuns: 1000 },
    );
    for (let bits = 0; bits < 0x7c00; bits++) expect(halfBits(value(bits))).toBe(bits);
  });
});
