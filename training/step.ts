import * as ort from 'onnxruntime-node';
import type { GPTConfig } from '@/model/config';
import { type ParameterSpec, parameterSpecs } from '@/model/gpt';
import { gradients } from '@/model/graph/autodiff';
import { fixed, Graph, numel, type Value } from '@/model/graph/graph';
import { add } from '@/model/graph/ops';
import { type ForwardGraph, type TrainingForward, trainingForward } from '@/model/training';
import { dropoutMask } from './dropout';
import { type AdamWOptions, adamw } from './optimizer';

/** All that training changes: parameters, their moments and how many steps made them. */
export interface TrainState {
  parameters: Map<string, Float32Array>;
  m: Map<string, Float32Array>;
  v: Map<string, Float32Array>;
  /** Optimizer steps taken. */
  step: number;
}

/** One micro-batch: token ids and the id that should follow each, [batch * time]; a negative target does not count. */
export interface Batch {
  ids: BigInt64Array;
  targets: BigInt64Array;
}

export interface StepOptions {
  forward: Omit<TrainingForward, 'loss'>;
  /** Row chunks of the output head; more use less memory. */
  chunks: number;
  adamw: AdamWOptions;
  /** Seed of the dropout masks. */
  seed: number;
  threads?: number;
}

export interface StepResult {
  /** Mean loss over the targets that count, in nats a token. */
  loss: number;
  grad_norm: number;
  /** Targets that counted. */
  count: number;
}

type Feeds = Record<string, ort.Tensor>;
type Fetches = Record<string, ort.Tensor | null>;

/**
 * The train step: a pure function of (state, batches, lr) that overwrites the state. One micro-batch runs as a
 * single graph of forward, backward and AdamW; several first sum their gradients, then update once.
 */
export class TrainStep {
  private constructor(
    private readonly specs: ParameterSpec[],
    private readonly options: StepOptions,
    private readonly dropout_size: number,
    private readonly output_shapes: Map<string, number[]>,
    private readonly sessions: {
      step?: ort.InferenceSession;
      sum?: ort.InferenceSession;
      update?: ort.InferenceSession;
    },
  ) {}

  /** @param micro_batches batches whose gradients make one step */
  static async create(config: GPTConfig, options: StepOptions, micro_batches: number): Promise<TrainStep> {
    const specs = parameterSpecs(config);
    if (micro_batches === 1) {
      const { graph, forward } = stepGraph(config, options);
      const step = await session(graph, options);
      return new TrainStep(specs, options, forward.dropout_size, outputShapes(graph), { step });
    }
    const { graph, forward } = sumGraph(config, options);
    const sum = await session(graph, options);
    const updating = updateGraph(specs, options);
    const update = await session(updating, options);
    const shapes = new Map([...outputShapes(graph), ...outputShapes(updating)]);
    return new TrainStep(specs, options, forward.dropout_size, shapes, { sum, update });
  }

  /** Takes one step; on return `state` holds the new parameters, moments and step number. */
  async run(state: TrainState, batches: Batch[], lr: number): Promise<StepResult> {
    const step = state.step + 1;
    const result = this.sessions.step
      ? await this.runWhole(this.sessions.step, state, batches[0], lr, step)
      : await this.runSummed(state, batches, lr, step);
    state.step = step;
    return result;
  }

  async release(): Promise<void> {
    for (const s of Object.values(this.sessions)) await s?.release();
  }

  private async runWhole(s: ort.InferenceSession, state: TrainState, batch: Batch, lr: number, step: number) {
    const tensors = this.stateTensors(state);
    const feeds = { ...this.batchTensors(batch, step, 0), ...tensors, lr: scalar(lr), step: scalar(step) };
    const out = await s.run(feeds, { loss: null, count: null, grad_norm: null, ...this.overwrite(tensors) });
    return { loss: number(out.loss), grad_norm: number(out.grad_norm), count: number(out.count) };
  }

  private async runSummed(state: TrainState, batches: Batch[], lr: number, step: number) {
    const { sum, update } = this.sessions;
    const parameters = this.tensors(state.parameters, '');
    const zeros = new Map(this.specs.map((s) => [s.name, new Float32Array(numel(s.shape))]));
    const grads = this.tensors(zeros, 'grad.');
    let [loss, count] = [0, 0];
    for (const [i, batch] of batches.entries()) {
      const feeds = { ...this.batchTensors(batch, step, i), ...parameters, ...grads };
      const out = await sum!.run(feeds, { loss: null, count: null, ...this.overwrite(grads) });
      loss += number(out.loss);
      count += number(out.count);
    }
    const tensors = this.stateTensors(state);
    const scale = 1 / Math.max(count, 1);
    const feeds = { ...tensors, ...grads, lr: scalar(lr), step: scalar(step), scale: scalar(scale) };
    const out = await update!.run(feeds, { grad_norm: null, ...this.overwrite(tensors) });
    return { loss: loss * scale, grad_norm: number(out.grad_norm), count };
  }

  private batchTensors({ ids, targets }: Batch, step: number, micro_batch: number): Feeds {
    const { batch, time, dropout } = this.options.forward;
    const feeds: Feeds = {
      ids: new ort.Tensor('int64', ids, [batch, time]),
      targets: new ort.Tensor('int64', targets, [batch, time]),
    };
    if (this.dropout_size > 0) {
      const keep = dropoutMask(this.dropout_size, dropout, { seed: this.options.seed, step, micro_batch });
      feeds.keep = new ort.Tensor('bool', keep, [this.dropout_size]);
    }
    return feeds;
  }

  private stateTensors(state: TrainState): Feeds {
    return {
      ...this.tensors(state.parameters, ''),
      ...this.tensors(state.m, 'm.'),
      ...this.tensors(state.v, 'v.'),
    };
  }

  /** Outputs written into the very buffers the inputs were read from: no copy and no garbage a step. */
  private overwrite(tensors: Feeds): Fetches {
    return Object.fromEntries(
      Object.entries(tensors).map(([name, { data }]) => [
        `new.${name}`,
        new ort.Tensor('float32', data as Float32Array, this.output_shapes.get(`new.${name}`)!),
      ]),
    );
  }

  private tensors(arrays: Map<string, Float32Array>, prefix: string): Feeds {
    return Object.fromEntries(
      this.specs.map(({ name, shape }) => [
        prefix + name,
        new ort.Tensor('float32', arrays.get(name)!, shape),
      ]),
    );
  }
}

const outputShapes = (graph: Graph) =>
  new Map(graph.outputs.map(({ name, shape }) => [name, shape.map(fixed)]));

const scalar = (x: number) => new ort.Tensor('float32', Float32Array.of(x), []);
const number = (t: ort.Tensor) => (t.data as Float32Array)[0];

/** @throws the runtime's error when the graph cannot be loaded */
export function session(g: Graph, options: { threads?: number }): Promise<ort.InferenceSession> {
  return ort.InferenceSession.create(g.encode(), {
    intraOpNumThreads: options.threads ?? 0,
    logSeverityLevel: 3,
    // Without the pattern planner a step takes 40 % less memory and no more time.
    enableMemPattern: false,
  });
}

/** Forward, backward and update in one graph. */
function stepGraph(config: GPTConfig, options: StepOptions): { graph: Graph; forward: ForwardGraph } {
  const { graph, forward, grads } = gradientGraph(config, options, 'mean');
  addUpdate(graph, forward.parameters, grads, options);
  return { graph, forward };
}

/** Forward and backward of one micro-batch: its gradients are added to those of the earlier ones. */
function sumGraph(config: GPTConfig, options: StepOptions): { graph: Graph; forward: ForwardGraph } {
  const { graph, forward, grads } = gradientGraph(config, options, 'sum');
  for (const [i, { spec }] of forward.parameters.entries()) {
    const earlier = graph.input(`grad.${spec.name}`, spec.shape);
    graph.output(`new.grad.${spec.name}`, add(graph, earlier, grads[i]));
  }
  return { graph, forward };
}

/** Forward and backward, with the loss and its count as outputs. */
function gradientGraph(config: GPTConfig, options: StepOptions, reduction: 'mean' | 'sum') {
  const graph = new Graph();
  const loss = { chunks: options.chunks, reduction };
  const forward = trainingForward(graph, config, { ...options.forward, loss });
  const values = forward.parameters.map((p) => p.value);
  const grads = gradients(graph, forward.loss, values);
  graph.output('loss', forward.loss);
  graph.output('count', forward.count);
  return { graph, forward, grads };
}

/** The update alone, from summed gradients and the factor that makes them a mean. */
function updateGraph(specs: ParameterSpec[], options: StepOptions): Graph {
  const g = new Graph();
  const parameters = specs.map((spec) => ({ spec, value: g.input(spec.name, spec.shape) }));
  const grads = specs.map((spec) => g.input(`grad.${spec.name}`, spec.shape));
  addUpdate(g, parameters, grads, options, g.input('scale', []));
  return g;
}

function addUpdate(
  g: Graph,
  parameters: { spec: ParameterSpec; value: Value }[],
  grads: Value[],
  options: StepOptions,
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
  const { updated, grad_norm } = adamw(g, trained, inputs, options.adamw);
  g.output('grad_norm', grad_norm);
  for (const [i, { spec }] of trained.entries()) {
    g.output(`new.${spec.name}`, updated[i].value);
    g.output(`new.m.${spec.name}`, updated[i].m);
    g.output(`new.v.${spec.name}`, updated[i].v);
  }
}
