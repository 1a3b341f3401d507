import { describe, expect, it } from 'vitest';
import { computed } from './computed';

/** 0 … 24 in five rows. */
const picture = Array.from({ length: 25 }, (_, i) => i);
const train = { training: true };

/** To four places: angles and shifts are float32. */
const rounded = (numbers: readonly number[]) => numbers.map((x) => Math.round(x * 1e4) / 1e4 + 0);

const changed = (type: string, params: object) =>
  rounded(computed(type, [[5, 5, 1]], { ...params }, [picture], train).output);
const rows = (image: readonly number[]) =>
  Array.from({ length: 5 }, (_, row) => image.slice(5 * row, 5 * row + 5));

describe('RandomRotation', () => {
  it('turns by half a circle', () => {
    expect(changed('RandomRotation', { factor: [0.5, 0.5] })).toEqual(picture.toReversed());
  });

  it('turns counter-clockwise with positive factors', () => {
    // What was on the right comes to the top.
    expect(rows(changed('RandomRotation', { factor: [0.25, 0.25] }))[0]).toEqual([4, 9, 14, 19, 24]);
    expect(rows(changed('RandomRotation', { factor: [-0.25, -0.25] }))[0]).toEqual([20, 15, 10, 5, 0]);
  });
});

describe('RandomZoom', () => {
  it('shows more of the world when zooming out', () => {
    const params = { heightFactor: [0.5, 0.5], widthFactor: [0.8, 0.8], fillMode: 'constant' };
    expect(rows(changed('RandomZoom', params))).toEqual([
      [0, 0, 0, 0, 0],
      [0, 2.7, 4.5, 6.3, 0],
      [0, 10.2, 12, 13.8, 0],
      [0, 17.7, 19.5, 21.3, 0],
      [0, 0, 0, 0, 0],
    ]);
  });

  it('shows less of it, blended, when zooming in', () => {
    const params = { heightFactor: [-0.5, -0.5], fillMode: 'constant' };
    expect(rows(changed('RandomZoom', params))).toEqual([
      [6, 6.5, 7, 7.5, 8],
      [8.5, 9, 9.5, 10, 10.5],
      [11, 11.5, 12, 12.5, 13],
      [13.5, 14, 14.5, 15, 15.5],
      [16, 16.5, 17, 17.5, 18],
    ]);
  });
});

describe('RandomTranslation', () => {
  /** The first row after a shift to the right. */
  const shifted = (pixels: number, params: object) =>
    rows(
      changed('RandomTranslation', {
        heightFactor: [0, 0],
        widthFactor: [pixels / 5, pixels / 5],
        ...params,
      }),
    )[0];

  it.each([
    ['constant', 2, [9, 9, 0, 1, 2]],
    ['nearest', 2, [0, 0, 0, 1, 2]],
    ['reflect', 2, [1, 0, 0, 1, 2]],
    ['reflect', -2, [2, 3, 4, 4, 3]],
    ['wrap', 2, [3, 4, 0, 1, 2]],
    ['wrap', -2, [2, 3, 4, 0, 1]],
  ])('fills by %s after a shift of %i', (fillMode, pixels, expected) => {
    const found = shifted(pixels, { fillMode, fillValue: 9 })!;
    expect(found).toEqual(expected);
  });

  it('moves down with positive factors', () => {
    const params = { heightFactor: [0.2, 0.2], widthFactor: [0, 0], fillMode: 'constant' };
    expect(rows(changed('RandomTranslation', params)).slice(0, 2)).toEqual([
      [0, 0, 0, 0, 0],
      [0, 1, 2, 3, 4],
    ]);
  });

  it('blends what lies between pixels', () => {
    expect(shifted(0.5, { fillMode: 'nearest' })).toEqual([0, 0.5, 1.5, 2.5, 3.5]);
  });

  it('moves every image in its own way', () => {
    const batch = 8;
    const images = Array.from({ length: batch }, () => picture).flat();
    const { output } = computed('RandomTranslation', [[5, 5, 1]], {}, [images], { ...train, batch });
    const different = new Set(
      Array.from({ length: batch }, (_, n) => output.slice(25 * n, 25 * n + 25).join()),
    );
    expect(different.size).toBe(batch);
  });
});

describe('RandomFlip', () => {
  const batch = 200;
  const images = Array.from({ length: batch }, () => [0, 1, 2, 3]).flat();
  const flips = (mode: string) => {
    const { output } = computed('RandomFlip', [[2, 2, 1]], { mode }, [images], { ...train, batch });
    return Array.from({ length: batch }, (_, n) => output.slice(4 * n, 4 * n + 4).join());
  };

  it.each([
    ['horizontal', '1,0,3,2'],
    ['vertical', '2,3,0,1'],
    // One coin for both, as in Keras.
    ['horizontal_and_vertical', '3,2,1,0'],
  ])('mirrors half of the images: %s', (mode, mirrored) => {
    const found = flips(mode);
    expect(new Set(found)).toEqual(new Set(['0,1,2,3', mirrored]));
    expect(found.filter((image) => image === mirrored).length / batch).toBeCloseTo(0.5, 0.7);
  });
});

describe('RandomContrast', () => {
  it('stretches around the mean of the channel, and cuts off what lies outside', () => {
    const params = { factor: [0.5, 0.5], valueRange: [0, 20] };
    const { output } = computed('RandomContrast', [[5, 5, 1]], params, [picture], train);
    const factor = (12 - output[5]!) / 7;
    expect(factor).toBeGreaterThanOrEqual(0.5);
    expect(factor).toBeLessThanOrEqual(1.5);
    const expected = picture.map((x) => Math.min(Math.max((x - 12) * factor + 12, 0), 20));
    expect(rounded(output)).toEqual(rounded(expected));
  });
});

describe('RandomCrop', () => {
  const params = { height: 2, width: 3 };

  it('cuts out one window for the whole batch', () => {
    const images = [...picture, ...picture.map((x) => x + 100)];
    const places = new Set<number>();
    for (let key = 1; key <= 60; key++) {
      const { output } = computed('RandomCrop', [[5, 5, 1]], params, [images], { ...train, batch: 2, key });
      const first = output[0]!;
      places.add(first);
      const window = [0, 1, 2, 5, 6, 7].map((i) => first + i);
      expect(output).toEqual([...window, ...window.map((x) => x + 100)]);
    }
    // Four rows by three columns.
    expect([...places].toSorted((a, b) => a - b)).toEqual([0, 1, 2, 5, 6, 7, 10, 11, 12, 15, 16, 17]);
  });

  it('resizes the middle when predicting', () => {
    const { output } = computed('RandomCrop', [[5, 5, 1]], { height: 1, width: 1 }, [picture]);
    expect(output).toEqual([12]);
  });
});

describe.each(['RandomFlip', 'RandomTranslation', 'RandomRotation', 'RandomZoom', 'RandomContrast'])(
  '%s',
  (type) => {
    it('does nothing when predicting', () => {
      expect(computed(type, [[5, 5, 1]], {}, [picture]).output).toEqual(picture);
    });
  },
);
