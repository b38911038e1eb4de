import { type GPTConfig, headDim } from './config';
import { gpt, type Lowering, type ParameterSpec, parameterSpecs, qkvSizes } from './gpt';
import { attention, causalMask, rotary } from './graph/attention';
import type { Graph, Value } from './graph/graph';
import { crossEntropy, type LossOptions } from './graph/loss';
import { add, dropout, gather, linear, reshape, rows, split, transpose } from './graph/ops';

export interface TrunkOptions {
  batch: number;
  /** Tokens in a row; at most context_length. */
  time: number;
  /** Share of elements dropped; 0 turns dropout off. */
  dropout: number;
  /** Token id that opens a document: attention never crosses it. Absent, a row is one text. */
  separator?: number;
}

export interface TrainingForward extends TrunkOptions {
  loss: LossOptions;
}

export interface Trunk {
  parameters: { spec: ParameterSpec; value: Value }[];
  /** Hidden states after the last norm, [batch * time, n_embd], and the matrix that makes them logits. */
  hidden: Value;
  head: Value;
  /** Elements of the `keep` input, one for each element that dropout may drop; 0 without dropout. */
  dropout_size: number;
}

export interface ForwardGraph extends Trunk {
  loss: Value;
  /** Number of targets that count. */
  count: Value;
}

/** The trunk with the next-token loss: one more input, `targets`, int64 [batch, time]; a negative one does not count. */
export function trainingForward(g: Graph, config: GPTConfig, options: TrainingForward): ForwardGraph {
  const { batch, time } = options;
  const trunk = trainingTrunk(g, config, options);
  const targets = reshape(g, g.input('targets', [batch, time], 'int64'), [batch * time]);
  return { ...trunk, ...crossEntropy(g, trunk.hidden, trunk.head, targets, options.loss) };
}

/**
 * The network as training runs it: input `ids`, int64 [batch, time], every parameter an input, and with dropout
 * `keep`, bool, which elements survive. The mask is an input and not drawn inside, so that a step is a pure
 * function of its inputs and can be resumed exactly.
 */
export function trainingTrunk(g: Graph, config: GPTConfig, options: TrunkOptions): Trunk {
  const { batch, time } = options;
  const ids = g.input('ids', [batch, time], 'int64');
  const parameters = parameterSpecs(config).map((spec) => ({
    spec,
    value: g.input(spec.name, spec.shape, g.float, true),
  }));
  const dropout_size = options.dropout > 0 ? dropoutSize(config, options) : 0;
  const keep = dropout_size > 0 ? g.input('keep', [dropout_size], 'bool') : null;
  const byName = new Map(parameters.map((p) => [p.spec.name, p.value]));
  const net = lowering(g, config, options, byName, ids, keep);
  const head = byName.get(config.tied ? 'token_embedding' : 'head')!;
  return { parameters, hidden: gpt(net, config), head, dropout_size };
}

function lowering(
  g: Graph,
  config: GPTConfig,
  options: TrunkOptions,
  parameters: Map<string, Value>,
  ids: Value,
  keep: Value | null,
): Lowering {
  const { batch, time } = options;
  const parameter = (name: string) => parameters.get(name) ?? null;
  const documents = options.separator === undefined ? undefined : { ids, separator: options.separator };
  const mask = causalMask(g, time, documents);
  const head_dim = headDim(config);
  let used = 0;
  /** The next unused stretch of the keep mask, in the given shape. */
  const nextKeep = (shape: number[]) => {
    const size = shape.reduce((a, b) => a * b, 1);
    used += size;
    return reshape(g, rows(g, keep!, used - size, used), shape);
  };
  const heads = (x: Value, count: number) =>
    transpose(g, reshape(g, x, [batch, time, count, head_dim]), [0, 2, 1, 3]);

  return {
    graph: g,
    parameter,
    embed() {
      const tokens = gather(g, parameters.get('token_embedding')!, reshape(g, ids, [batch * time]));
      const positions = parameter('position_embedding');
      if (!positions) return tokens;
      const first = gather(g, positions, g.ints(Array.from({ length: time }, (_, i) => i)));
      const summed = add(g, reshape(g, tokens, [batch, time, config.n_embd]), first);
      return reshape(g, summed, [batch * time, config.n_embd]);
    },
    linear: (name, x) => linear(g, x, parameters.get(`${name}.weight`)!, parameter(`${name}.bias`)),
    attention(_layer, qkv) {
      const [q, k, v] = split(g, qkv, qkvSizes(config));
      const turn = (x: Value) => (config.shape === 'llama' ? rotary(g, x, config.rope_theta) : x);
      const drop = keep
        ? { keep: nextKeep([batch, config.n_head, time, time]), rate: options.dropout }
        : undefined;
      const output = attention(
        g,
        turn(heads(q, config.n_head)),
        turn(heads(k, config.n_kv_head)),
        heads(v, config.n_kv_head),
        { mask, dropout: drop },
      );
      return reshape(g, transpose(g, output, [0, 2, 1, 3]), [batch * time, config.n_embd]);
    },
    dropout: (x) => (keep ? dropout(g, x, nextKeep([batch * time, config.n_embd]), options.dropout) : x),
  };
}

/** Dropout after the embedding, on both branches of each block and on the attention probabilities. */
function dropoutSize(c: GPTConfig, { batch, time }: TrunkOptions): number {
  const branches = (1 + 2 * c.n_layer) * batch * time * c.n_embd;
  return branches + c.n_layer * batch * c.n_head * time * time;
}
