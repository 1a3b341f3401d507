import { resolve } from 'node:path';
import { defineCommand, type ArgsDef } from 'citty';
import { DiagnosticError, type Diagnostic } from '#shared/graph/diagnostic';
import type { EventPayload } from '#shared/protocol/api';
import { toProblem } from '#shared/protocol/rpc';
import { loadCheckpoint } from '../checkpoint';
import { requireNoErrors, withEngine, type Engine } from '../engine-client';
import { readProject, withOverrides } from '../project';
import { printDiagnostic, printNote, say } from '../terminal';
import { FIRST_SAMPLES, JSON_LINES, PROJECT_FILE, THREADS } from '../texts';
import { createReporter, type Reporter } from '../train-report';
import { checkUsage, threadsOf, UsageError, wholeNumber } from '../usage';
import { takeWeights } from '../weights';

const args = {
  project: { type: 'positional', description: PROJECT_FILE, required: true },
  epochs: { type: 'string', description: say({ en: 'Epochs in all', ko: '전체 에포크 수' }), valueHint: 'n' },
  'batch-size': {
    type: 'string',
    description: say({ en: 'Samples in a batch', ko: '배치 하나의 샘플 수' }),
    valueHint: 'n',
  },
  seed: {
    type: 'string',
    description: say({ en: 'Seed of every random number', ko: '모든 난수의 시드' }),
    valueHint: 'n',
  },
  device: {
    type: 'string',
    description: say({
      en: 'auto, cpu, webgpu, dml, coreml, cuda or tensorflow',
      ko: 'auto, cpu, webgpu, dml, coreml, cuda, tensorflow 중 하나',
    }),
    valueHint: 'name',
  },
  limit: { type: 'string', description: FIRST_SAMPLES, valueHint: 'n' },
  out: {
    type: 'string',
    description: say({ en: 'Folder for the checkpoint', ko: '체크포인트를 둘 폴더' }),
    valueHint: 'dir',
  },
  resume: {
    type: 'string',
    description: say({ en: 'Go on from this checkpoint', ko: '이 체크포인트에서 이어서 학습' }),
    valueHint: 'dir',
  },
  weights: {
    type: 'string',
    description: say({
      en: 'Start from the weights in this safetensors file or checkpoint',
      ko: '이 safetensors 파일이나 체크포인트의 가중치로 시작',
    }),
    valueHint: 'path',
  },
  threads: THREADS,
  json: { type: 'boolean', description: JSON_LINES },
} satisfies ArgsDef;

/** 130: interrupted, and the checkpoint is written. */
const INTERRUPTED = 130;
const EXIT_CODES = { done: 0, failed: 1, stopped: INTERRUPTED } as const;

/** Trains a project and keeps the checkpoint. */
export const train = defineCommand({
  meta: { name: 'train', description: say({ en: 'Train a project', ko: '프로젝트를 학습합니다' }) },
  args,
  async run({ args: given }) {
    checkUsage(given, args);
    const overrides = {
      epochs: wholeNumber(given.epochs, 'epochs', 1, 100_000),
      batchSize: wholeNumber(given['batch-size'], 'batch-size', 1, 65_536),
      seed: wholeNumber(given.seed, 'seed', 0, 4_294_967_295),
      limit: wholeNumber(given.limit, 'limit', 1, 1e9),
      device: given.device,
    };
    if (given.resume !== undefined && given.weights !== undefined) throw new UsageError(EITHER);
    const threads = threadsOf(given.threads);
    const project = withOverrides(await readProject(given.project), overrides);
    return withEngine(project, threads, async (engine) => {
      if (given.resume !== undefined) {
        const { epoch } = await loadCheckpoint(engine, given.resume);
        if (epoch >= project.training.epochs)
          throw new DiagnosticError(nothingLeft(given.resume, epoch, project.training.epochs));
      }
      if (given.weights !== undefined) await takeWeights(engine, given.weights, given.json);
      const isFresh = given.resume === undefined && given.weights === undefined;
      const reporter = createReporter(given.json ? 'json' : process.stderr.isTTY ? 'bar' : 'lines', project);
      const end = await run(engine, isFresh ? 'fresh' : 'continue', reporter);
      if (given.out === undefined) {
        reporter.end(end);
        return EXIT_CODES[end.reason];
      }
      const problem = await saveTo(engine, resolve(given.out));
      // What was trained is told all the same, with the checkpoint that every run keeps.
      reporter.end({ ...end, checkpoint: problem ? end.checkpoint : resolve(given.out) });
      if (problem) printDiagnostic(problem);
      return problem ? EXIT_CODES.failed : EXIT_CODES[end.reason];
    });
  },
});

/** Keeps the present state in a folder; resolves with why that is not possible. */
const saveTo = (engine: Engine, folder: string): Promise<Diagnostic | null> =>
  engine.call('engine.saveCheckpoint', { folder }).then(() => null, toProblem);

/** Starts the training and waits for its end; Ctrl+C stops it, and once more gives up waiting. */
async function run(
  engine: Engine,
  mode: 'fresh' | 'continue',
  reporter: Reporter,
): Promise<EventPayload<'run.end'>> {
  let interrupts = 0;
  const onInterrupt = () => {
    interrupts++;
    if (interrupts > 1) process.exit(INTERRUPTED);
    reporter.interrupted();
    engine.call('engine.stop', {}).catch(() => undefined);
  };
  process.on('SIGINT', onInterrupt);
  try {
    const ended = new Promise<EventPayload<'run.end'>>((done) => {
      engine.on('run.end', done);
    });
    engine.on('run.state', reporter.state);
    engine.on('run.steps', reporter.steps);
    engine.on('run.epoch', reporter.epoch);
    engine.on('run.probe', reporter.probe);
    engine.on('diagnostic', (diagnostic) => {
      reporter.clear();
      printDiagnostic(diagnostic);
    });
    const { diagnostics } = await engine.call('engine.train', { mode, amount: 'all' });
    requireNoErrors(diagnostics.filter(isError));
    return await Promise.race([ended, engine.crashed]);
  } finally {
    process.off('SIGINT', onInterrupt);
    reporter.clear();
    if (interrupts > 0) printNote('');
  }
}

const EITHER = {
  en: '--resume and --weights cannot be given together: a checkpoint that is resumed has its weights.',
  ko: '--resume과 --weights는 함께 쓸 수 없습니다. 이어서 학습하는 체크포인트에는 이미 가중치가 있습니다.',
};

const isError = ({ severity }: Diagnostic): boolean => severity === 'error';

const nothingLeft = (folder: string, epoch: number, epochs: number): Diagnostic => ({
  code: 'nothing-left-to-train',
  severity: 'error',
  message: {
    en: `The checkpoint "${folder}" already has ${epoch} epochs. --epochs counts them from the beginning.`,
    ko: `체크포인트 "${folder}"은(는) 이미 ${epoch} 에포크를 마쳤습니다. --epochs는 처음부터 센 에포크 수입니다.`,
  },
  expected: { en: `--epochs above ${epoch}`, ko: `${epoch}보다 큰 --epochs` },
  received: String(epochs),
});
