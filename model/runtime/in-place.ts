import type { InferenceSession, Tensor } from 'onnxruntime-node';
import { DATA_TYPE, encodeFragment } from '../graph/onnx';

/** The output that `endMarked` puts before all others. */
export const END_MARK = 'end_of_run';

/**
 * A serving graph for `runInPlace`.
 *
 * onnxruntime-node 1.30 writes an output into the tensor it was given for it, and then copies it into a new one all
 * the same: of 16 conversations' caches 42 MB a step, which took longer than the network. It copies the outputs in
 * order and stops at one that is no tensor. So an empty sequence comes first: everything is computed and written in
 * place, and nothing is copied. (Measured: bench/NOTES.md.)
 *
 * Joined protobuf messages are one message whose lists are joined (protobuf.dev, Encoding, "Last One Wins").
 */
export function endMarked(graph: Uint8Array): Uint8Array {
  const node = {
    name: END_MARK,
    op_type: 'SequenceEmpty',
    domain: '',
    input: [],
    output: [END_MARK],
    attribute: [],
  };
  const type = { sequence_type: { elem_type: { tensor_type: { elem_type: DATA_TYPE.float32 } } } };
  return Buffer.concat([encodeFragment({ node: [node], output: [{ name: END_MARK, type }] }), graph]);
}

type Tensors = Record<string, Tensor>;

/** Runs a session and leaves its outputs in the tensors of `outputs` alone. Without the mark they are copied too. */
export async function runInPlace(session: InferenceSession, feeds: Tensors, outputs: Tensors): Promise<void> {
  if (!session.outputNames.includes(END_MARK)) {
    await session.run(feeds, outputs);
    return;
  }
  try {
    await session.run(feeds, { ...outputs, [END_MARK]: null });
  } catch (error) {
    if (!/Non tensor type is temporarily not supported/.test(String(error))) throw error;
  }
}
