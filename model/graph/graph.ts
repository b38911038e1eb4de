import {
  type AttributeProto,
  DATA_TYPE,
  type DType,
  encodeModel,
  type GraphProto,
  type NodeProto,
  type TensorProto,
} from './onnx';

/** A dimension: a number, or the name of one known only when the graph runs ("batch"). */
export type Dim = number | string;

/** A tensor in the graph: its name, its shape, its element type. */
export interface Value {
  readonly name: string;
  readonly shape: readonly Dim[];
  readonly dtype: DType;
  /** True where a parameter lies upstream, so that gradients must flow through. */
  readonly requires_grad: boolean;
}

export type Data = Float32Array | Float64Array | BigInt64Array | Int32Array | Int8Array | Uint8Array;

/** An attribute: integers and lists of integers as they are, floats wrapped, strings as they are. */
export type Attribute = number | number[] | string | { float: number } | undefined;

/** Shape and type of an output that an operator promises. */
export interface Spec {
  shape: readonly Dim[];
  dtype?: DType;
}

/**
 * How gradients flow back through one recorded operation: given the gradient of each output, one thunk per
 * input that builds that input's gradient. Thunks of inputs that need no gradient are never called.
 */
export type Vjp = (...output_grads: Value[]) => (() => Value)[];

export interface TapeEntry {
  outputs: Value[];
  inputs: Value[];
  vjp: Vjp;
}

/** A graph that cannot be built: the message names the node and the shapes. */
export class GraphError extends Error {
  readonly code = 'graph_invalid';
}

export const numel = (shape: readonly Dim[]) => shape.reduce<number>((n, d) => n * fixed(d), 1);
export const shapeText = (shape: readonly Dim[]) => `[${shape.join(', ')}]`;

/** The dimension as a number; a symbolic one is an error, since a static size was needed. */
export function fixed(dim: Dim): number {
  if (typeof dim !== 'number') throw new GraphError(`dimension "${dim}" has no static size`);
  return dim;
}

/**
 * A typed builder of ONNX graphs. Operators check shapes as they are added, so a mistake is reported where it
 * is made and not by a kernel later. Differentiable operators (ops.ts) also write themselves on the tape.
 *
 * With `float: 'float64'` the graph uses only standard operators, which have double-precision kernels: the slow
 * reference against which gradients and fused operators are tested.
 */
export class Graph {
  readonly float: 'float32' | 'float64';
  readonly inputs: Value[] = [];
  readonly outputs: Value[] = [];
  readonly tape: TapeEntry[] = [];
  private readonly nodes: NodeProto[] = [];
  private readonly results: { name: string; from: string }[] = [];
  private readonly initializers: TensorProto[] = [];
  private readonly cache = new Map<string, Value>();
  private readonly names = new Set<string>();
  private path = '';
  private recording = true;
  private count = 0;

  constructor(options: { float?: 'float32' | 'float64' } = {}) {
    this.float = options.float ?? 'float32';
  }

  /** Whether ONNX Runtime's fused operators (com.microsoft, float32 only) may be used. */
  get fused(): boolean {
    return this.float === 'float32';
  }

  /** Runs `build` with node names prefixed by `name`, so that errors say which layer they are in. */
  scope<T>(name: string, build: () => T): T {
    const outer = this.path;
    this.path = `${outer}${name}/`;
    try {
      return build();
    } finally {
      this.path = outer;
    }
  }

  input(name: string, shape: readonly Dim[], dtype: DType = this.float, requires_grad = false): Value {
    const value = this.declare({ name, shape, dtype, requires_grad });
    this.inputs.push(value);
    return value;
  }

  /** A named constant tensor stored in the model file. */
  initializer(name: string, shape: readonly number[], data: Data, dtype: DType): Value {
    if (data.length !== numel(shape)) {
      throw new GraphError(`initializer ${name}: ${data.length} elements for shape ${shapeText(shape)}`);
    }
    const raw_data = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
    this.initializers.push({ name, dims: [...shape], data_type: DATA_TYPE[dtype], raw_data });
    return this.declare({ name, shape, dtype, requires_grad: false });
  }

  /** A floating point constant of the graph's precision; equal constants are stored once. */
  constant(values: number | ArrayLike<number>, shape: readonly number[] = []): Value {
    const list = typeof values === 'number' ? [values] : values;
    const make = () => {
      const data = this.float === 'float64' ? Float64Array.from(list) : Float32Array.from(list);
      return this.initializer(this.fresh('constant'), shape, data, this.float);
    };
    return typeof values === 'number' ? this.once(`f:${values}:${shape}`, make) : make();
  }

  /** An int64 constant: a scalar for a number, a vector for a list. */
  ints(values: number | readonly number[]): Value {
    return this.once(`i:${typeof values}:${values}`, () => {
      const list = typeof values === 'number' ? [values] : values;
      const shape = typeof values === 'number' ? [] : [list.length];
      return this.initializer(this.fresh('ints'), shape, BigInt64Array.from(list, BigInt), 'int64');
    });
  }

  /** Returns the value built under `key`, building it the first time. */
  once(key: string, build: () => Value): Value {
    let value = this.cache.get(key);
    if (!value) {
      value = build();
      this.cache.set(key, value);
    }
    return value;
  }

  /** Adds one operator with one output. `null` inputs are the operator's omitted optional ones. */
  node(
    type: string,
    inputs: (Value | null)[],
    output: Spec,
    attributes: Record<string, Attribute> = {},
  ): Value {
    return this.multi(type, inputs, [output], attributes)[0];
  }

  /** Adds one operator with several outputs. A type written "domain:Type" is taken from that domain. */
  multi(
    type: string,
    inputs: (Value | null)[],
    outputs: Spec[],
    attributes: Record<string, Attribute> = {},
  ): Value[] {
    const [op_type, domain] = type.includes(':') ? type.split(':').reverse() : [type, ''];
    const name = this.fresh(op_type);
    const values = outputs.map(({ shape, dtype }, i) =>
      this.declare({
        name: outputs.length === 1 ? name : `${name}.${i}`,
        shape,
        dtype: dtype ?? this.float,
        requires_grad: false,
      }),
    );
    this.nodes.push({
      name,
      op_type,
      domain,
      input: inputs.map((v) => v?.name ?? ''),
      output: values.map((v) => v.name),
      attribute: Object.entries(attributes).flatMap(([key, value]) => encodeAttribute(key, value)),
    });
    return values;
  }

  /**
   * Cuts each input along axis 0 into `count` equal slices, runs `build` on one slice of each at a time and
   * concatenates what it returns (ONNX Scan). Nothing is copied, and what lies between stays in the cache. `build`
   * may read values of this graph. No gradient.
   */
  scan(inputs: Value[], count: number, build: (body: Graph, slices: Value[]) => Value[]): Value[] {
    const body = new Graph({ float: this.float });
    body.path = `${this.fresh('Scan')}/`;
    const slices = inputs.map(({ shape, dtype }) => body.input(body.fresh('slice'), shape.slice(1), dtype));
    for (const value of build(body, slices)) body.output(body.fresh('row'), value);
    const outputs = body.outputs.map(({ shape, dtype }) => ({ shape: [count, ...shape], dtype }));
    const values = this.multi('Scan', inputs, outputs, { num_scan_inputs: inputs.length });
    this.nodes.at(-1)!.attribute.push({ name: 'body', type: 5, g: body.proto() });
    return values;
  }

  /** Records how gradients pass an operation (or a whole composite), and returns its output. */
  differentiable(output: Value, inputs: Value[], vjp: Vjp): Value {
    return this.differentiableAll([output], inputs, vjp)[0];
  }

  differentiableAll(outputs: Value[], inputs: Value[], vjp: Vjp): Value[] {
    if (!this.recording || !inputs.some((v) => v.requires_grad)) return outputs;
    const recorded = outputs.map((v) => ({ ...v, requires_grad: true }));
    this.tape.push({ outputs: recorded, inputs, vjp });
    return recorded;
  }

  /** Builds without recording: the inside of a composite that has a gradient of its own, and gradients themselves. */
  untracked<T>(build: () => T): T {
    const outer = this.recording;
    this.recording = false;
    try {
      return build();
    } finally {
      this.recording = outer;
    }
  }

  /** Fails with the current scope and operator in the message unless `ok`. */
  check(ok: boolean, op: string, problem: () => string): void {
    if (!ok) throw new GraphError(`${this.path}${op}: ${problem()}`);
  }

  /** Makes `value` an output of the graph under `name`. */
  output(name: string, value: Value): void {
    this.outputs.push({ ...value, name });
    this.results.push({ name, from: value.name });
  }

  /** The model file's bytes: what the outputs need, and nothing else. */
  encode(): Uint8Array {
    return encodeModel(this.proto());
  }

  private proto(): GraphProto {
    const node = needed(this.namedNodes(), new Set(this.outputs.map((v) => v.name)));
    const read = new Set(node.flatMap(reads));
    return {
      name: 'ondam',
      node,
      initializer: this.initializers.filter((t) => read.has(t.name)),
      input: this.inputs.map(valueInfo),
      output: this.outputs.map(valueInfo),
    };
  }

  private fresh(label: string): string {
    return `${this.path}${label}_${this.count++}`;
  }

  private declare(value: Value): Value {
    if (this.names.has(value.name)) throw new GraphError(`two values are named "${value.name}"`);
    this.names.add(value.name);
    return value;
  }

  /**
   * The nodes with each output's producer writing under the output's own name, which spares an Identity node and
   * its copy; an Identity remains where a value is an input, or an output twice.
   */
  private namedNodes(): NodeProto[] {
    const produced = new Set(this.nodes.flatMap((n) => n.output));
    const renamed = new Map<string, string>();
    const copies: NodeProto[] = [];
    for (const { name, from } of this.results) {
      if (produced.has(from) && !renamed.has(from)) renamed.set(from, name);
      else copies.push(identity(`Identity_${name}`, renamed.get(from) ?? from, name));
    }
    return [...this.nodes.map((n) => renameNode(n, renamed)), ...copies];
  }
}

/** The nodes, in order, that `wanted` values depend on: a forward pass sheds a composite's unused gradients. */
function needed(nodes: NodeProto[], wanted: Set<string>): NodeProto[] {
  const kept: NodeProto[] = [];
  for (const node of [...nodes].reverse()) {
    if (!node.output.some((name) => wanted.has(name))) continue;
    for (const name of reads(node)) wanted.add(name);
    kept.push(node);
  }
  return kept.reverse();
}

/** What a node reads: its inputs, and all that the nodes of its body read. */
function reads(node: NodeProto): string[] {
  const inside = node.attribute.flatMap((a) => a.g?.node ?? []);
  return [...node.input, ...inside.flatMap(reads)];
}

function renameNode(node: NodeProto, renamed: Map<string, string>): NodeProto {
  const rename = (names: string[]) => names.map((n) => renamed.get(n) ?? n);
  const attribute = node.attribute.map((a) =>
    a.g ? { ...a, g: { ...a.g, node: a.g.node.map((n) => renameNode(n, renamed)) } } : a,
  );
  return { ...node, input: rename(node.input), output: rename(node.output), attribute };
}

function encodeAttribute(name: string, value: Attribute): AttributeProto[] {
  if (value === undefined) return [];
  if (typeof value === 'number') return [{ name, type: 2, i: value }];
  if (typeof value === 'string') return [{ name, type: 3, s: new TextEncoder().encode(value) }];
  if (Array.isArray(value)) return [{ name, type: 7, ints: value }];
  return [{ name, type: 1, f: value.float }];
}

function identity(name: string, from: string, to: string): NodeProto {
  return { name, op_type: 'Identity', domain: '', input: [from], output: [to], attribute: [] };
}

function valueInfo({ name, dtype, shape }: Value) {
  const dim = shape.map((d) => (typeof d === 'number' ? { dim_value: d } : { dim_param: d }));
  return { name, type: { tensor_type: { elem_type: DATA_TYPE[dtype], shape: { dim } } } };
}
