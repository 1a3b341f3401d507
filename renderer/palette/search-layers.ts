import { CATEGORIES } from '#shared/layers/categories';
import type { LayerCategory, LayerDefinition } from '#shared/layers/definition';
import { LAYERS } from '#shared/layers/table';
import { END_TYPES } from '../state/port-blocks';

/** How well a layer answers a search, from 0 (not at all) to 1: its name counts most, then its category, then what it does, in every language. */
export function layerScore({ type, category, docs }: LayerDefinition, query: string): number {
  if (plain(query) === '') return 1;
  const words = plain(query).split(' ');
  const name = plain(type);
  const { en, ko } = CATEGORIES[category].label;
  const group = plain(`${en} ${ko} ${category}`);
  const help = plain(`${docs.summary.en} ${docs.summary.ko} ${docs.whenToUse.en} ${docs.whenToUse.ko}`);
  const scores = words.map((word) => {
    if (name === word) return 1;
    if (name.startsWith(word)) return 0.9;
    if (name.includes(word)) return 0.8;
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
