import * as ort from 'onnxruntime-node';
import type { GPTConfig } from '@/model/config';
import { type ParameterSpec, parameterSpecs } from '@/model/gpt';
import { gradients } from '@/model/graph/autodiff';
import { Graph, numel } from '@/model/graph/graph';
import { add } from '@/model/graph/ops';
import { type ForwardGraph, type TrunkOptions, trainingForward } from '@/model/training';
import { dropoutMask } from './dropout';
import type { AdamWOptions } from './optimizer';
import {
  addUpdate,
  type Feeds,
  overwrite,
  parameterTensors,
  scalar,
  session,
  type TrainState,
  UpdateSession,
} from './update';

/** One micro-batch: token ids and the id that should follow each, [batch * time]; a negative target does not count. */
export interface Batch {
  ids: BigInt64Array;
  targets: BigInt64Array;
}

export interface StepOptions {
  forward: TrunkOptions;
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

/** Several micro-batches: their gradients are summed first. */
interface Summing {
  session: ort.InferenceSession;
  graph: Graph;
}

/**
 * The train step: a pure function of (state, batches, lr) that overwrites the state. One micro-batch runs as a
 * single graph of forward, backward and AdamW; several first sum their gradients, then update once.
 */
export class TrainStep {
  private constructor(
    private readonly specs: ParameterSpec[],
    private readonly options: StepOptions,
    private readonly dropout_size: number,
    private readonly update: UpdateSession,
    private readonly sum?: Summing,
  ) {}

  /** @param micro_batches batches whose gradients make one step */
  static async create(config: GPTConfig, options: StepOptions, micro_batches: number): Promise<TrainStep> {
    const specs = parameterSpecs(config);
    const { threads } = options;
    if (micro_batches === 1) {
      const { graph, forward } = stepGraph(config, options);
      const update = await UpdateSession.create(graph, specs, threads);
      return new TrainStep(specs, options, forward.dropout_size, update);
    }
    const { graph, forward } = sumGraph(config, options);
    const sum = { session: await session(graph, threads), graph };
    const update = await UpdateSession.create(updateGraph(specs, options), specs, threads);
    return new TrainStep(specs, options, forward.dropout_size, update, sum);
  }

  /** Takes one step; on return `state` holds the new parameters, moments and step number. */
  async run(state: TrainState, batches: Batch[], lr: number): Promise<StepResult> {
    if (this.sum) return this.runSummed(this.sum, state, batches, lr);
    const feeds = this.batchTensors(batches[0], state.step + 1, 0);
    const { loss, count, grad_norm } = await this.update.run(state, feeds, lr, ['loss', 'count']);
    return { loss, count, grad_norm };
  }

  async release(): Promise<void> {
    await this.update.release();
    await this.sum?.session.release();
  }

  private async runSummed(sum: Summing, state: TrainState, batches: Batch[], lr: number) {
    const parameters = parameterTensors(this.specs, state.parameters);
    const zeros = new Map(this.specs.map((s) => [s.name, new Float32Array(numel(s.shape))]));
    const grads = parameterTensors(this.specs, zeros, 'grad.');
    let [loss, count] = [0, 0];
    for (const [i, batch] of batches.entries()) {
      const feeds = { ...this.batchTensors(batch, state.step + 1, i), ...parameters, ...grads };
      const out = await sum.session.run(feeds, { loss: null, count: null, ...overwrite(sum.graph, grads) });
      loss += number(out.loss);
      count += number(out.count);
    }
    const scale = 1 / Math.max(count, 1);
    const { grad_norm } = await this.update.run(state, { ...grads, scale: scalar(scale) }, lr, []);
    return { loss: loss * scale, grad_norm, count };
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
}

const number = (t: ort.Tensor) => (t.data as Float32Array)[0];

/** Forward, backward and update in one graph. */
function stepGraph(config: GPTConfig, options: StepOptions): { graph: Graph; forward: ForwardGraph } {
  const { graph, forward, grads } = gradientGraph(config, options, 'mean');
  addUpdate(graph, forward.parameters, grads, options.adamw);
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
  addUpdate(g, parameters, grads, options.adamw, g.input('scale', []));
  return g;
}
