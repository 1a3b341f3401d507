import protobuf from 'protobufjs/light.js';

/**
 * The part of ONNX's message format that the compiler writes; field numbers from onnx.proto
 * (https://github.com/onnx/onnx/blob/main/onnx/onnx.proto).
 */
const field = (type: string, id: number, repeated = false) => ({
  type,
  id,
  ...(repeated && { rule: 'repeated' }),
});

const root = protobuf.Root.fromJSON({
  nested: {
    Model: {
      fields: {
        irVersion: field('int64', 1),
        producerName: field('string', 2),
        graph: field('Graph', 7),
        opsetImport: field('OperatorSet', 8, true),
      },
    },
    OperatorSet: { fields: { domain: field('string', 1), version: field('int64', 2) } },
    Graph: {
      fields: {
        node: field('Node', 1, true),
        name: field('string', 2),
        initializer: field('Tensor', 5, true),
        input: field('ValueInfo', 11, true),
        output: field('ValueInfo', 12, true),
      },
    },
    Node: {
      fields: {
        input: field('string', 1, true),
        output: field('string', 2, true),
        name: field('string', 3),
        opType: field('string', 4),
        attribute: field('Attribute', 5, true),
        domain: field('string', 7),
      },
    },
    Attribute: {
      fields: {
        name: field('string', 1),
        f: field('float', 2),
        i: field('int64', 3),
        s: field('bytes', 4),
        g: field('Graph', 6),
        ints: { ...field('int64', 8, true), options: { packed: false } },
        type: field('int32', 20),
      },
    },
    Tensor: {
      fields: {
        dims: { ...field('int64', 1, true), options: { packed: false } },
        dataType: field('int32', 2),
        name: field('string', 8),
        rawData: field('bytes', 9),
      },
    },
    ValueInfo: { fields: { name: field('string', 1), type: field('Type', 2) } },
    Type: { fields: { tensorType: field('TensorType', 1) } },
    TensorType: { fields: { elemType: field('int32', 1), shape: field('TensorShape', 2) } },
    TensorShape: { fields: { dim: field('Dimension', 1, true) } },
    Dimension: { fields: { dimValue: field('int64', 1), dimParam: field('string', 2) } },
  },
});

const Model = root.lookupType('Model');

export interface OnnxAttribute {
  readonly name: string;
  readonly type: number;
  readonly f?: number;
  readonly i?: number;
  readonly s?: Uint8Array;
  readonly ints?: readonly number[];
  readonly g?: OnnxGraph;
}

export interface OnnxNode {
  readonly opType: string;
  readonly domain?: string;
  readonly name: string;
  readonly input: readonly string[];
  readonly output: readonly string[];
  readonly attribute: readonly OnnxAttribute[];
}

export interface OnnxTensor {
  readonly name: string;
  readonly dims: readonly number[];
  readonly dataType: number;
  readonly rawData: Uint8Array;
}

export interface OnnxValueInfo {
  readonly name: string;
  readonly type: {
    readonly tensorType: {
      readonly elemType: number;
      readonly shape: { readonly dim: readonly ({ dimValue: number } | { dimParam: string })[] };
    };
  };
}

export interface OnnxGraph {
  readonly name: string;
  readonly node: readonly OnnxNode[];
  readonly initializer: readonly OnnxTensor[];
  readonly input: readonly OnnxValueInfo[];
  readonly output: readonly OnnxValueInfo[];
}

/** A whole model file: opset 18 and ONNX Runtime's own ops. */
export function encodeModel(graph: OnnxGraph): Uint8Array {
  const domains = new Set(['com.microsoft', ...allGraphs(graph).flatMap(domainsOf)]);
  const opsetImport = [
    { domain: '', version: 18 },
    ...Array.from(domains, (domain) => ({ domain, version: 1 })),
  ];
  const message = { irVersion: 9, producerName: 'neuroloom', graph, opsetImport };
  return Model.encode(Model.create(message)).finish();
}

/** The graph of a model file, and those that are bodies of its loops. */
export function decodeGraphs(model: Uint8Array): readonly OnnxGraph[] {
  const plain = Model.toObject(Model.decode(model), { longs: Number, arrays: true });
  return allGraphs(plain['graph'] as OnnxGraph);
}

const allGraphs = (graph: OnnxGraph): readonly OnnxGraph[] => [
  graph,
  ...graph.node.flatMap(({ attribute }) => attribute.flatMap(({ g }) => (g ? allGraphs(g) : []))),
];

const domainsOf = ({ node }: OnnxGraph): readonly string[] =>
  node.flatMap(({ domain }) => (domain === undefined ? [] : [domain]));
