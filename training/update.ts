import * as ort from 'onnxruntime-node';
import type { ParameterSpec } from '@/model/gpt';
import { fixed, type Graph, type Value } from '@/model/graph/graph';
import { type AdamWOptions, adamw } from './optimizer';

/** All that training changes: parameters, their moments and how many steps made them. */
export interface TrainState {
  parameters: Map<string, Float32Array>;
  m: Map<string, Float32Array>;
  v: Map<string, Float32Array>;
  /** Optimizer steps taken. */
  step: number;
}

export type Feeds = Record<string, ort.Tensor>;

export const scalar = (x: number) => new ort.Tensor('float32', Float32Array.of(x), []);

/** @throws the runtime's error when the graph cannot be loaded */
export function session(g: Graph, threads?: number): Promise<ort.InferenceSession> {
  return ort.InferenceSession.create(g.encode(), {
    intraOpNumThreads: threads ?? 0,
    logSeverityLevel: 3,
    // Without the pattern planner a step takes 40 % less memory and no more time.
    enableMemPattern: false,
  });
}

/** Ends a graph of gradients with AdamW: the state comes in, is changed and goes out under `new.*`. */
export function addUpdate(
  g: Graph,
  parameters: { spec: ParameterSpec; value: Value }[],
  grads: Value[],
  options: AdamWOptions,
  scale?: Value,
): void {
  const inputs = { lr: g.input('lr', []), step: g.input('step', []), scale };
  const trained = parameters.map(({ spec, value }, i) => ({
    spec,
    value,
    grad: grads[i],
    m: g.input(`m.${spec.name}`, spec.shape),
    v: g.input(`v.${spec.name}`, spec.shape),
  }));
  const { updated, grad_norm } = adamw(g, trained, inputs, options);
  g.output('grad_norm', grad_norm);
  for (const [i, { spec }] of trained.entries()) {
    g.output(`new.${spec.name}`, updated[i].value);
    g.output(`new.m.${spec.name}`, updated[i].m);
    g.output(`new.v.${spec.name}`, updated[i].v);
  }
}

/** A session over a graph that ends in `addUpdate`: each run overwrites the state it read. */
export class UpdateSession {
  private constructor(
    private readonly session: ort.InferenceSession,
    private readonly graph: Graph,
    private readonly specs: ParameterSpec[],
  ) {}

  static async create(graph: Graph, specs: ParameterSpec[], threads?: number): Promise<UpdateSession> {
    return new UpdateSession(await session(graph, threads), graph, specs);
  }

  /**
   * Takes one step; on return `state` holds the new parameters, moments and step number.
   * @param outputs scalar outputs of the graph to return besides grad_norm
   */
  async run(
    state: TrainState,
    feeds: Feeds,
    lr: number,
    outputs: readonly string[],
  ): Promise<Record<string, number>> {
    const step = state.step + 1;
    const tensors = {
      ...parameterTensors(this.specs, state.parameters),
      ...parameterTensors(this.specs, state.m, 'm.'),
      ...parameterTensors(this.specs, state.v, 'v.'),
    };
    const wanted = [...outputs, 'grad_norm'];
    const fetches = Object.fromEntries(wanted.map((name) => [name, null]));
    const out = await this.session.run(
      { ...feeds, ...tensors, lr: scalar(lr), step: scalar(step) },
      { ...fetches, ...overwrite(this.graph, tensors) },
    );
    state.step = step;
    return Object.fromEntries(wanted.map((name) => [name, (out[name].data as Float32Array)[0]]));
  }

  release(): Promise<void> {
    return this.session.release();
  }
}

export function parameterTensors(
  specs: ParameterSpec[],
  arrays: Map<string, Float32Array>,
  prefix = '',
): Feeds {
  return Object.fromEntries(
    specs.map(({ name, shape }) => [prefix + name, new ort.Tensor('float32', arrays.get(name)!, shape)]),
  );
}

/** Outputs written into the very buffers the inputs were read from: no copy and no garbage a step. */
export function overwrite(graph: Graph, tensors: Feeds): Feeds {
  const shapes = new Map(graph.outputs.map(({ name, shape }) => [name, shape.map(fixed)]));
  return Object.fromEntries(
    Object.entries(tensors).map(([name, { data }]) => [
      `new.${name}`,
      new ort.Tensor('float32', data as Float32Array, shapes.get(`new.${name}`)!),
    ]),
  );
}
