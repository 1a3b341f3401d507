import type { Params } from '#shared/graph/document';
import { defaultParams } from '#shared/graph/params';
import type { Shape } from '#shared/graph/shape';
import { LAYERS } from '#shared/layers/table';
import { keyOf, uniformAt } from '#shared/random/counter';
import type { LayerSetting } from './layer-graph';
import { layerGraph } from './layer-graph';

export interface NamedSetting {
  readonly title: string;
  readonly setting: LayerSetting;
}

const setting = (
  type: string,
  shapes: readonly Shape[],
  params: Params = {},
  training = false,
): NamedSetting => ({
  title: `${type} ${shapes.map((shape) => shape.join('×')).join(', ')} ${JSON.stringify(params)}`,
  setting: {
    type,
    params: { ...defaultParams(LAYERS[type]!.params), ...params },
    shapes,
    batch: 2,
    training,
    gradients: true,
  },
});

/** Layers, and uses of layers, of which there are no golden cases. */
export const SETTINGS: readonly NamedSetting[] = [
  setting('Dense', [[4, 3, 2]], { units: 3 }),
  setting('RepeatVector', [[3]], { n: 2 }),
  setting('Reshape', [[2, 3, 4]], { targetShape: [2, 2, 2, 3] }),
  setting('Resizing', [[5, 4, 2]], { height: 3, width: 7 }),
  setting('Resizing', [[5, 4, 2]], { height: 3, width: 7, cropToAspectRatio: true }),
  setting('Resizing', [[5, 4, 2]], { height: 3, width: 7, interpolation: 'nearest' }),
  setting('Dot', [[5], [5]]),
  setting(
    'Dot',
    [
      [3, 5],
      [4, 5],
    ],
    { normalize: true },
  ),
  setting(
    'Dot',
    [
      [3, 2, 4],
      [2, 5],
    ],
    { axes: [2, 1], normalize: true },
  ),
  setting('LayerNormalization', [[2, 3, 4]], { axis: [3, 1] }),
  setting('PReLU', [[3, 4]], { sharedAxes: [1] }),
];

/** Numbers in −1 … 1 for every input of the setting's graph. */
export function randomFeeds({ setting: given }: NamedSetting): Record<string, number[]> {
  return Object.fromEntries(
    layerGraph(given).inputs.map(({ name, value }, i) => {
      const count = value.shape.reduce((product, n) => product * n, 1);
      const numbers = Array.from({ length: count }, (_, k) => Math.fround(2 * uniformAt(keyOf(7, i), k) - 1));
      return [name, name === 'key' ? [1] : numbers];
    }),
  );
}
