import type { Device } from './definition';

export const cpu: Device = {
  label: { en: 'Processor (CPU)', ko: '프로세서 (CPU)' },
  whyNot: () => null,
  isSafe: true,
};
