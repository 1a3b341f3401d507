import { decodeNodes, type OnnxNode } from '#shared/compile/onnx/protobuf';
import { type Device, needsProvider } from './definition';

export const webgpu: Device = {
  label: { en: 'Graphics card (WebGPU)', ko: '그래픽 카드 (WebGPU)' },
  whyNot: needsProvider('webgpu', 'WebGPU'),
  advice: {
    en: 'WebGPU needs a graphics driver with Vulkan, Direct3D 12 or Metal.',
    ko: 'WebGPU에는 Vulkan, Direct3D 12, Metal 가운데 하나를 지원하는 그래픽 드라이버가 필요합니다.',
  },
  session(model) {
    const broken = decodeNodes(model).filter((node) => BROKEN[node.opType]?.(node));
    // An empty list is refused.
    if (broken.length === 0) return {};
    return {
      executionProviders: [{ name: 'webgpu', forceCpuNodeNames: broken.map(({ name }) => name) }],
    };
  },
};

/** Nodes that ONNX Runtime 1.30 gives to WebGPU and that fail there or come out wrong: the processor computes them. */
const BROKEN: Readonly<Record<string, (node: OnnxNode) => boolean>> = {
  // “The Indices output is not supported yet”, told when it runs.
  MaxPool: ({ output }) => output.length > 1,
  // Wrong numbers.
  ConvTranspose: ({ attribute }) => attribute.some(({ name, i }) => name === 'group' && Number(i) > 1),
  // Shaders may be off by 5e-4.
  Sin: () => true,
  Cos: () => true,
};
