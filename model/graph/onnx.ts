import protobuf from 'protobufjs';

/**
 * The part of ONNX's protobuf schema that the graph builder writes and the tests read back.
 * Source: onnx/onnx.proto, IR version 9 (https://github.com/onnx/onnx/blob/main/onnx/onnx.proto).
 */
const SCHEMA = `syntax = "proto2"; package onnx;
message AttributeProto {
  optional string name = 1; optional int32 type = 20; optional float f = 2; optional int64 i = 3;
  optional bytes s = 4; optional GraphProto g = 6; repeated float floats = 7; repeated int64 ints = 8;
}
message ValueInfoProto { optional string name = 1; optional TypeProto type = 2; }
message NodeProto {
  repeated string input = 1; repeated string output = 2; optional string name = 3;
  optional string op_type = 4; optional string domain = 7; repeated AttributeProto attribute = 5;
}
message ModelProto {
  optional int64 ir_version = 1; repeated OperatorSetIdProto opset_import = 8;
  optional string producer_name = 2; optional GraphProto graph = 7;
}
message OperatorSetIdProto { optional string domain = 1; optional int64 version = 2; }
message GraphProto {
  repeated NodeProto node = 1; optional string name = 2; repeated TensorProto initializer = 5;
  repeated ValueInfoProto input = 11; repeated ValueInfoProto output = 12;
}
message TensorProto {
  repeated int64 dims = 1; optional int32 data_type = 2; optional string name = 8; optional bytes raw_data = 9;
}
message TypeProto { message Tensor { optional int32 elem_type = 1; optional TensorShapeProto shape = 2; }
  message Sequence { optional TypeProto elem_type = 1; }
  optional Tensor tensor_type = 1; optional Sequence sequence_type = 4; }
message TensorShapeProto { message Dimension { optional int64 dim_value = 1; optional string dim_param = 2; }
  repeated Dimension dim = 1; }`;

const ModelMessage = protobuf.parse(SCHEMA, { keepCase: true }).root.lookupType('onnx.ModelProto');

/** ONNX's TensorProto.DataType codes of the element types in use. */
export const DATA_TYPE = {
  float32: 1,
  uint8: 2,
  int8: 3,
  int32: 6,
  int64: 7,
  bool: 9,
  float64: 11,
} as const;

export type DType = keyof typeof DATA_TYPE;

export interface AttributeProto {
  name: string;
  type: number;
  f?: number;
  i?: number;
  s?: Uint8Array;
  g?: GraphProto;
  ints?: number[];
}

export interface NodeProto {
  name: string;
  op_type: string;
  domain: string;
  input: string[];
  output: string[];
  attribute: AttributeProto[];
}

export interface TensorProto {
  name: string;
  dims: number[];
  data_type: number;
  raw_data: Uint8Array;
}

interface TensorType {
  tensor_type: { elem_type: number; shape?: { dim: { dim_value?: number; dim_param?: string }[] } };
}

export interface ValueInfoProto {
  name: string;
  type: TensorType | { sequence_type: { elem_type: TensorType } };
}

export interface GraphProto {
  name: string;
  node: NodeProto[];
  initializer: TensorProto[];
  input: ValueInfoProto[];
  output: ValueInfoProto[];
}

/** Serialises a graph as an ONNX model file: opset 20 and ONNX Runtime's com.microsoft operators. */
export function encodeModel(graph: GraphProto): Uint8Array {
  return ModelMessage.encode({
    ir_version: 9,
    producer_name: 'ondam',
    opset_import: [
      { domain: '', version: 20 },
      { domain: 'com.microsoft', version: 1 },
    ],
    graph,
  } as unknown as protobuf.Message).finish();
}

/** A part of a model file; put before the file's bytes, its nodes, initializers and outputs come first in the graph. */
export function encodeFragment(graph: Partial<GraphProto>): Uint8Array {
  return ModelMessage.encode({ graph } as unknown as protobuf.Message).finish();
}

/** The graph of an ONNX file, as far as the schema above goes. @throws protobufjs's error on a damaged file */
export function decodeModel(bytes: Uint8Array): GraphProto {
  const { graph } = ModelMessage.toObject(ModelMessage.decode(bytes), { longs: Number, arrays: true });
  return graph as GraphProto;
}
