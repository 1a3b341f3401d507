import { formatCount } from '#shared/graph/count';
import type { Shape } from '#shared/graph/shape';
import type { ModelSummary, SummaryRow } from './summary';

/** A shape as Keras writes it: `(None, 28, 28, 1)`; a scalar is `(None,)`. */
export const kerasShape = (shape: Shape | undefined): string =>
  shape ? `(${['None', ...shape].join(', ')}${shape.length === 0 ? ',' : ''})` : '?';

/** An amount of memory as Keras writes it, always with two digits: `198.79 KB`. */
export function kerasBytes(bytes: number): string {
  const units = ['B', 'KB', 'MB', 'GB', 'TB'];
  const power = bytes < 1 ? 0 : Math.min(Math.floor(Math.log2(bytes) / 10), units.length - 1);
  return `${(bytes / 1024 ** power).toFixed(2)} ${units[power]}`;
}

const KERAS_COLUMNS = ['Layer (type)', 'Output Shape', 'Param #', 'Connected to'] as const;

/** The summary as Keras 3 prints it, for a monospaced page. Where the network is no chain, it tells what each layer is connected to. */
export function kerasText(model: string, { rows, params, trainableParams, isChain }: ModelSummary): string {
  const head = KERAS_COLUMNS.slice(0, isChain ? 3 : 4);
  const cells = rows.map(({ name, type, shape, params: own, from }) =>
    [
      `${name} (${type})`,
      kerasShape(shape),
      formatCount(own),
      from.length === 0 ? '-' : from.join(', '),
    ].slice(0, head.length),
  );
  const widths = head.map((title, column) =>
    Math.max(title.length, ...cells.map((row) => row[column]!.length)),
  );
  const rule = (left: string, line: string, between: string, right: string) =>
    left + widths.map((width) => line.repeat(width + 2)).join(between) + right;
  const row = (wall: string, texts: readonly string[]) =>
    wall +
    texts.map((text, i) => ` ${i === 2 ? text.padStart(widths[i]!) : text.padEnd(widths[i]!)} `).join(wall) +
    wall;
  const between = rule('├', '─', '┼', '┤');
  const total = (label: string, n: number) => ` ${label} params: ${formatCount(n)} (${kerasBytes(4 * n)})`;
  return [
    `Model: "${model}"`,
    rule('┏', '━', '┳', '┓'),
    row('┃', head),
    rule('┡', '━', '╇', '┩'),
    ...cells.flatMap((texts, i) => (i === 0 ? [row('│', texts)] : [between, row('│', texts)])),
    rule('└', '─', '┴', '┘'),
    total('Total', params),
    total('Trainable', trainableParams),
    total('Non-trainable', params - trainableParams),
    '',
  ].join('\n');
}

const TRAINED: Readonly<Record<SummaryRow['trained'], string>> = {
  all: 'yes',
  some: 'partly',
  none: 'no',
  nothing: '–',
};

/** The summary as a table in Markdown, with operations and memory of one sample. */
export function markdownText(model: string, summary: ModelSummary): string {
  const { rows, params, trainableParams, flops, bytes } = summary;
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  const lines = rows.map((row) =>
    line([
      `${row.name} (${row.type})`,
      row.shape ? row.shape.join(' × ') || 'scalar' : '?',
      formatCount(row.params),
      TRAINED[row.trained],
      formatCount(row.flops),
      kerasBytes(row.bytes),
    ]),
  );
  return [
    `**${model}**`,
    '',
    line(['Layer (type)', 'Output shape', 'Parameters', 'Trainable', 'FLOPs', 'Memory']),
    '| :--- | :--- | ---: | :---: | ---: | ---: |',
    ...lines,
    line([
      '**Total**',
      '',
      formatCount(params),
      formatCount(trainableParams),
      formatCount(flops),
      kerasBytes(bytes),
    ]),
    '',
  ].join('\n');
}
