import type { CallbackDefinition } from './definition';

/** https://keras.io/api/callbacks/terminate_on_nan/ */
export const terminateOnNan: CallbackDefinition<Record<string, never>> = {
  label: { en: 'Stop at NaN', ko: 'NaN이면 중단' },
  summary: {
    en: 'Ends the training as soon as the loss is no longer a number: nothing can be learned from then on.',
    ko: '손실이 더는 수가 아니게 되면 바로 학습을 끝냅니다. 그때부터는 아무것도 배울 수 없습니다.',
  },
  params: {},
  start: () => ({}),
  onBatchEnd: (memory, { step, loss }) => ({
    memory,
    actions: Number.isFinite(loss)
      ? []
      : [
          {
            kind: 'stop',
            reason: {
              en: `The loss is ${loss} in step ${step + 1}. A lower learning rate may help.`,
              ko: `스텝 ${step + 1}에서 손실이 ${loss}이(가) 되었습니다. 학습률을 낮추면 도움이 될 수 있습니다.`,
            },
          },
        ],
  }),
};
