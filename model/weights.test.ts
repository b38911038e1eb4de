import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { readSafetensors, SafetensorsError, type Tensor, writeAtomically, writeSafetensors } from './weights';

const folder = mkdtempSync(path.join(tmpdir(), 'weights-'));
afterAll(() => rmSync(folder, { recursive: true }));
const file = path.join(folder, 'a.safetensors');

const tensor = fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 3 }).chain((shape) => {
  const length = shape.reduce((a, b) => a * b, 1);
  return fc.float32Array({ minLength: length, maxLength: length }).map((data): Tensor => ({ shape, data }));
});
// The format's own key, and the one that no JSON reader keeps safely, name no tensor.
const name = fc.string({ unit: 'grapheme' }).filter((s) => s !== '__metadata__' && s !== '__proto__');
const tensors = fc.array(fc.tuple(name, tensor), { maxLength: 5 }).map((pairs) => new Map(pairs));
const metadata = fc.dictionary(fc.string(), fc.string());

/** The file's header, as written, and the bytes after it. */
function parts(bytes: Buffer): { header: Record<string, { data_offsets: number[] }>; data: Buffer } {
  const end = 8 + Number(bytes.readBigUInt64LE());
  return { header: JSON.parse(bytes.subarray(8, end).toString()), data: bytes.subarray(end) };
}

function writeParts(header: unknown, data: Uint8Array): void {
  const json = Buffer.from(typeof header === 'string' ? header : JSON.stringify(header));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(json.length));
  writeFileSync(file, Buffer.concat([length, json, data]));
}

const two = new Map([
  ['a', { shape: [2], data: Float32Array.of(1, 2) }],
  ['b', { shape: [1, 3], data: Float32Array.of(3, 4, 5) }],
]);

describe('safetensors', () => {
  it('come back to the bit, with their metadata', () => {
    fc.assert(
      fc.property(tensors, metadata, (original, note) => {
        writeSafetensors(file, original, note);
        const read = readSafetensors(file);
        expect(read.tensors.size).toBe(original.size);
        for (const [name, { shape, data }] of original) {
          expect(read.tensors.get(name)!.shape).toEqual(shape);
          expect(Buffer.from(read.tensors.get(name)!.data.buffer)).toEqual(Buffer.from(data.buffer));
        }
        expect({ ...read.metadata }).toEqual({ ...note });
      }),
    );
  });

  it('that end early or late are refused, wherever the cut lies', () => {
    writeSafetensors(file, two);
    const whole = readFileSync(file);
    for (let length = 0; length < whole.length; length++) {
      writeFileSync(file, whole.subarray(0, length));
      expect(() => readSafetensors(file)).toThrow(SafetensorsError);
    }
    writeFileSync(file, Buffer.concat([whole, Buffer.alloc(1)]));
    expect(() => readSafetensors(file)).toThrow(SafetensorsError);
  });

  it.each([
    ['overlap', { a: [0, 8], b: [4, 16] }],
    ['leave a hole', { a: [0, 8], b: [12, 24] }],
    ['lie behind the end', { a: [0, 8], b: [8, 24] }],
    ['run backwards', { a: [8, 0], b: [8, 20] }],
    ['are not whole', { a: [0.5, 8.5], b: [8, 20] }],
  ])('whose offsets %s are refused', (_, offsets: Record<string, number[]>) => {
    writeSafetensors(file, two);
    const { header, data } = parts(readFileSync(file));
    for (const [name, pair] of Object.entries(offsets)) header[name].data_offsets = pair;
    writeParts(header, data);
    expect(() => readSafetensors(file)).toThrow(SafetensorsError);
  });

  it.each([
    ['another element type', { a: { dtype: 'F16', shape: [4], data_offsets: [0, 8] } }],
    ['a shape of another size', { a: { dtype: 'F32', shape: [3], data_offsets: [0, 8] } }],
    ['a negative shape', { a: { dtype: 'F32', shape: [-1, -2], data_offsets: [0, 8] } }],
    ['a shape beyond all memory', { a: { dtype: 'F32', shape: [2 ** 50, 2 ** 50], data_offsets: [0, 8] } }],
    ['metadata that is not text', { __metadata__: { a: 1 } }],
    ['a list for a header', []],
    ['no JSON', '{"a":'],
    [
      'a name twice',
      '{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}',
    ],
  ])('with %s are refused', (_, header) => {
    writeParts(header, Buffer.alloc(8));
    expect(() => readSafetensors(file)).toThrow(SafetensorsError);
  });

  it('with any bytes changed are refused, or still hold tensors that fill the file', () => {
    writeSafetensors(file, two);
    const whole = readFileSync(file);
    const changes = fc.array(fc.tuple(fc.nat(whole.length - 1), fc.integer({ min: 0, max: 255 })), {
      minLength: 1,
    });
    fc.assert(
      fc.property(changes, (list) => {
        const damaged = Buffer.from(whole);
        for (const [at, byte] of list) damaged[at] = byte;
        writeFileSync(file, damaged);
        try {
          const read = [...readSafetensors(file).tensors.values()];
          const values = read.flatMap(({ data }) => [...new Uint8Array(data.buffer)]);
          expect(values).toEqual([...parts(damaged).data]);
        } catch (error) {
          expect(error).toBeInstanceOf(SafetensorsError);
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe('an interrupted write', () => {
  const earlier = 'the earlier file';

  it('leaves the earlier file, and nothing beside it, when a part cannot be made', () => {
    writeFileSync(file, earlier);
    function* failing() {
      yield Buffer.from('half of ');
      throw new Error('no more');
    }
    expect(() => writeAtomically(file, failing())).toThrow('no more');
    expect(readFileSync(file, 'utf8')).toBe(earlier);
    expect(existsSync(`${file}.partial`)).toBe(false);
  });

  it('leaves the earlier file when the disk takes no more', () => {
    writeFileSync(file, earlier);
    const script = `
      import { writeAtomically } from ${JSON.stringify(path.resolve('model/weights.ts'))};
      try { writeAtomically(${JSON.stringify(file)}, [Buffer.alloc(2 ** 20)]); }
      catch (error) { console.log(error.code); }`;
    // The shell's limit on a file's size stands in for a full disk: the write fails after some bytes.
    const command = 'ulimit -f 64; exec "$0" --import tsx --input-type=module --eval "$1"';
    const output = execFileSync('sh', ['-c', command, process.execPath, script], { encoding: 'utf8' });
    expect(output.trim()).toBe('EFBIG');
    expect(readFileSync(file, 'utf8')).toBe(earlier);
    expect(existsSync(`${file}.partial`)).toBe(false);
  });
});
