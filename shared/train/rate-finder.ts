import type { Diagnostic, Localized } from '#shared/graph/diagnostic';
import { checkParam, type ParamSpecs } from '#shared/graph/params';

/** How a learning rate is looked for: a short training of its own whose rate grows from step to step. */
export interface RateFinderSettings {
  readonly from: number;
  readonly to: number;
  readonly steps: number;
  /** Weight of the past in the running mean of the losses, 0 … 0.99. */
  readonly smoothing: number;
  /** It ends once the smoothed loss is this many times the lowest one. */
  readonly stopFactor: number;
  /** Fresh weights, as a training begins, or those that are there now. */
  readonly weights: 'fresh' | 'current';
}

type Numbers = Exclude<keyof RateFinderSettings, 'weights'>;

/** Beginning, end and number of steps are fastai's `lr_find`; the smoothing is lighter, which marks the fall where it is. */
export const DEFAULT_RATE_FINDER: RateFinderSettings = {
  from: 1e-7,
  to: 10,
  steps: 100,
  smoothing: 0.9,
  stopFactor: 4,
  weights: 'fresh',
};

/** What the form says of each setting. */
export const RATE_FINDER_PARAMS = {
  from: {
    kind: 'float',
    default: DEFAULT_RATE_FINDER.from,
    min: 0,
    max: 100,
    exclusiveMin: true,
    label: { en: 'From', ko: '시작 학습률' },
    help: {
      en: 'The rate of the first step: so small that nothing happens yet.',
      ko: '첫 스텝의 학습률입니다. 아직 아무 변화가 없을 만큼 작게 둡니다.',
    },
  },
  to: {
    kind: 'float',
    default: DEFAULT_RATE_FINDER.to,
    min: 0,
    max: 100,
    exclusiveMin: true,
    label: { en: 'To', ko: '끝 학습률' },
    help: {
      en: 'The rate of the last step: so large that the loss grows before it is reached.',
      ko: '마지막 스텝의 학습률입니다. 그 전에 손실이 커질 만큼 크게 둡니다.',
    },
  },
  steps: {
    kind: 'int',
    default: DEFAULT_RATE_FINDER.steps,
    min: 10,
    max: 10_000,
    label: { en: 'Steps', ko: '스텝 수' },
    help: {
      en: 'Every step multiplies the rate by the same factor. 100 is usually enough.',
      ko: '스텝마다 학습률에 같은 수를 곱합니다. 대개 100이면 충분합니다.',
    },
  },
  smoothing: {
    kind: 'float',
    default: DEFAULT_RATE_FINDER.smoothing,
    min: 0,
    max: 0.99,
    step: 0.01,
    advanced: true,
    label: { en: 'Smoothing', ko: '스무딩' },
    help: {
      en: 'Weight of the past in the running mean of the losses. More makes a calmer curve that comes later.',
      ko: '손실을 이동 평균할 때 지난 값에 주는 비중입니다. 크면 곡선이 매끄러워지지만 변화가 늦게 나타납니다.',
    },
  },
  stopFactor: {
    kind: 'float',
    default: DEFAULT_RATE_FINDER.stopFactor,
    min: 1,
    max: 1000,
    exclusiveMin: true,
    advanced: true,
    label: { en: 'Stop at', ko: '중단 기준' },
    help: {
      en: 'It ends once the smoothed loss is this many times the lowest one: from there on it only diverges.',
      ko: '매끄럽게 한 손실이 가장 낮았던 값의 몇 배가 되면 끝낼지 정합니다. 그 뒤로는 발산만 합니다.',
    },
  },
  weights: {
    kind: 'choice',
    default: DEFAULT_RATE_FINDER.weights,
    options: [
      { value: 'fresh', label: { en: 'fresh', ko: '새 가중치' } },
      { value: 'current', label: { en: 'as they are now', ko: '지금 가중치' } },
    ],
    advanced: true,
    label: { en: 'Weights', ko: '가중치' },
    help: {
      en: 'Which weights it begins with. They are a copy: those of the training stay as they are.',
      ko: '어떤 가중치로 시작할지 정합니다. 복사해서 쓰므로 학습 중인 가중치는 바뀌지 않습니다.',
    },
  },
} as const satisfies ParamSpecs;

/** Why settings cannot be used; `param` names the field. Empty when they can. */
export function checkRateFinder(settings: RateFinderSettings): readonly Diagnostic[] {
  const wrong = (Object.keys(RATE_FINDER_PARAMS) as (keyof RateFinderSettings)[]).flatMap(
    (name): Diagnostic[] => {
      const spec = RATE_FINDER_PARAMS[name];
      const refusal = checkParam(spec, settings[name]);
      return refusal ? [notAllowed(name, spec.label, refusal.expected, String(settings[name]))] : [];
    },
  );
  if (wrong.length > 0 || settings.to >= settings.from * LEAST_RANGE) return wrong;
  return [
    notAllowed(
      'to',
      RATE_FINDER_PARAMS.to.label,
      { en: `${LEAST_RANGE} times “From” or more`, ko: `시작 학습률의 ${LEAST_RANGE}배 이상` },
      String(settings.to),
    ),
  ];
}

/** Rates that lie nearer together tell nothing. */
const LEAST_RANGE = 10;

const notAllowed = (
  param: keyof RateFinderSettings,
  label: Localized,
  expected: Localized,
  received: string,
): Diagnostic => ({
  code: 'wrong-rate-finder-setting',
  severity: 'error',
  param,
  message: { en: `${label.en} is not allowed as it is.`, ko: `${label.ko} 값이 올바르지 않습니다.` },
  expected,
  received,
});

/** The rate of every step, from `from` to `to` in equal factors. */
export const finderRates = ({ from, to, steps }: Pick<RateFinderSettings, Numbers>): readonly number[] =>
  Array.from({ length: steps }, (_, i) => from * (to / from) ** (i / (steps - 1)));

/** The losses of the steps so far. */
export interface RateCurve {
  readonly losses: readonly number[];
  /** The running mean, corrected for its start at 0. */
  readonly smoothed: readonly number[];
  /** Adds the loss of the next step; true when there is no use in going on. */
  add(loss: number): boolean;
}

/** Follows the losses, as fastai's `lr_find` does: it ends at a loss that is not finite, or far above the lowest. */
export function createRateCurve({
  smoothing,
  stopFactor,
}: Pick<RateFinderSettings, 'smoothing' | 'stopFactor'>): RateCurve {
  const losses: number[] = [];
  const smoothed: number[] = [];
  let mean = 0;
  let lowest = Infinity;
  return {
    losses,
    smoothed,
    add(loss) {
      if (!Number.isFinite(loss)) return true;
      mean = smoothing * mean + (1 - smoothing) * loss;
      losses.push(loss);
      const value = mean / (1 - smoothing ** losses.length);
      smoothed.push(value);
      // Losses below 0 have no multiple that is worse: they may rise by as much.
      const isFar = value > lowest + (stopFactor - 1) * Math.abs(lowest);
      lowest = Math.min(lowest, value);
      return isFar;
    },
  };
}

/** What the curve says of the rate. */
export interface RateSuggestion {
  /** Where the smoothed loss falls most steeply, over the logarithm of the rate; null when it never falls. */
  readonly steepest: number | null;
  /** Where it is lowest: already too much. */
  readonly lowest: number | null;
}

/** The first steps are noise, as far as this share of them. */
const SKIPPED_SHARE = 0.1;

/** Reads the curve as Lightning's learning-rate finder does; what comes after the lowest loss is left out too. */
export function suggestRate(rates: readonly number[], smoothed: readonly number[]): RateSuggestion {
  const first = Math.max(1, Math.floor(smoothed.length * SKIPPED_SHARE));
  let low = first;
  for (let i = first; i < smoothed.length; i++) if (smoothed[i]! < smoothed[low]!) low = i;
  let [steepest, slope]: [number | null, number] = [null, 0];
  for (let i = first; i < low; i++) {
    const change = (smoothed[i + 1]! - smoothed[i - 1]!) / Math.log(rates[i + 1]! / rates[i - 1]!);
    if (change < slope) [steepest, slope] = [i, change];
  }
  return {
    steepest: steepest === null ? null : rates[steepest]!,
    lowest: low < smoothed.length ? rates[low]! : null,
  };
}
