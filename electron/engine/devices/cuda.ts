import { type Device, needsProvider } from './definition';

export const cuda: Device = {
  label: { en: 'NVIDIA graphics card (CUDA)', ko: 'NVIDIA 그래픽 카드 (CUDA)' },
  whyNot: needsProvider('cuda', 'CUDA'),
  advice: {
    en: 'CUDA needs an NVIDIA driver, CUDA 12, cuDNN 9, and files that “node node_modules/onnxruntime-node/script/install.js” downloads.',
    ko: 'CUDA를 쓰려면 NVIDIA 드라이버, CUDA 12, cuDNN 9, 그리고 “node node_modules/onnxruntime-node/script/install.js”로 내려받는 파일이 필요합니다.',
  },
};
