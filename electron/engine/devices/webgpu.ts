import { webgpuLowering } from '#shared/compile/webgpu-lowering';
import { type Device, needsProvider } from './definition';
import { brokenOnWebGpu } from './webgpu-gaps';

export const webgpu: Device = {
  label: { en: 'Graphics card (WebGPU)', ko: '그래픽 카드 (WebGPU)' },
  whyNot: needsProvider('webgpu', 'WebGPU'),
  advice: {
    en: 'WebGPU needs a graphics driver with Vulkan, Direct3D 12 or Metal.',
    ko: 'WebGPU에는 Vulkan, Direct3D 12, Metal 가운데 하나를 지원하는 그래픽 드라이버가 필요합니다.',
  },
  lowering: webgpuLowering,
  session(model) {
    const forceCpuNodeNames = brokenOnWebGpu(model);
    // An empty list is refused.
    return forceCpuNodeNames.length > 0
      ? { executionProviders: [{ name: 'webgpu', forceCpuNodeNames }] }
      : {};
  },
};
