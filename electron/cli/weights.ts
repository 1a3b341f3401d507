import { resolve } from 'node:path';
import { formatShape } from '#shared/graph/shape';
import { verdictText } from '#shared/weights/texts';
import type { Engine } from './engine-client';
import { printJson, printNote, say, table } from './terminal';

/** Takes over the weights of a file; says of each weight what became of it. */
export async function takeWeights(engine: Engine, path: string, asJson: boolean | undefined): Promise<void> {
  const report = await engine.call('engine.takeWeights', { path: resolve(path), by: 'name' });
  const weights = report.layers.flatMap(({ layer, weights: own }) => own.map((one) => ({ layer, ...one })));
  if (asJson) {
    const rows = weights.map(({ layer, weight, shape, found, tensors, verdict }) => ({
      layer,
      weight,
      shape,
      found,
      tensors,
      verdict,
    }));
    printJson({ event: 'weights', path: resolve(path), weights: rows, unused: report.unused });
    return;
  }
  const rows = weights.map(({ layer, weight, shape, ...one }) => [
    `${layer}/${weight}`,
    formatShape(shape),
    one.tensors.join(' + ') || '–',
    say(verdictText(one)),
  ]);
  for (const line of table(rows)) printNote(line);
  if (report.unused.length > 0)
    printNote(say({ en: 'Not used: ', ko: '쓰지 않은 텐서: ' }) + report.unused.join(', '));
}
