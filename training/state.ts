import type { GPTConfig } from '@/model/config';
import { type ParameterSpec, parameterSpecs } from '@/model/gpt';
import { numel } from '@/model/graph/graph';
import { Random } from '@/model/random';
import type { TrainState } from './update';

/**
 * Parameters as training starts them: normals of each one's deviation, norms at 1, biases at 0.
 * @param deviation another standard deviation for matrices than the network's own
 */
export function initialParameters(
  config: GPTConfig,
  seed: number,
  deviation?: (spec: ParameterSpec) => number,
): Map<string, Float32Array> {
  const random = new Random(seed);
  const fill = (spec: ParameterSpec) => {
    const { shape, init } = spec;
    const data = new Float32Array(numel(shape));
    if ('value' in init) return data.fill(init.value);
    const std = deviation?.(spec) ?? init.std;
    for (let i = 0; i < data.length; i++) data[i] = random.normal() * std;
    return data;
  };
  return new Map(parameterSpecs(config).map((spec) => [spec.name, fill(spec)]));
}

/** A state before the first step: the given parameters, moments at zero. */
export function initialState(parameters: Map<string, Float32Array>): TrainState {
  const zeros = () => new Map([...parameters].map(([name, data]) => [name, new Float32Array(data.length)]));
  return { parameters, m: zeros(), v: zeros(), step: 0 };
}
