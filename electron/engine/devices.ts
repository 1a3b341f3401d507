import { listSupportedBackends } from 'onnxruntime-node';
import { DiagnosticError, type Localized } from '#shared/graph/diagnostic';
import type { DeviceInfo } from '#shared/protocol/api';

interface Device {
  /** ONNX Runtime's execution provider. */
  readonly provider: string;
  readonly label: Localized;
  /** Why this machine cannot use it, or null. */
  whyNot(): Localized | null;
}

const bundled = (name: string): boolean => listSupportedBackends().some((backend) => backend.name === name);

const notBundled = (name: string): Localized => ({
  en: `The ONNX Runtime on this machine comes without ${name}.`,
  ko: `이 컴퓨터의 ONNX Runtime에는 ${name} 지원이 들어 있지 않습니다.`,
});

/** Devices in order of preference for `auto`: those that have proved right and fast first. */
export const DEVICES: Readonly<Record<string, Device>> = {
  cpu: {
    provider: 'cpu',
    label: { en: 'Processor (CPU)', ko: '프로세서 (CPU)' },
    whyNot: () => null,
  },
  webgpu: {
    provider: 'webgpu',
    label: { en: 'Graphics card (WebGPU)', ko: '그래픽 카드 (WebGPU)' },
    whyNot: () =>
      bundled('webgpu')
        ? {
            en: 'Training on WebGPU has not been checked against the processor yet.',
            ko: 'WebGPU 학습은 아직 프로세서 결과와 비교해 확인되지 않았습니다.',
          }
        : notBundled('WebGPU'),
  },
  cuda: {
    provider: 'cuda',
    label: { en: 'NVIDIA graphics card (CUDA)', ko: 'NVIDIA 그래픽 카드 (CUDA)' },
    whyNot: () =>
      bundled('cuda')
        ? {
            en: 'Training on CUDA has not been checked against the processor yet.',
            ko: 'CUDA 학습은 아직 프로세서 결과와 비교해 확인되지 않았습니다.',
          }
        : notBundled('CUDA'),
  },
};

export function listDevices(): DeviceInfo[] {
  return Object.entries(DEVICES).map(([name, device]) => {
    const reason = device.whyNot();
    return { name, label: { ...device.label }, usable: reason === null, ...(reason ? { reason } : {}) };
  });
}

/** The device that `name` (or `auto`) stands for on this machine. Throws a DiagnosticError when there is none. */
export function chooseDevice(name: string): { readonly name: string; readonly provider: string } {
  const usable = Object.entries(DEVICES).filter(([, device]) => device.whyNot() === null);
  const names = usable.map(([key]) => key);
  const chosen = name === 'auto' ? names[0]! : name;
  const device = DEVICES[chosen];
  const reason = device?.whyNot();
  if (device && !reason) return { name: chosen, provider: device.provider };
  throw new DiagnosticError({
    code: 'device-not-usable',
    severity: 'error',
    param: 'device',
    message: reason ?? {
      en: `There is no device "${name}".`,
      ko: `"${name}" 장치가 없습니다.`,
    },
    expected: ['auto', ...names].join(', '),
    received: name,
    fix: {
      label: { en: 'Use the processor', ko: '프로세서 사용' },
      repair: { kind: 'setTraining', key: 'device', value: 'cpu' },
    },
  });
}
