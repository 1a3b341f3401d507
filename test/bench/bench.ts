import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';
import { DEEP_NETS } from './deep-nets';
import type { Pace } from './engine-training';
import { describeMachine } from './machine';
import { measureColdStart } from './measure-cold-start';
import { type CompileMeasurement, readExample } from './measure-compile';
import type { StepMeasurement } from './measure-steps';
import type { ViewsMeasurement } from './measure-views';
import { STEP_CASES } from './nets';
import { waitUntilQuiet } from './quiet';
import {
  type CompileResult,
  formatReport,
  type Report,
  type StepResult,
  targetOf,
  type ViewsResult,
} from './report';
import { median, summarize } from './statistics';

const start = promisify(execFile);
const programs = dirname(fileURLToPath(import.meta.url));
const serverFile = join(programs, 'server.mjs');

const COMPILE_LIMIT_MS = 300;
const DEEP_COMPILE_LIMIT_MS = 2000;
const VIEWS_LIMIT = 1.1;

/** How much is measured. */
const PLANS = {
  thorough: { rounds: 9, roundMs: 1200, patienceMs: 2000, compiles: 3, starts: 5, pairs: 12, windowMs: 1500 },
  quick: { rounds: 2, roundMs: 250, patienceMs: 0, compiles: 1, starts: 1, pairs: 2, windowMs: 800 },
} as const;
type Plan = (typeof PLANS)[keyof typeof PLANS];

async function child<T>(...args: readonly (string | number)[]): Promise<T> {
  const { stdout } = await start(process.execPath, [join(programs, 'child.mjs'), ...args.map(String)]);
  return JSON.parse(stdout) as T;
}

async function repeat<T>(times: number, patienceMs: number, measure: () => Promise<T>): Promise<T[]> {
  const results: T[] = [];
  for (let i = 0; i < times; i++) {
    await waitUntilQuiet(patienceMs);
    results.push(await measure());
  }
  return results;
}

async function stepResults(root: string, { rounds, roundMs, patienceMs }: Plan): Promise<StepResult[]> {
  const results: StepResult[] = [];
  for (const { id, label, batch, target } of STEP_CASES) {
    note(`${label}, batch ${batch}`);
    const measured = await child<StepMeasurement>('steps', root, id, rounds, roundMs, patienceMs);
    const msPerStep = summarize(measured.rounds.map(({ wall }) => wall));
    results.push({
      id,
      label,
      batch,
      msPerStep,
      cpuMsPerStep: summarize(measured.rounds.map(({ cpu }) => cpu)),
      outside: median(measured.rounds.map((round) => round.outside)),
      usPerSample: (msPerStep.min * 1000) / batch,
      peakMb: measured.peakMb,
      target: target === null ? null : targetOf(target, msPerStep.min),
    });
  }
  return results;
}

async function compileResults(root: string, { compiles, patienceMs }: Plan): Promise<CompileResult[]> {
  const index = await readFile(join(root, 'assets', 'examples', 'index.json'), 'utf8');
  const results: CompileResult[] = [];
  const examples = (JSON.parse(index) as { readonly id: string }[]).map(({ id }) => id);
  for (const id of [...examples, ...Object.keys(DEEP_NETS)]) {
    note(`compile ${id}`);
    const measured = await repeat(compiles, patienceMs, () => child<CompileMeasurement>('compile', root, id));
    const total = summarize(measured.map(({ graphMs, sessionMs }) => graphMs + sessionMs));
    results.push({
      id,
      graph: summarize(measured.map(({ graphMs }) => graphMs)),
      session: summarize(measured.map(({ sessionMs }) => sessionMs)),
      total,
      modelKb: measured[0]!.modelKb,
      target: targetOf(id in DEEP_NETS ? DEEP_COMPILE_LIMIT_MS : COMPILE_LIMIT_MS, total.min),
    });
  }
  return results;
}

async function coldStartResult(root: string, { starts, patienceMs }: Plan): Promise<Report['coldStart']> {
  const project = await readExample(root, 'mnist-cnn');
  note('cold start');
  const measured = await repeat(starts, patienceMs, () => measureColdStart(serverFile, project));
  return {
    host: summarize(measured.map(({ hostMs }) => hostMs)),
    train: summarize(measured.map(({ trainMs }) => trainMs)),
    total: summarize(measured.map(({ totalMs }) => totalMs)),
  };
}

async function viewsResult(root: string, { pairs, windowMs }: Plan): Promise<ViewsResult> {
  note('live views');
  const measured = await child<ViewsMeasurement>('views', root, 'mnist-cnn', pairs, windowMs);
  const { without, withViews } = measured;
  const wall = (paces: readonly Pace[]) => summarize(paces.map((pace) => pace.wall));
  const ratio = wall(withViews).min / wall(without).min;
  return {
    without: wall(without),
    withViews: wall(withViews),
    ratio,
    cpuRatio: median(withViews.map(({ cpu }, i) => cpu / without[i]!.cpu)),
    framesPerSecond: measured.framesPerSecond,
    peakMb: measured.peakMb,
    target: targetOf(VIEWS_LIMIT, ratio),
  };
}

function note(text: string): void {
  process.stderr.write(`${text} …\n`);
}

/** `bench.mjs <repository> [--json] [--quick]` */
async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    options: { json: { type: 'boolean', default: false }, quick: { type: 'boolean', default: false } },
    allowPositionals: true,
  });
  const root = positionals[0]!;
  const plan = PLANS[values.quick ? 'quick' : 'thorough'];
  const report: Report = {
    format: 'neuroloom-benchmark',
    version: 1,
    date: new Date().toISOString(),
    quick: values.quick,
    machine: describeMachine(root),
    steps: await stepResults(root, plan),
    compile: await compileResults(root, plan),
    coldStart: await coldStartResult(root, plan),
    views: await viewsResult(root, plan),
  };
  process.stdout.write(`${values.json ? JSON.stringify(report, null, 2) : formatReport(report)}\n`);
}

await main();
