import type { GraphEdge, GraphNode, Params } from '#shared/graph/document';
import { newProject } from '#shared/project/create';
import type { ProjectFile } from '#shared/project/schema';

/** Blocks stand in rows of so many, a grid step of the editor's own layout apart. */
const ROW = 20;
const STEP = { x: 272, y: 192 } as const;

/** Blocks that the gestures of the benchmark take hold of, by name. */
export const HELD = {
  /** Stands in the midst of others with pictures of their own. */
  middle: 'add_12',
  /** Its padding changes the shape of every image behind it, and no count. */
  padding: 'zero_padding2d',
  behindPadding: 'conv2d',
  /** Its number of units changes its own shape and what the next one gets. */
  dense: 'dense_5',
} as const;

interface Drawn {
  readonly nodes: GraphNode[];
  readonly edges: GraphEdge[];
}

/**
 * A project of exactly `blocks` blocks (at least 60) that trains on MNIST and has a live picture on almost each of them: a residual
 * convolutional network in units of seven blocks, and a dense part behind it.
 */
export function largeProject(blocks: number): ProjectFile {
  const drawn: Drawn = { nodes: [], edges: [] };
  const names = new Map<string, number>();
  const add = (type: string, params: Params, ...sources: readonly string[]): string => {
    const name = nameFor(type, names);
    const i = drawn.nodes.length;
    const position = { x: (i % ROW) * STEP.x, y: Math.floor(i / ROW) * STEP.y };
    drawn.nodes.push({ id: name, type, name, params, trainable: true, bypassed: false, position });
    for (const source of sources)
      drawn.edges.push({
        id: `${source}-${name}`,
        source,
        sourcePort: 'out',
        target: name,
        targetPort: 'in',
      });
    return name;
  };
  const convolution = (from: string) =>
    add('Conv2D', { filters: 8, kernelSize: [3, 3], padding: 'same', useBias: false }, from);
  const relu = (from: string) => add('Activation', { activation: 'relu' }, from);
  const unit = (from: string): string => {
    const first = relu(add('BatchNormalization', {}, convolution(from)));
    const second = add('BatchNormalization', {}, convolution(first));
    return relu(add('Add', {}, from, second));
  };

  let last = add('ZeroPadding2D', { padding: [2] }, add('Input', { shape: [28, 28, 1] }));
  last = relu(convolution(last));
  // Of what the ends leave, seven in ten are convolutional.
  const units = Math.floor((blocks * 0.7) / 7);
  for (let i = 0; i < units; i++) {
    last = unit(last);
    if (i === 1 || i === 3) last = add('MaxPooling2D', {}, last);
  }
  last = add('GlobalAveragePooling2D', {}, last);
  while (blocks - drawn.nodes.length > 4) last = relu(add('Dense', { units: 32 }, last));
  while (blocks - drawn.nodes.length > 2) last = add('Dropout', { rate: 0.1 }, last);
  add('Output', {}, add('Dense', { units: 10, activation: 'softmax' }, last));

  const base = newProject('Large drawing');
  return {
    ...base,
    graph: { ...base.graph, ...drawn },
    training: { ...base.training, epochs: 1000, batchSize: 32, validationSplit: 0, device: 'cpu' },
  };
}

/** Keras's: `conv2d`, `conv2d_1`, … */
function nameFor(type: string, taken: Map<string, number>): string {
  const stem = type.replaceAll(/([a-z])([A-Z])/g, '$1_$2').toLowerCase();
  const count = taken.get(stem) ?? 0;
  taken.set(stem, count + 1);
  return count === 0 ? stem : `${stem}_${count}`;
}
