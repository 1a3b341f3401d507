import { spawn } from 'node:child_process';
import { readdir, readFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseProject } from '#shared/project/parse';
import type { PythonCase } from './case';
import { LAYER_CASES } from './layer-cases';
import { prepareCase } from './prepare';
import { TRAINING_CASES } from './training-cases';

/** What a Python side says of a case. */
interface Verdict {
  readonly name: string;
  readonly failures: readonly string[];
  readonly forward?: number;
  readonly losses?: number;
}

const FRAMEWORKS = ['pytorch', 'keras'] as const;

/** The shipped projects, with few samples and one short epoch. */
async function shipped(root: string): Promise<PythonCase[]> {
  const folder = join(root, 'assets', 'examples');
  const files = (await readdir(folder)).filter((file) => file.endsWith('.json') && file !== 'index.json');
  return Promise.all(
    files.map(async (file) => {
      const parsed = parseProject(await readFile(join(folder, file), 'utf8'));
      if (!parsed.ok) throw new Error(`${file}: ${parsed.diagnostics[0]!.message.en}`);
      const { training, data, graph } = parsed.value;
      const text = JSON.stringify(graph);
      const isRandom =
        /"type":"(\w*Dropout\w*|GaussianNoise|Random\w+)"/.test(text) || /[dD]ropout":0\.[1-9]/.test(text);
      const project = {
        ...parsed.value,
        data: { ...data, limit: 48 },
        training: { ...training, epochs: 2, batchSize: 16, validationSplit: 0.25, shuffle: false },
      };
      return { name: `shipped ${file.replace('.json', '')}`, project, isRandom };
    }),
  );
}

async function main(): Promise<void> {
  const [root, python, ...given] = process.argv.slice(2) as [string, string, ...string[]];
  const only = FRAMEWORKS.filter((framework) => given.includes(`--${framework}`));
  const pattern = given.find((word) => !word.startsWith('--')) ?? '';
  const all = [...(await shipped(root)), ...TRAINING_CASES, ...LAYER_CASES];
  const cases = all.filter(({ name }) => new RegExp(pattern).test(name));
  const folder = await mkdtemp(join(tmpdir(), 'neuroloom-python-'));
  const files: string[] = [];
  let broken = 0;
  for (const [i, one] of cases.entries()) {
    try {
      const prepared = await prepareCase(one, root, join(folder, String(i)));
      const file = join(folder, String(i), 'case.json');
      await writeFile(file, JSON.stringify(prepared));
      files.push(file);
    } catch (error) {
      broken++;
      console.log(`not prepared: ${one.name}: ${String(error).split('\n')[0]}`);
    }
  }
  console.log(`${files.length} of ${cases.length} projects prepared`);
  const script = join(root, 'test', 'python', 'run.py');
  let failed = broken;
  for (const framework of only.length > 0 ? only : FRAMEWORKS) {
    const verdicts = await runSide(framework, [python, script, framework, join(root, 'assets')], files);
    failed += report(framework, verdicts, files.length);
  }
  await rm(folder, { recursive: true, force: true });
  process.exitCode = failed > 0 ? 1 : 0;
}

/** Runs one interpreter over all cases; a crash ends it. */
async function runSide(
  framework: string,
  [command, ...args]: readonly [string, ...string[]],
  files: readonly string[],
): Promise<Verdict[]> {
  const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  child.stdin.end(`${files.join('\n')}\n`);
  const verdicts: Verdict[] = [];
  for await (const line of createInterface({ input: child.stdout }))
    if (line.startsWith('{"name"')) {
      const verdict = JSON.parse(line) as Verdict;
      verdicts.push(verdict);
      if (verdict.failures.length > 0)
        console.log(`${framework}: ${verdict.name}: ${verdict.failures.join('; ')}`);
    }
  return verdicts;
}

function report(framework: string, verdicts: readonly Verdict[], count: number): number {
  const bad = verdicts.filter(({ failures }) => failures.length > 0);
  const worst = (key: 'forward' | 'losses') =>
    verdicts.reduce((most, verdict) => Math.max(most, verdict[key] ?? 0), 0).toExponential(1);
  const missing = count - verdicts.length;
  console.log(
    `${framework}: ${verdicts.length - bad.length} of ${count} programs run and agree; largest difference of outputs ${worst('forward')}, of losses and metrics ${worst('losses')} (relative)`,
  );
  return bad.length + missing;
}

await main();
