import type { ConstraintDefinition } from '../definition';

export const nonNeg: ConstraintDefinition = {
  label: 'Non-negative',
  summary: {
    en: 'After each step negative weights become 0, so every input can only add.',
    ko: '스텝마다 음수인 가중치를 0으로 만들어 모든 입력이 더하기만 하게 합니다.',
  },
  formula: 'max(w, 0)',
  params: {},
  apply: (b, weight) => b.relu(weight),
};
