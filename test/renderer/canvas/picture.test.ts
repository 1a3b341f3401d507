import { expect, test } from 'vitest';
import { areaAround, covers, type Picture } from '../../../renderer/canvas/afar/picture';

const VIEW = { x: -100, y: -50, zoom: 0.5, width: 800, height: 400, ratio: 1 };

test('the area around a view is a quarter of it more on each side', () => {
  expect(areaAround(VIEW)).toEqual({ ...VIEW, x: 100, y: 50, width: 1200, height: 600 });
});

test('no picture is made of more pixels than are worth their memory', () => {
  expect(areaAround({ ...VIEW, ratio: 3 })).not.toBeNull();
  expect(areaAround({ ...VIEW, width: 3840, height: 2160 })).toBeNull();
});

test('a picture covers a view within it, until that is enlarged beyond recognition', () => {
  // What areaAround(VIEW) sees, in the drawing's units.
  const picture: Picture = { zoom: 0.5, ratio: 1, x: -200, y: -100, width: 2400, height: 1200 };
  expect(covers(picture, VIEW)).toBe(true);
  expect(covers(picture, { ...VIEW, x: 100, y: 50 })).toBe(true);
  expect(covers(picture, { ...VIEW, x: 101 })).toBe(false);
  expect(covers(picture, { ...VIEW, y: -151 })).toBe(false);
  expect(covers(picture, { ...VIEW, zoom: 0.2 })).toBe(false);
  expect(covers(picture, { ...VIEW, zoom: 0.9 })).toBe(true);
  expect(covers(picture, { ...VIEW, zoom: 1 })).toBe(false);
});
