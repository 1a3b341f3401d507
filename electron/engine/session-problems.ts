import type { Diagnostic, Localized } from '#shared/graph/diagnostic';

/** What goes wrong with what a page asks of its session. */
export const VIEW_FAILED: Localized = {
  en: 'What the network does cannot be shown. Change something, or restart the engine, and it is tried again.',
  ko: '신경망의 내부를 표시할 수 없습니다. 무언가를 바꾸거나 엔진을 다시 시작하면 다시 시도합니다.',
};

export const TRAINING_FAILED: Localized = {
  en: 'Training ended because of a problem in the engine. Train again; if it stays so, restart the engine or choose another device.',
  ko: '엔진에 문제가 생겨 학습이 끝났습니다. 다시 학습해 보고, 그래도 안 되면 엔진을 다시 시작하거나 다른 장치를 고르세요.',
};

export const CHECKPOINT_NOT_WRITTEN: Localized = {
  en: 'The checkpoint cannot be written; training goes on, but could not be resumed after a crash.',
  ko: '체크포인트를 쓸 수 없습니다. 학습은 계속하지만, 비정상 종료 뒤에 이어서 학습할 수는 없습니다.',
};

export const NO_PROJECT: Diagnostic = {
  code: 'no-project',
  severity: 'error',
  message: {
    en: 'There is no project to work with yet. Open one and try again.',
    ko: '아직 열린 프로젝트가 없습니다. 프로젝트를 열고 다시 시도하세요.',
  },
};

export const freshWeight = (name: string): Diagnostic => ({
  code: 'weight-not-in-checkpoint',
  severity: 'warning',
  message: {
    en: `The checkpoint has no weights of this name and shape for "${name}": it starts afresh.`,
    ko: `체크포인트에 "${name}"과(와) 이름과 모양이 같은 가중치가 없어 새로 초기화합니다.`,
  },
});

export const otherNetwork = (folder: string, name: string): Diagnostic => ({
  code: 'checkpoint-of-another-network',
  severity: 'error',
  message: {
    en: `No weight of the checkpoint "${folder}" fits this network. Open the drawing that it was trained with, or train anew.`,
    ko: `체크포인트 "${folder}"에는 이 신경망에 맞는 가중치가 하나도 없습니다. 그때 학습한 그림을 열거나 새로 학습하세요.`,
  },
  expected: {
    en: 'layers of the same names and shapes',
    ko: '이름과 모양이 같은 층',
  },
  received: { en: `the weights of “${name}”`, ko: `“${name}”의 가중치` },
});

export const noSamples = (split: string): Diagnostic => ({
  code: 'no-samples',
  severity: 'error',
  message: {
    en: `The data has no ${split} samples to evaluate on. Choose data that has some.`,
    ko: `평가할 ${split === 'test' ? '테스트' : '학습'} 샘플이 없습니다. 그런 샘플이 있는 데이터를 고르세요.`,
  },
});

export const EVALUATION_CANCELLED: Diagnostic = {
  code: 'evaluation-cancelled',
  severity: 'hint',
  message: { en: 'Measuring was cancelled.', ko: '측정을 취소했습니다.' },
};

export const WEIGHTS_CANCELLED: Diagnostic = {
  code: 'weights-cancelled',
  severity: 'hint',
  message: { en: 'Cancelled: the weights are as before.', ko: '취소했습니다. 가중치는 그대로입니다.' },
};

export const noClasses: Diagnostic = {
  code: 'no-class-prediction',
  severity: 'error',
  message: {
    en: 'The network learns its input itself, so it predicts no class. Let its Output learn the labels.',
    ko: '이 신경망은 입력 자체를 배우므로 클래스를 예측하지 않습니다. Output이 레이블을 배우게 하세요.',
  },
  expected: { en: 'an Output that learns the labels', ko: '레이블을 배우는 Output' },
};

export const wrongSize = (expected: number, received: number): Diagnostic => ({
  code: 'prediction-input-size',
  severity: 'error',
  message: {
    en: 'The values to predict do not have the shape of the input.',
    ko: '예측할 값의 모양이 입력의 모양과 다릅니다.',
  },
  expected: { en: `${expected} bytes`, ko: `${expected}바이트` },
  received: { en: `${received} bytes`, ko: `${received}바이트` },
});
