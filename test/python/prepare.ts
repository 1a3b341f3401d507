import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { adaptingLayers } from '#shared/compile/adapting';
import { initialState, readWeight, writeWeight } from '#shared/compile/state';
import { namesOfBlocks } from '#shared/code/keras/model';
import { writeTorchModel } from '#shared/code/pytorch/model';
import { blocksOf } from '#shared/code/plan';
import { SECTIONS } from '#shared/code/program';
import { codeContext, writeProgram } from '#shared/code/write';
import { splitRange } from '#shared/data/split';
import { sizeOf } from '#shared/graph/shape';
import { SCHEDULES } from '#shared/train/schedules';
import type { ProjectFile } from '#shared/project/schema';
import { adaptLayers } from '../../electron/engine/adapt';
import { partOf, valuesOf } from '../../electron/engine/data/samples';
import { loadDataset } from '../../electron/engine/data/load';
import { evaluateSamples } from '../../electron/engine/evaluation';
import { prepareModel } from '../../electron/engine/model';
import { createOnnxTrainer } from '../../electron/engine/onnx-trainer';
import { createPipeline } from '../../electron/engine/pipeline';
import type { PythonCase } from './case';
import { writeIdx } from './idx';

/** Pseudo-random numbers in [0, 1) from a whole number (mulberry32). */
export function uniforms(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

const arrayOf = (numbers: ArrayLike<number>): number[] => Array.from(numbers);

/** Everything that the Python side needs of a case, with what our engine makes of it. */
export async function prepareCase(given: PythonCase, root: string, folder: string): Promise<unknown> {
  await mkdir(folder, { recursive: true });
  const project = given.data ? await withFiles(given, folder) : given.project;
  const { model, diagnostics } = await prepareModel(project, (config) =>
    loadDataset(config, { assets: join(root, 'assets') }),
  );
  if (!model) throw new Error(diagnostics.map(({ message }) => message.en).join('\n'));
  const { source, dataset, layout, target } = model;
  const code = { ...source, training: project.training, name: project.name };
  const context = codeContext(code);
  if (!context.ok) throw new Error(context.diagnostics.map(({ message }) => message.en).join('\n'));
  const { plan, heads } = context.value;

  const state = initialState(layout, 7);
  const draw = uniforms(11);
  for (const { name, weight, shape } of layout.slots) {
    const isPositive = ['gamma', 'moving_variance', 'variance'].includes(weight);
    const width = 1.5 / Math.sqrt(Math.max(4, sizeOf(shape.slice(0, -1))));
    const values = Float32Array.from({ length: sizeOf(shape) }, () =>
      isPositive ? 0.6 + draw() : weight === 'count' ? 1 : (draw() - 0.5) * 2 * width,
    );
    writeWeight(state, name, values);
  }
  const { training } = project;
  const trainer = await createOnnxTrainer(source, state, training.batchSize);
  if (adaptingLayers(source.graph).length > 0) {
    const fresh = { ...trainer.getState(), buffers: state.buffers.slice(), frozen: state.frozen.slice() };
    for (const { name } of adaptingLayers(source.graph)) writeWeight(fresh, `${name}/count`, [0]);
    trainer.setState(fresh);
    await adaptLayers(model, trainer);
  }
  const start = trainer.getState();
  const { train } = splitRange(dataset.train.count, training.validationSplit);
  const count = Math.min(8, dataset.train.count, trainer.evaluationBatch);
  const outputs = await trainer.predict(
    await valuesOf(dataset.train, 0, count),
    count,
    heads.map(({ nodeId }) => nodeId),
  );
  const epochs = given.isForwardOnly || given.isRandom ? [] : await trainEpochs();

  const byId = new Map(layout.slots.map((slot) => [`${slot.nodeId}/${slot.weight}`, slot]));
  const numbersOf = (id: string, weight: string) => {
    const slot = byId.get(`${id}/${weight}`)!;
    return { shape: slot.shape, data: readWeight(start, slot.name) };
  };
  const names = namesOfBlocks(plan);
  const keras = blocksOf(plan.body)
    .filter(({ weights }) => weights.length > 0)
    .map(({ id, weights }) => ({
      layer: names.get(id)!,
      weights: weights.map(({ name }) => {
        const { shape, data } = numbersOf(id, name);
        return { shape, data: arrayOf(data) };
      }),
    }));
  const torch = writeTorchModel(plan).placed.flatMap(({ id, name, module, place }) =>
    place.parts.map(({ path, take }) => {
      const { data } = take(numbersOf(id, name));
      return { path: `${module}.${path}`, data: arrayOf(data) };
    }),
  );
  await trainer.dispose();
  const used = new Set(blocksOf(plan.body).map(({ id }) => id));
  const counted = layout.slots.filter(({ nodeId }) => used.has(nodeId));
  const sum = (slots: typeof counted) => slots.reduce((total, { shape }) => total + sizeOf(shape), 0);
  return {
    name: given.name,
    programs: Object.fromEntries(
      (['keras', 'pytorch'] as const).map((framework) => {
        const program = writeProgram(code, framework);
        if (!program.ok) throw new Error(program.diagnostics.map(({ message }) => message.en).join('\n'));
        return [
          framework,
          {
            sections: Object.fromEntries(
              SECTIONS.map((name) => [name, program.value.sections[name].map(({ text }) => text).join('\n')]),
            ),
            weights: framework === 'keras' ? keras : torch,
          },
        ];
      }),
    ),
    heads: heads.map(({ name, nodeId }) => ({ name, outputs: arrayOf(outputs.get(nodeId)!.data) })),
    count,
    params: sum(counted),
    trainable: sum(counted.filter(({ store }) => store === 'theta')),
    samples: arrayOf((await valuesOf(dataset.train, 0, count)) as Float32Array).map(
      (value) => value * project.data.rescale,
    ),
    rate: training.schedule
      ? SCHEDULES[training.schedule.type]!.rate(0, training.learningRate, training.schedule.params)
      : training.learningRate,
    epochs,
    isForwardOnly: given.isForwardOnly === true,
    tolerance: given.tolerance ?? 2e-3,
    folder,
  };

  /** Losses and metrics of the epochs as the training loop has them. */
  async function trainEpochs() {
    const { stepsPerEpoch, slab, batchAt } = createPipeline({
      samples: partOf(dataset.train, 0, train),
      target,
      batchSize: training.batchSize,
      shuffle: false,
      seed: 1,
    });
    const rows: { loss: number; val_loss: number | null; metrics: Record<string, number> }[] = [];
    let step = 0;
    const hasPlan = training.callbacks.some(({ type }) =>
      ['EarlyStopping', 'ReduceLROnPlateau'].includes(type),
    );
    for (let epoch = 0; epoch < (hasPlan ? 1 : training.epochs); epoch++) {
      let total = 0;
      for (let i = 0; i < stepsPerEpoch; i++) {
        const { schedule, learningRate } = training;
        const accumulated = Number(training.optimizer.params['gradientAccumulationSteps'] ?? 1) || 1;
        const rate = schedule
          ? SCHEDULES[schedule.type]!.rate(Math.floor(step / accumulated), learningRate, schedule.params)
          : learningRate;
        const result = await trainer.runChunk(await slab(epoch, i, 1), Float32Array.of(rate));
        total += result.losses[0]! * batchAt(i);
        step++;
      }
      const validation = await evaluateSamples(
        trainer,
        partOf(dataset.train, train, dataset.train.count - train),
      );
      const metrics = { ...validation?.metrics, ...validation?.tables } as Record<string, number>;
      rows.push({ loss: total / train, val_loss: validation?.loss ?? null, metrics });
    }
    return rows;
  }
}

/** The project with its IDX files in `folder`. */
async function withFiles({ name, project, data }: PythonCase, folder: string): Promise<ProjectFile> {
  const { shape, classes, below, isWeighted } = data!;
  const draw = uniforms(name.length);
  const normal = () => Math.sqrt(-2 * Math.log(1 - draw())) * Math.cos(2 * Math.PI * draw());
  const write = async (
    file: string,
    dims: readonly number[],
    values: ArrayLike<number>,
    kind: 'float' | 'byte',
  ) => {
    const path = join(folder, file);
    await writeFile(path, writeIdx(dims, values, kind));
    return path;
  };
  const part = async (purpose: string, count: number) => {
    const numbers = Float32Array.from({ length: count * sizeOf(shape) }, () =>
      below === undefined ? normal() : Math.floor(draw() * below),
    );
    const labels = Uint8Array.from({ length: count }, (_, i) => (i * 7 + (i >> 2)) % classes);
    const dims = shape.length === 3 && shape[2] === 1 ? shape.slice(0, 2) : shape;
    return [
      await write(`${purpose}-images`, [count, ...dims], numbers, 'float'),
      await write(`${purpose}-labels`, [count], labels, 'byte'),
    ] as const;
  };
  const [trainImages, trainLabels] = await part('train', 32);
  const [testImages, testLabels] = await part('test', 16);
  const weights = Float32Array.from({ length: 32 }, () => 0.5 + draw());
  const params = {
    trainImages,
    trainLabels,
    testImages,
    testLabels,
    ...(isWeighted === true && { trainWeights: await write('train-weights', [32], weights, 'float') }),
  };
  return { ...project, data: { ...project.data, params } };
}
