import { newProject } from '#shared/project/create';
import type { ProjectFile } from '#shared/project/schema';
import { chain, type Layer } from './nets';

/** Layers between the first and the last. */
const LAYERS = 200;

const dense: readonly Layer[] = [['Flatten'], ...repeated(['Dense', { units: 64, activation: 'relu' }])];
const convolutions: readonly Layer[] = [
  ...repeated(['Conv2D', { filters: 8, kernelSize: [3, 3], padding: 'same' }], ['BatchNormalization']),
  ['GlobalAveragePooling2D'],
];

function repeated(...blocks: readonly Layer[]): readonly Layer[] {
  return Array.from({ length: LAYERS / blocks.length }, () => blocks).flat();
}

const project = (name: string, layers: readonly Layer[]): ProjectFile => ({
  ...newProject(name),
  graph: chain([28, 28, 1], [...layers, ['Dense', { units: 10, activation: 'softmax' }]]),
});

/** Networks of 200 layers, which nobody trains: only how long they take to compile is of interest. */
export const DEEP_NETS: Readonly<Record<string, ProjectFile>> = {
  'dense-200': project('200 Dense', dense),
  'convolutions-200': project('100 Conv2D and BatchNormalization', convolutions),
};
