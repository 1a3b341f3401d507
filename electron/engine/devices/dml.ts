import { type Device, needsProvider } from './definition';

export const dml: Device = {
  label: { en: 'Graphics card (DirectML)', ko: '그래픽 카드 (DirectML)' },
  whyNot: needsProvider('dml', 'DirectML'),
  advice: {
    en: 'DirectML needs a graphics driver with Direct3D 12.',
    ko: 'DirectML에는 Direct3D 12를 지원하는 그래픽 드라이버가 필요합니다.',
  },
  // DirectML refuses sessions that plan their memory ahead.
  session: () => ({ enableMemPattern: false }),
};
