import { type Device, needsProvider } from './definition';

export const coreml: Device = {
  label: { en: 'Apple processor (CoreML)', ko: 'Apple 프로세서 (CoreML)' },
  whyNot: needsProvider('coreml', 'CoreML'),
};
