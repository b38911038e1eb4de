import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { gpt2 } from './config';
import { importOnnx } from './export/import';
import { WeightsError } from './export/onnx';
import { anyText, damaged, FUZZ_TIMEOUT_MS, fuzz } from './fuzzing';
import { RuntimeError } from './runtime/errors';
import { ModelFolder, verifyFolder } from './runtime/folder';
import { BYTE_VOCABULARY, randomWeights, writeModelFolder } from './runtime/testing';
import { Tokenizer } from './tokenizer';
import { readSafetensors, SafetensorsError, writeSafetensors } from './weights';

const place = mkdtempSync(path.join(os.tmpdir(), 'ondam-fuzz-'));
afterAll(() => rmSync(place, { recursive: true }));

const shape = {
  n_layer: 1,
  n_head: 1,
  n_embd: 8,
  n_inner: 8,
  vocab_size: BYTE_VOCABULARY,
  context_length: 16,
};
const config = gpt2(shape);
const folder = writeModelFolder(config, randomWeights(config, 1));

describe('the tokenizer', () => {
  const tokenizer = Tokenizer.load('model/bank');
  const timeout = FUZZ_TIMEOUT_MS;

  it('gives every text back as it was', { timeout }, () =>
    fuzz(anyText, (text) =>
      expect(tokenizer.decode(tokenizer.encode(text))).toBe(text.replace(/\p{Surrogate}/gu, '\ufffd')),
    ),
  );

  it('reads whatever bytes as UTF-8 does, whichever tokens they are cut into', { timeout }, () =>
    fuzz(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
      expect(tokenizer.decode(tokenizer.encode(text))).toBe(text);
    }),
  );

  it('decodes every row of tokens, and shows no special one', { timeout }, () =>
    fuzz(fc.array(fc.nat({ max: tokenizer.vocab_size - 1 }), { maxLength: 200 }), (ids) => {
      const bytes = Buffer.concat(
        ids.filter((id) => !tokenizer.isSpecial(id)).map((id) => tokenizer.tokenBytes(id)),
      );
      expect(tokenizer.decode(ids)).toBe(new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes));
    }),
  );
});

describe('loaders of damaged files', () => {
  const timeout = FUZZ_TIMEOUT_MS;

  it('safetensors: whole, or refused by name', { timeout }, () => {
    const file = path.join(place, 'damaged.safetensors');
    writeSafetensors(file, new Map([['a', { shape: [2, 3], data: new Float32Array(6) }]]), { step: '1' });
    return fuzz(damaged(readFileSync(file)), (bytes) => {
      writeFileSync(file, bytes);
      try {
        for (const { shape, data } of readSafetensors(file).tensors.values()) {
          expect(shape.reduce((a, b) => a * b, 1)).toBe(data.length);
        }
      } catch (thrown) {
        expect(thrown).toBeInstanceOf(SafetensorsError);
        expect((thrown as Error).message).toContain(file);
      }
    });
  });

  it('ONNX: a network of the configuration, or refused', { timeout }, () => {
    const file = path.join(folder, 'onnx/model.onnx');
    const original = readFileSync(file);
    return fuzz(damaged(original), (bytes) => {
      writeFileSync(file, bytes);
      try {
        importOnnx(file);
      } catch (thrown) {
        expect(thrown).toBeInstanceOf(WeightsError);
      } finally {
        writeFileSync(file, original);
      }
    });
  });

  it('a model folder: what checksums.json has is read, and nothing else', { timeout }, () => {
    const listed = Object.keys(JSON.parse(readFileSync(path.join(folder, 'checksums.json'), 'utf8')));
    const cases = fc
      .constantFrom(...listed)
      .chain((file) => fc.tuple(fc.constant(file), damaged(readFileSync(path.join(folder, file)))));
    return fuzz(cases, ([name, bytes]) => {
      const file = path.join(folder, name);
      const original = readFileSync(file);
      if (original.equals(bytes)) return;
      writeFileSync(file, bytes);
      try {
        expect(() => verifyFolder(folder)).toThrow(RuntimeError);
        expect(() => verifyFolder(folder)).toThrow(path.basename(file));
      } finally {
        writeFileSync(file, original);
      }
    });
  });

  it('a model folder without checksums: it is one, or the file that is none is named', { timeout }, () => {
    const bare = writeModelFolder(config, randomWeights(config, 1));
    rmSync(path.join(bare, 'checksums.json'), { force: true });
    const cases = fc
      .constantFrom('config.json', 'tokenizer.json', 'generation_config.json')
      .chain((file) => fc.tuple(fc.constant(file), damaged(readFileSync(path.join(bare, file)))));
    return fuzz(cases, ([name, bytes]) => {
      const file = path.join(bare, name);
      const original = readFileSync(file);
      writeFileSync(file, bytes);
      try {
        expect(new ModelFolder(bare).tokenizer.vocab_size).toBeLessThanOrEqual(
          new ModelFolder(bare).shape.vocab_size,
        );
      } catch (thrown) {
        expect(thrown).toMatchObject({
          code: 'invalid_model',
          message: expect.stringMatching(/\.json cannot be used/),
        });
      } finally {
        writeFileSync(file, original);
      }
    });
  });
});
