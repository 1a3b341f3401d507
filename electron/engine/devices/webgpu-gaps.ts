import { decodeGraphs, type OnnxNode } from '#shared/compile/onnx/protobuf';

/** How many output channels the kernel of this name has, where that is known. */
type Channels = (kernel: string) => number | undefined;

/**
 * Names of a model's nodes that ONNX Runtime 1.30 gives to WebGPU although they fail there or come out wrong: the processor must compute
 * them. What it knows that WebGPU lacks, it leaves to the processor itself.
 */
export function brokenOnWebGpu(model: Uint8Array): string[] {
  const graphs = decodeGraphs(model);
  const shapes = new Map(
    graphs.flatMap(({ initializer }) => initializer.map(({ name, dims }) => [name, dims] as const)),
  );
  const channels: Channels = (kernel) => shapes.get(kernel)?.[0];
  return graphs
    .flatMap(({ node }) => node)
    .filter((node) => BROKEN[node.opType]?.(node, channels))
    .map(({ name }) => name);
}

const groupsOf = ({ attribute }: OnnxNode): number => attribute.find(({ name }) => name === 'group')?.i ?? 1;

const BROKEN: Readonly<Record<string, (node: OnnxNode, channels: Channels) => boolean>> = {
  // “The Indices output is not supported yet”, told when it runs.
  MaxPool: ({ output }) => output.length > 1,
  // Wrong numbers.
  ConvTranspose: (node) => groupsOf(node) > 1,
  // Wrong numbers where two or four channels are computed at once that belong to different groups.
  Conv: (node, channels) => {
    const groups = groupsOf(node);
    if (groups === 1) return false;
    const all = channels(node.input[1]!);
    if (all === undefined) return true;
    const each = all / groups;
    return each >= 4 && each % 4 !== 0 && all % 2 === 0;
  },
  // One storage buffer for each of its outputs and its input: WebGPU promises eight, and more end the run.
  Split: ({ output }) => output.length > 7,
  // Shaders may be off by 5e-4.
  Sin: () => true,
  Cos: () => true,
};
