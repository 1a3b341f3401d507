import { describe, expect, it } from 'vitest';
import { COMMANDS } from '#shared/commands/table';
import { CATEGORIES } from '#shared/layers/categories';
import { LAYERS } from '#shared/layers/table';
import { ICONS } from '../../../renderer/ui/icons';

const named = [
  ...Object.values(LAYERS).map(({ type, icon }) => [`layer ${type}`, icon]),
  ...Object.entries(CATEGORIES).map(([name, { icon }]) => [`category ${name}`, icon]),
  ...COMMANDS.map(({ id, icon }) => [`command ${id}`, icon]),
] as [string, string][];

describe('icons', () => {
  it.each(named)('has the drawing that %s names: %s', (_, icon) => {
    expect(Object.keys(ICONS)).toContain(icon);
  });
});
