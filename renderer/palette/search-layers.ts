import { CATEGORIES } from '#shared/layers/categories';
import type { LayerCategory, LayerDefinition } from '#shared/layers/definition';
import { LAYERS } from '#shared/layers/table';
import { END_TYPES } from '../state/port-blocks';

/** What layers are called in PyTorch, in MATLAB and in books, as far as Keras's names do not hold it. */
export const ALSO_CALLED: Readonly<Record<string, string>> = {
  Activation: 'sigmoid tanh gelu silu swish softplus',
  AveragePooling1D: 'avgpool1d subsampling',
  AveragePooling2D: 'avgpool2d subsampling',
  BatchNormalization: 'batchnorm1d batchnorm2d',
  Concatenate: 'cat depth concatenation',
  Conv2DTranspose: 'convtranspose2d transposed deconvolution',
  Dense: 'linear fully connected fc mlp perceptron',
  GlobalAveragePooling1D: 'adaptiveavgpool1d',
  GlobalAveragePooling2D: 'adaptiveavgpool2d',
  GlobalMaxPooling1D: 'adaptivemaxpool1d',
  GlobalMaxPooling2D: 'adaptivemaxpool2d',
  MaxPooling1D: 'maxpool1d',
  MaxPooling2D: 'maxpool2d',
  MultiHeadAttention: 'self-attention transformer',
  Reshape: 'view unflatten',
  SpatialDropout2D: 'dropout2d',
  UpSampling2D: 'upsample',
  ZeroPadding2D: 'zeropad2d',
};

/** How well a layer answers a search, from 0 (not at all) to 1: its name counts most, then what others call it, its category, and what it does, in every language. */
export function layerScore({ type, category, docs }: LayerDefinition, query: string): number {
  if (plain(query) === '') return 1;
  const words = plain(query).split(' ');
  const name = plain(type);
  const others = ALSO_CALLED[type]?.split(' ') ?? [];
  const { en, ko } = CATEGORIES[category].label;
  const group = plain(`${en} ${ko} ${category}`);
  const help = plain(`${docs.summary.en} ${docs.summary.ko} ${docs.whenToUse.en} ${docs.whenToUse.ko}`);
  const scores = words.map((word) => {
    if (name === word) return 1;
    if (name.startsWith(word)) return 0.9;
    if (name.includes(word)) return 0.8;
    if (others.some((other) => other.startsWith(word))) return 0.75;
    if (capitals(type).startsWith(word)) return 0.7;
    if (group.includes(word)) return 0.5;
    return help.includes(word) ? 0.3 : 0;
  });
  return Math.min(...scores);
}

const plain = (text: string): string => text.trim().toLowerCase().replaceAll(/\s+/g, ' ');

/** `mp2d` for MaxPooling2D. */
const capitals = (type: string): string => type.replaceAll(/[a-z]/g, '').replace(/2D$/, '2d').toLowerCase();

export interface LayerGroup {
  readonly category: LayerCategory;
  readonly layers: readonly LayerDefinition[];
}

/**
 * Layers that answer a search, the best answers first; all of them in the order of the tables for an empty one. `isInside` leaves out the
 * ends of the network, which have no place in a composite block.
 */
export function layerGroups(query: string, isInside = false): readonly LayerGroup[] {
  const scored = Object.values(LAYERS)
    .filter(({ type }) => !isInside || !END_TYPES.has(type))
    .map((layer) => ({ layer, score: layerScore(layer, query) }))
    .filter(({ score }) => score > 0)
    .toSorted((a, b) => b.score - a.score);
  const groups = new Map<LayerCategory, LayerDefinition[]>();
  const order = query.trim() === '' ? (Object.keys(CATEGORIES) as LayerCategory[]) : [];
  for (const category of order) groups.set(category, []);
  for (const { layer } of scored) groups.set(layer.category, [...(groups.get(layer.category) ?? []), layer]);
  return [...groups]
    .map(([category, layers]) => ({ category, layers }))
    .filter(({ layers }) => layers.length > 0);
}
