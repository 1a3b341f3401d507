import type { Inference } from '#shared/compile/inference';
import type { GraphDoc } from '#shared/graph/document';
import type { Shape } from '#shared/graph/shape';
import { formatCount } from '../i18n/format';

export interface SummaryRow {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly shape: Shape | undefined;
  readonly params: number;
}

/** The blocks in the order in which samples pass them; those on a cycle last. */
export function summaryRows({ nodes }: GraphDoc, { nodes: inferred, order }: Inference): SummaryRow[] {
  const place = new Map(order.map((id, index) => [id, index]));
  const placeOf = (id: string) => place.get(id) ?? order.length;
  return nodes
    .toSorted((a, b) => placeOf(a.id) - placeOf(b.id))
    .map(({ id, name, type }) => ({
      id,
      name,
      type,
      shape: inferred.get(id)?.shape,
      params: inferred.get(id)?.params ?? 0,
    }));
}

/** The summary as Keras prints it, for a monospaced page. */
export function summaryText(model: string, rows: readonly SummaryRow[], inference: Inference): string {
  const { params, trainableParams } = inference;
  const cells = [
    ['Layer (type)', 'Output Shape', 'Param #'],
    ...rows.map(({ name, type, shape, params: count }) => [
      `${name} (${type})`,
      shape ? `(${['None', ...shape].join(', ')}${shape.length === 0 ? ',' : ''})` : '?',
      formatCount(count),
    ]),
  ];
  const widths = [0, 1, 2].map((column) => Math.max(...cells.map((row) => row[column]!.length)));
  const lines = cells.map((row) =>
    row.map((text, i) => (i === 2 ? text.padStart(widths[i]!) : text.padEnd(widths[i]!))).join('  '),
  );
  const rule = (sign: string) => sign.repeat(lines[0]!.length);
  return [
    `Model: "${model}"`,
    rule('─'),
    lines[0],
    rule('═'),
    ...lines.slice(1),
    rule('─'),
    `Total params: ${formatCount(params)}`,
    `Trainable params: ${formatCount(trainableParams)}`,
    `Non-trainable params: ${formatCount(params - trainableParams)}`,
    '',
  ].join('\n');
}
