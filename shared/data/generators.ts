import { hashText, keyOf, uniformAt } from '#shared/random/counter';
import { normalQuantile } from '#shared/train/normal';
import type { HeldSamples, LoadedDataset } from './config';
import { permutation } from './shuffle';

/** Random numbers of one sample. */
interface Draw {
  /** Uniform in [0, 1). */
  uniform(): number;
  /** Standard normal. */
  normal(): number;
}

/** A point of class `label`; `share` takes even places in [0, 1) over the samples of the class. */
type Point = (label: number, share: number, draw: Draw) => readonly [number, number];

export interface GeneratorOptions {
  readonly name: string;
  readonly seed: number;
  /** Training samples; half as many more are for testing. */
  readonly size: number;
  readonly classes: number;
  readonly point: Point;
}

/**
 * A seeded 2-D dataset. Samples of the classes take turns, and those of a class come in no order, so that every part of it (the last one that is
 * kept for validation, the first ones that a limit leaves) looks like the whole.
 */
export function generate({ name, seed, size, classes, point }: GeneratorOptions): LoadedDataset<HeldSamples> {
  const part = (purpose: string, count: number): HeldSamples => {
    const x = new Float32Array(count * 2);
    const labels = new Uint8Array(count);
    const perClass = Math.ceil(count / classes);
    const order = permutation(keyOf(seed, hashText(name), hashText(purpose)), 0, perClass);
    for (let i = 0; i < count; i++) {
      const key = keyOf(seed, hashText(name), hashText(purpose), i);
      let drawn = 0;
      const uniform = () => uniformAt(key, drawn++);
      const normal = () => normalQuantile(uniform());
      const label = i % classes;
      const share = order[Math.floor(i / classes)]! / perClass;
      x.set(point(label, share, { uniform, normal }), i * 2);
      labels[i] = label;
    }
    return { count, shape: [2], x, labels };
  };
  const test = Math.max(classes, Math.round(size / 2));
  return {
    dataset: name,
    shape: [2],
    dtype: 'float32',
    classNames: Array.from({ length: classes }, (_, i) => String(i)),
    trainCount: size,
    testCount: test,
    train: part('train', size),
    test: part('test', test),
  };
}

type NoisyPoint = (noise: number) => Point;

/** The four corners of a square; opposite ones belong together. */
export const xorPoint: NoisyPoint = (noise) => (label, _share, draw) => {
  const corner = draw.uniform() < 0.5 ? 0 : 1;
  const other = label === 0 ? corner : 1 - corner;
  return [corner + noise * draw.normal(), other + noise * draw.normal()];
};

/** A disc within a ring. */
export const circlesPoint: NoisyPoint = (noise) => (label, share, draw) => {
  const angle = 2 * Math.PI * share;
  const radius = label === 0 ? 1 : 0.5;
  return [radius * Math.cos(angle) + noise * draw.normal(), radius * Math.sin(angle) + noise * draw.normal()];
};

/** Two interleaving half circles. */
export const moonsPoint: NoisyPoint = (noise) => (label, share, draw) => {
  const angle = Math.PI * share;
  const [x, y] =
    label === 0 ? [Math.cos(angle), Math.sin(angle)] : [1 - Math.cos(angle), 0.5 - Math.sin(angle)];
  return [x + noise * draw.normal(), y + noise * draw.normal()];
};

/** Round clouds around the corners of a regular polygon. */
export const blobsPoint =
  (classes: number): NoisyPoint =>
  (noise) =>
  (label, _share, draw) => {
    const angle = (2 * Math.PI * label) / classes;
    return [2 * Math.cos(angle) + noise * draw.normal(), 2 * Math.sin(angle) + noise * draw.normal()];
  };

/** Arms that wind around each other, one and a half turns each. */
export const spiralsPoint =
  (classes: number): NoisyPoint =>
  (noise) =>
  (label, share, draw) => {
    const radius = 0.05 + 0.95 * share;
    const angle = 3 * Math.PI * share + (2 * Math.PI * label) / classes;
    return [
      radius * Math.cos(angle) + noise * draw.normal(),
      radius * Math.sin(angle) + noise * draw.normal(),
    ];
  };
