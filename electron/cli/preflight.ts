import { networkCost, TRAINING_FACTOR, type NetworkCost } from '#shared/compile/cost';
import { inferGraph } from '#shared/compile/infer';
import { formatFlops, formatPart, formatSeconds } from '#shared/compile/preflight/format';
import {
  basisText,
  BASIS_WORDS,
  largestBatchText,
  NOT_MEASURED,
  partsText,
} from '#shared/compile/preflight/texts';
import { formatCount } from '#shared/graph/count';
import { formatBytes } from '#shared/graph/bytes';
import type { ProjectFile } from '#shared/project/schema';
import type { PreflightReport } from '#shared/protocol/preflight';
import type { Engine } from './engine-client';
import { printJson, printLine, say, table } from './terminal';

/** Measures a project that can be trained and prints how long training will take, what memory, and what each layer costs. */
export async function printPreflight(engine: Engine, project: ProjectFile, isJson: boolean): Promise<void> {
  const report = await engine.call('engine.preflight', { measure: true });
  if (!report) return;
  const cost = networkCost(project.graph, inferGraph(project.graph));
  if (isJson) printJson({ event: 'preflight', ...report, ...cost });
  else for (const line of [...reportLines(report), ...costLines(cost)]) printLine(line);
}

const fact = (name: { readonly en: string; readonly ko: string }, value: string): string =>
  `${say(name)}: ${value}`;

function reportLines(report: PreflightReport): string[] {
  const { time, device, epochs, stepsPerEpoch, largestBatch, measuredBytes, unmeasured } = report;
  const lines: string[] = [];
  const epoch = { en: 'An epoch', ko: '에포크 하나' };
  if (time) {
    const [one, all] = [formatSeconds(time.epoch), formatSeconds(time.all)].map(say);
    lines.push(
      fact(epoch, `${one} (${say(BASIS_WORDS[time.basis])}; ${say(partsText(time, stepsPerEpoch))})`),
    );
    lines.push(fact({ en: `All ${epochs} epochs`, ko: `에포크 ${epochs}개 모두` }, all!));
    lines.push(say(basisText(time, device.toUpperCase())));
  } else lines.push(fact(epoch, say(NOT_MEASURED)));
  if (unmeasured) lines.push(say(unmeasured.message));
  if (measuredBytes !== null)
    lines.push(
      fact({ en: 'Memory that the steps took', ko: '스텝에 쓴 메모리' }, formatBytes(measuredBytes)),
    );
  if (largestBatch)
    lines.push(
      fact(
        { en: 'Largest batch that fits', ko: '들어가는 가장 큰 배치' },
        say(largestBatchText(largestBatch)),
      ),
    );
  return lines;
}

function costLines({ blocks, flops, params }: NetworkCost): string[] {
  const operations = formatFlops(flops);
  const summary = say({
    en: `${operations} for a sample forward, about ${TRAINING_FACTOR} times as many in training; ${formatCount(params)} parameters.`,
    ko: `순전파에 샘플마다 ${operations}, 학습에는 그 ${TRAINING_FACTOR}배 정도의 연산이 듭니다. 파라미터는 ${formatCount(params)}개입니다.`,
  });
  const heads = [
    say({ en: 'layer', ko: '층' }),
    say({ en: 'type', ko: '종류' }),
    say({ en: 'FLOPs', ko: 'FLOPs' }),
    say({ en: 'share', ko: '비율' }),
    say({ en: 'parameters', ko: '파라미터' }),
    say({ en: 'outputs', ko: '출력' }),
  ];
  const rows = blocks.map((block) => [
    block.name,
    block.type,
    formatFlops(block.flops),
    formatPart(block.flopsShare),
    formatCount(block.params),
    formatBytes(block.activationBytes),
  ]);
  return [summary, ...table([heads, ...rows])];
}
