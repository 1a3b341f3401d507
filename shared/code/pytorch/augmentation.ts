import type { Params } from '#shared/graph/document';
import { factorRange } from '#shared/layers/augmentation/factor';
import type { TorchBlock, TorchRow } from './block';

const moduleOf = (module: string): TorchBlock => ({
  module,
  forward: (name, [x]) => `${name}(${x!})`,
  weights: {},
});

const pair = ([low, high]: readonly [number, number]): string => `(${low}, ${high})`;

/** `grid_sample`'s names of the ways to fill what has moved away. */
const FILLS: Readonly<Record<string, string>> = {
  reflect: 'reflection',
  constant: 'zeros',
  nearest: 'border',
  wrap: 'wrap',
};

function sampling(params: Params): readonly string[] {
  const [fill, mode] = [String(params['fillMode']), String(params['interpolation'])];
  const value = fill === 'constant' ? Number(params['fillValue']) : 0;
  return [
    ...(fill === 'reflect' ? [] : [`fill="${FILLS[fill]!}"`]),
    ...(mode === 'bilinear' ? [] : [`mode="${mode}"`]),
    ...(value === 0 ? [] : [`fill_value=${value}`]),
  ];
}

const MOVES: Readonly<Record<string, (params: Params) => readonly string[]>> = {
  RandomTranslation: (params) => [
    `shift=(${pair(factorRange(params, 'heightFactor'))}, ${pair(factorRange(params, 'widthFactor'))})`,
  ],
  RandomRotation: (params) => [`turn=${pair(factorRange(params, 'factor'))}`],
  RandomZoom: (params) => {
    const height = pair(factorRange(params, 'heightFactor'));
    const isSame = (params['widthFactor'] ?? null) === null;
    const width = isSame ? height : pair(factorRange(params, 'widthFactor'));
    return [`zoom=(${height}, ${width})`, ...(isSame ? ['same_zoom=True'] : [])];
  },
};

/** Layers that move the pixels of an image. */
export const affineBlock: TorchRow = ({ layer, context: { params } }) =>
  moduleOf(`RandomAffine(${[...MOVES[layer.type]!(params), ...sampling(params)].join(', ')})`);

export const flipBlock: TorchRow = ({ context }) =>
  moduleOf(`RandomFlip("${String(context.params['mode'])}")`);

export const contrastBlock: TorchRow = ({ context: { params } }) => {
  const [loss, gain = loss] = params['factor'] as readonly [number, number?];
  const [low, high] = params['valueRange'] as readonly [number, number];
  const short = (value: number) => Number(value.toPrecision(12));
  const range = `(${Math.min(low, high)}, ${Math.max(low, high)})`;
  return moduleOf(`RandomContrast(${short(1 - loss)}, ${short(1 + gain)}, ${range})`);
};

export const cropBlock: TorchRow = ({ context: { params } }) =>
  moduleOf(`RandomCrop(${String(params['height'])}, ${String(params['width'])})`);
