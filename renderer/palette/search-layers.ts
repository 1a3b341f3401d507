import { CATEGORIES } from '#shared/layers/categories';
import type { LayerCategory, LayerDefinition } from '#shared/layers/definition';
import { LAYERS } from '#shared/layers/table';

/** How well a layer answers a search, from 0 (not at all) to 1: its name counts most, then its category, then what it does, in every language. */
export function layerScore({ type, category, docs }: LayerDefinition, query: string): number {
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

/** Layers that answer a search, in the order of the tables; all of them for an empty one. */
export function layerGroups(query: string): readonly LayerGroup[] {
  const found = Object.values(LAYERS).filter((layer) => layerScore(layer, query) > 0);
  const categories = Object.keys(CATEGORIES) as LayerCategory[];
  return categories
    .map((category) => ({ category, layers: found.filter((layer) => layer.category === category) }))
    .filter(({ layers }) => layers.length > 0);
}
