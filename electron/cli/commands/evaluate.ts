import { defineCommand, type ArgsDef } from 'citty';
import { withEngine } from '../engine-client';
import { loadCheckpoint } from '../checkpoint';
import { decimal, tableLines } from '../progress';
import { readProject, withOverrides } from '../project';
import { printJson, printLine, table, say } from '../terminal';
import { CHECKPOINT_FOLDER, FIRST_SAMPLES, PROJECT_FILE, THREADS } from '../texts';
import { checkUsage, threadsOf, UsageError, wholeNumber } from '../usage';

const args = {
  project: { type: 'positional', description: PROJECT_FILE, required: true },
  checkpoint: {
    type: 'string',
    description: CHECKPOINT_FOLDER,
    valueHint: 'dir',
    required: true,
  },
  split: {
    type: 'string',
    description: say({ en: 'test or train', ko: 'test 또는 train' }),
    default: 'test',
  },
  limit: { type: 'string', description: FIRST_SAMPLES, valueHint: 'n' },
  threads: THREADS,
  json: { type: 'boolean', description: say({ en: 'One JSON object', ko: 'JSON 객체 하나로 출력' }) },
} satisfies ArgsDef;

/** Loss and metrics of a checkpoint on a part of the project's data. */
export const evaluate = defineCommand({
  meta: {
    name: 'evaluate',
    description: say({ en: 'Measure a checkpoint on the data', ko: '데이터로 체크포인트를 평가합니다' }),
  },
  args,
  async run({ args: given }) {
    checkUsage(given, args);
    const { split } = given;
    if (split !== 'test' && split !== 'train')
      throw new UsageError(
        { en: 'The value of "--split" is not allowed.', ko: '"--split" 옵션의 값이 올바르지 않습니다.' },
        { expected: 'test, train', received: split },
      );
    const limit = wholeNumber(given.limit, 'limit', 1, 1e9);
    const threads = threadsOf(given.threads);
    const project = withOverrides(await readProject(given.project), { limit });
    const {
      loss,
      metrics,
      tables = {},
      count,
    } = await withEngine(project, threads, async (engine) => {
      await loadCheckpoint(engine, given.checkpoint);
      return engine.call('engine.evaluate', { split });
    });
    if (given.json) printJson({ event: 'evaluation', split, count, loss, ...metrics, ...tables });
    else {
      const rows = Object.entries({ loss, ...metrics }).map(([name, value]) => [name, decimal(value)]);
      for (const line of table([['samples', String(count)], ...rows])) printLine(line);
      for (const lines of Object.entries(tables).map(tableLines)) lines.forEach(printLine);
    }
    return 0;
  },
});
