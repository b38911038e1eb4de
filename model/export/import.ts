import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { GPTConfig } from '../config';
import { parameterSpecs } from '../gpt';
import { DATA_TYPE, decodeModel, type TensorProto } from '../graph/onnx';
import { fromConfigFile } from './config';
import { checkWeights, headName, type Weights, WeightsError } from './onnx';

/**
 * The network of an exported ONNX file (fp32 or int8) and its weights, to go on training from: what is shipped is
 * where another bank's tuning begins. Weights of an int8 file come back as they are served, off by half a step.
 *
 * @param file within a model folder: its config.json stands two levels up
 * @throws WeightsError when the file is no export of that configuration
 */
export function importOnnx(file: string): { config: GPTConfig; weights: Weights } {
  const configFile = path.join(path.dirname(file), '../config.json');
  const config = fromConfigFile(JSON.parse(readFileSync(configFile, 'utf8')));
  const tensors = new Map(initializersOf(file).map((tensor) => [tensor.name, tensor]));
  const weights: Weights = new Map();
  for (const { name, shape } of parameterSpecs(config)) {
    const [exact, levels, scale] = [name, `${name}.int8`, `${name}.scale`].map((key) => tensors.get(key));
    if (exact) weights.set(name, floats(exact));
    else if (levels && scale)
      weights.set(name, dequantized(levels, floats(scale), shape, name === headName(config)));
    else throw new WeightsError(`${file}: parameter ${name} is missing`);
  }
  checkWeights(config, weights);
  return { config, weights };
}

function initializersOf(file: string): TensorProto[] {
  try {
    return decodeModel(readFileSync(file)).initializer;
  } catch (cause) {
    throw new WeightsError(`${file} is no ONNX file, or a damaged one`, { cause });
  }
}

function floats({ name, data_type, raw_data }: TensorProto): Float32Array {
  if (data_type !== DATA_TYPE.float32) throw new WeightsError(`${name} is not float32`);
  return new Float32Array(Uint8Array.from(raw_data).buffer);
}

/** A matrix [rows, columns] stored by columns in blocks, or, the head, by its rows, which are the product's columns. */
function dequantized(
  { raw_data, dims: [stored, blocks, block] }: TensorProto,
  scales: Float32Array,
  [rows, columns]: readonly number[],
  transposed: boolean,
): Float32Array {
  const padded = blocks * block;
  const [outputs, inputs] = transposed ? [rows, columns] : [columns, rows];
  if (stored !== outputs || !(padded >= inputs) || scales.length !== outputs * blocks) {
    throw new WeightsError(`an int8 matrix of ${stored} x ${padded} stands for ${outputs} x ${inputs}`);
  }
  return Float32Array.from({ length: rows * columns }, (_, i) => {
    const [row, column] = [Math.floor(i / columns), i % columns];
    const [output, input] = transposed ? [row, column] : [column, row];
    return (raw_data[output * padded + input] - 128) * scales[output * blocks];
  });
}
