import { defineCommand, type ArgsDef } from 'citty';
import { language, printJson, printLine, say } from '../terminal';
import { JSON_LINES, PROJECT_FILE } from '../texts';
import { formatBytes } from '#shared/graph/bytes';
import { formatDiagnostic } from '#shared/graph/diagnostic';
import type { MemoryReport } from '#shared/protocol/api';
import { startEngine } from '../engine-client';
import { printPreflight } from '../preflight';
import { readProject } from '../project';
import { explanationLines } from '../explain';
import { checkUsage, UsageError } from '../usage';

const args = {
  project: { type: 'positional', description: PROJECT_FILE, required: false },
  explain: {
    type: 'string',
    valueHint: 'code',
    description: say({
      en: 'Tell the reason of a remark and where to read more; works without a project too',
      ko: '알림의 이유와 더 읽을 곳을 알려 줍니다. 프로젝트 없이도 됩니다',
    }),
  },
  preflight: {
    type: 'boolean',
    description: say({
      en: 'Measure how long training takes, the largest batch that fits, and what each layer costs',
      ko: '학습 시간과 들어가는 가장 큰 배치, 층마다 드는 연산량을 측정합니다',
    }),
  },
  json: { type: 'boolean', description: JSON_LINES },
} satisfies ArgsDef;

/** Prints everything that is to say about a project; 1 when something keeps it from being trained. */
export const check = defineCommand({
  meta: {
    name: 'check',
    description: say({ en: 'Print the problems of a project', ko: '프로젝트의 문제를 출력합니다' }),
  },
  args,
  async run({ args: given }) {
    checkUsage(given, args);
    if (given.explain !== undefined)
      for (const line of explanationLines(given.explain, language)) printLine(line);
    if (given.project === undefined) {
      if (given.explain !== undefined) return 0;
      throw new UsageError({ en: 'Name a project file.', ko: '프로젝트 파일을 적으세요.' });
    }
    const project = await readProject(given.project);
    const engine = startEngine();
    try {
      const { diagnostics } = await engine.call('engine.setProject', { project });
      for (const diagnostic of diagnostics)
        if (given.json) printJson(diagnostic);
        else printLine(formatDiagnostic(diagnostic, language));
      const failed = diagnostics.some(({ severity }) => severity === 'error');
      if (diagnostics.length === 0 && !given.json)
        printLine(language === 'ko' ? '문제가 없습니다.' : 'No problems.');
      const memory = await engine.call('engine.memory', {});
      if (memory && given.json) printJson({ event: 'memory', ...memory });
      else if (memory) printLine(memoryLine(memory));
      if (given.preflight) await printPreflight(engine, project, given.json ?? false);
      return failed ? 1 : 0;
    } finally {
      engine.close();
    }
  },
});

function memoryLine({ total, available }: MemoryReport): string {
  const [needed, free] = [formatBytes(total), formatBytes(available)];
  return say({
    en: `Memory for training: about ${needed}, with ${free} free.`,
    ko: `학습에 필요한 메모리: 약 ${needed} (남은 메모리 ${free})`,
  });
}
