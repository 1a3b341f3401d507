import { defineCommand, type ArgsDef } from 'citty';
import type { ParamSpec } from '#shared/graph/params';
import type { RateFinding, RateSteps } from '#shared/protocol/rates';
import {
  checkRateFinder,
  DEFAULT_RATE_FINDER,
  RATE_FINDER_PARAMS,
  type RateFinderSettings,
} from '#shared/train/rate-finder';
import { loadCheckpoint } from '../checkpoint';
import { withEngine, type Engine } from '../engine-client';
import { decimal } from '../progress';
import { readProject, withOverrides } from '../project';
import { printJson, printLine, printNote, say, table } from '../terminal';
import { CHECKPOINT_FOLDER, FIRST_SAMPLES, JSON_LINES, PROJECT_FILE, THREADS } from '../texts';
import { checkUsage, threadsOf, UsageError, wholeNumber } from '../usage';

const setting = ({ label, default: usual }: ParamSpec) =>
  ({ type: 'string', description: `${say(label)} (${String(usual)})`, valueHint: 'n' }) as const;

const args = {
  project: { type: 'positional', description: PROJECT_FILE, required: true },
  from: setting(RATE_FINDER_PARAMS.from),
  to: setting(RATE_FINDER_PARAMS.to),
  steps: setting(RATE_FINDER_PARAMS.steps),
  smoothing: setting(RATE_FINDER_PARAMS.smoothing),
  'stop-factor': setting(RATE_FINDER_PARAMS.stopFactor),
  checkpoint: { type: 'string', description: CHECKPOINT_FOLDER, valueHint: 'dir' },
  'batch-size': {
    type: 'string',
    description: say({ en: 'Samples in a batch', ko: '배치 하나의 샘플 수' }),
    valueHint: 'n',
  },
  limit: { type: 'string', description: FIRST_SAMPLES, valueHint: 'n' },
  threads: THREADS,
  json: { type: 'boolean', description: JSON_LINES },
} satisfies ArgsDef;

/** Prints the loss at ever larger learning rates, and the rate at which it falls most steeply. */
export const findLr = defineCommand({
  meta: {
    name: 'find-lr',
    description: say({ en: 'Look for a learning rate', ko: '알맞은 학습률을 찾습니다' }),
  },
  args,
  async run({ args: given }) {
    checkUsage(given, args);
    const settings = settingsOf(given);
    const overrides = {
      batchSize: wholeNumber(given['batch-size'], 'batch-size', 1, 65_536),
      limit: wholeNumber(given.limit, 'limit', 1, 1e9),
    };
    const threads = threadsOf(given.threads);
    const project = withOverrides(await readProject(given.project), overrides);
    return withEngine(project, threads, async (engine) => {
      if (given.checkpoint !== undefined) await loadCheckpoint(engine, given.checkpoint);
      const { found, points } = await find(engine, settings, given.json ?? false);
      if (given.json) printJson({ event: 'end', ...found });
      else tell(found, points);
      return 0;
    });
  },
});

/** The options as settings; a UsageError names the one that is not allowed. */
function settingsOf(given: {
  readonly [name in keyof typeof args]?: string | boolean | undefined;
}): RateFinderSettings {
  const number = (name: keyof typeof args, usual: number) => {
    const text = given[name];
    return text === undefined || text === '' ? usual : Number(text);
  };
  const settings: RateFinderSettings = {
    from: number('from', DEFAULT_RATE_FINDER.from),
    to: number('to', DEFAULT_RATE_FINDER.to),
    steps: number('steps', DEFAULT_RATE_FINDER.steps),
    smoothing: number('smoothing', DEFAULT_RATE_FINDER.smoothing),
    stopFactor: number('stop-factor', DEFAULT_RATE_FINDER.stopFactor),
    weights: given.checkpoint === undefined ? 'fresh' : 'current',
  };
  const [problem] = checkRateFinder(settings);
  if (!problem) return settings;
  const option = problem.param === 'stopFactor' ? 'stop-factor' : problem.param;
  throw new UsageError(
    { en: `The value of "--${option}" is not allowed.`, ko: `"--${option}" 옵션의 값이 올바르지 않습니다.` },
    {
      ...(problem.expected !== undefined && { expected: problem.expected }),
      ...(problem.received !== undefined && { received: problem.received }),
    },
  );
}

interface Point {
  readonly learningRate: number;
  readonly loss: number;
  readonly smoothed: number;
}

async function find(engine: Engine, settings: RateFinderSettings, isJson: boolean) {
  const points: Point[] = [];
  const onInterrupt = () => void engine.call('engine.cancelFindRate', {}).catch(() => undefined);
  process.once('SIGINT', onInterrupt);
  engine.on('rates.steps', (steps) => {
    for (const point of pointsOf(steps)) {
      points.push(point);
      if (isJson) printJson({ event: 'step', step: points.length, ...point });
    }
  });
  try {
    return { found: await engine.call('engine.findRate', settings), points };
  } finally {
    process.off('SIGINT', onInterrupt);
  }
}

const pointsOf = ({ rates, losses, smoothed }: RateSteps): Point[] =>
  rates.map((learningRate, i) => ({ learningRate, loss: losses[i]!, smoothed: smoothed[i]! }));

const short = (rate: number): string => rate.toExponential(2);

function tell({ reason, steepest, lowest }: RateFinding, points: readonly Point[]): void {
  const mark = (rate: number) => (rate === steepest ? '<' : '');
  const rows = points.map(({ learningRate, loss, smoothed }) => [
    short(learningRate),
    decimal(loss),
    decimal(smoothed),
    mark(learningRate),
  ]);
  const heads = [
    say({ en: 'learning rate', ko: '학습률' }),
    say({ en: 'loss', ko: '손실' }),
    say({ en: 'smoothed', ko: '스무딩' }),
    '',
  ];
  for (const line of table([heads, ...rows])) printLine(line);
  printNote(say(REASONS[reason]));
  if (steepest === null) printNote(say(NEVER_FELL));
  else printLine(`${say({ en: 'suggestion', ko: '추천' })} ${short(steepest)}`);
  if (lowest !== null)
    printNote(`${say({ en: 'lowest loss at', ko: '손실이 가장 낮은 곳' })} ${short(lowest)}`);
}

const REASONS = {
  done: { en: 'All steps were made.', ko: '모든 스텝을 마쳤습니다.' },
  diverged: { en: 'It ended where the loss diverged.', ko: '손실이 발산해서 끝냈습니다.' },
  cancelled: { en: 'It was cancelled.', ko: '취소했습니다.' },
} as const;

const NEVER_FELL = {
  en: 'The loss never fell, so there is no rate to suggest.',
  ko: '손실이 한 번도 낮아지지 않아 추천할 학습률이 없습니다.',
};
