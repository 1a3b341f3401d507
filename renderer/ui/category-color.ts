import { CATEGORIES } from '#shared/layers/categories';
import type { LayerCategory } from '#shared/layers/definition';

/** The colour of a category for its icons on a panel: lighter in the dark, where it would be hard to see. */
export const iconColor = (category: LayerCategory): string =>
  `color-mix(in oklab, ${CATEGORIES[category].color}, white var(--lift))`;
