import { defineCommand, type ArgsDef } from 'citty';
import type { ApiOutput } from '#shared/protocol/api';
import { loadCheckpoint } from '../checkpoint';
import { withEngine } from '../engine-client';
import { readProject } from '../project';
import { readSamples } from '../sample-files';
import { printJson, printLine, table, say } from '../terminal';
import { CHECKPOINT_FOLDER, JSON_LINES, PROJECT_FILE, THREADS } from '../texts';
import { checkUsage, threadsOf, UsageError } from '../usage';

type Prediction = ApiOutput<'engine.predict'>['predictions'][number];

const args = {
  project: { type: 'positional', description: PROJECT_FILE, required: true },
  files: {
    type: 'positional',
    description: say({ en: 'PNG pictures or IDX files', ko: 'PNG 그림 또는 IDX 파일' }),
    required: true,
  },
  checkpoint: {
    type: 'string',
    description: CHECKPOINT_FOLDER,
    valueHint: 'dir',
    required: true,
  },
  threads: THREADS,
  json: { type: 'boolean', description: JSON_LINES },
} satisfies ArgsDef;

/** Samples sent to the engine at once. */
const AT_ONCE = 512;
/** Classes shown in the table. */
const SHOWN = 3;

/** Classes of the user's own samples, with their probabilities. */
export const predict = defineCommand({
  meta: {
    name: 'predict',
    description: say({ en: 'Classify PNG pictures or IDX files', ko: 'PNG 그림이나 IDX 파일을 분류합니다' }),
  },
  args,
  async run({ args: given }) {
    checkUsage(given, args);
    const files = given._.slice(1);
    if (files.length === 0)
      throw new UsageError({ en: 'No file to predict was given.', ko: '예측할 파일이 없습니다.' });
    const threads = threadsOf(given.threads);
    const project = await readProject(given.project);
    await withEngine(project, threads, async (engine) => {
      await loadCheckpoint(engine, given.checkpoint);
      const { shape } = await engine.call('engine.describeData', { data: project.data });
      for (const file of files) {
        const { count, values } = await readSamples(file, shape);
        const size = values.length / count;
        const predictions: Prediction[] = [];
        for (let start = 0; start < count; start += AT_ONCE) {
          const rows = values.subarray(start * size, Math.min(count, start + AT_ONCE) * size);
          const base64 = Buffer.from(rows.buffer, rows.byteOffset, rows.byteLength).toString('base64');
          const answer = await engine.call('engine.predict', { base64, count: rows.length / size });
          predictions.push(...answer.predictions);
        }
        if (given.json) for (const [index, row] of predictions.entries()) printJson(asJson(file, index, row));
        else
          for (const line of table(predictions.map((row, i) => asRow(file, i, count, row)))) printLine(line);
      }
    });
    return 0;
  },
});

const ranked = (row: Prediction): Prediction => row.toSorted((a, b) => b.probability - a.probability);

function asJson(file: string, index: number, row: Prediction): unknown {
  const best = ranked(row)[0]!;
  const probabilities = Object.fromEntries(row.map(({ className, probability }) => [className, probability]));
  return { event: 'prediction', file, index, ...best, probabilities };
}

function asRow(file: string, index: number, count: number, row: Prediction): string[] {
  const name = count === 1 ? file : `${file}[${index}]`;
  return [
    name,
    ...ranked(row)
      .slice(0, SHOWN)
      .map(({ className, probability }) => `${className} ${(probability * 100).toFixed(1)} %`),
  ];
}
