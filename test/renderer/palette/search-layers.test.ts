import { expect, test } from 'vitest';
import { CATEGORIES } from '#shared/layers/categories';
import { LAYERS } from '#shared/layers/table';
import { ALSO_CALLED, layerGroups } from '../../../renderer/palette/search-layers';

const found = (query: string): string[] =>
  layerGroups(query).flatMap(({ layers }) => layers.map(({ type }) => type));

test('without a search all layers stand in the order of their categories', () => {
  expect(found('').toSorted()).toEqual(Object.keys(LAYERS).toSorted());
  expect(layerGroups(' ').map(({ category }) => category)).toEqual(Object.keys(CATEGORIES));
});

test.each([
  ['dense', 'Dense'],
  ['conv2d', 'Conv2D'],
  ['add', 'Add'],
  ['flat', 'Flatten'],
  ['max pool', 'MaxPooling2D'],
  ['global average', 'GlobalAveragePooling2D'],
  ['linear', 'Dense'],
  ['fully connected', 'Dense'],
  ['maxpool2d', 'MaxPooling2D'],
  ['batchnorm2d', 'BatchNormalization'],
  ['concat', 'Concatenate'],
])('“%s” finds %s first', (query, type) => {
  expect(found(query)[0]).toBe(type);
});

test.each([
  ['pool', 'MaxPooling2D'],
  ['bn', 'BatchNormalization'],
  ['gap', 'GlobalAveragePooling2D'],
  ['합성곱', 'Conv2D'],
  ['풀링', 'MaxPooling2D'],
  ['convolution', 'Conv2D'],
  ['residual', 'Add'],
  ['잔차', 'Add'],
])('“%s” finds %s among others', (query, type) => {
  expect(found(query)).toContain(type);
});

test('names of other programs are those of layers that there are', () => {
  expect(Object.keys(ALSO_CALLED).filter((type) => !Object.hasOwn(LAYERS, type))).toEqual([]);
  for (const [query, type] of [
    ['deconvolution', 'Conv2DTranspose'],
    ['adaptiveavgpool2d', 'GlobalAveragePooling2D'],
    ['upsample', 'UpSampling2D'],
  ] as const)
    expect(found(query)).toContain(type);
});

test('inside a composite block, whose ports take their place, the ends of the network are left out', () => {
  const inside = layerGroups('', true).flatMap(({ layers }) => layers.map(({ type }) => type));
  expect(found('').filter((type) => !inside.includes(type))).toEqual(['Input', 'Output']);
  expect(layerGroups('input', true).flatMap(({ layers }) => layers)).not.toContain(LAYERS['Input']);
});

test('what nothing answers finds nothing', () => {
  expect(found('hologram')).toEqual([]);
});
