import { performance } from 'node:perf_hooks';
import { createInterface } from 'node:readline';
import type { LoadedDataset, Samples } from '#shared/data/config';
import { sizeOf } from '#shared/graph/shape';
import { newProject } from '#shared/project/create';
import type { ProjectFile } from '#shared/project/schema';
import { keyOf, uniformAt } from '#shared/random/counter';
import { chunkMilliseconds, mostSteps } from '../../../electron/engine/chunk-length';
import { createMeter } from '../../../electron/engine/meter';
import { adoptState, prepareModel } from '../../../electron/engine/model';
import { createOnnxTrainer } from '../../../electron/engine/onnx-trainer';
import { createPipeline } from '../../../electron/engine/pipeline';
import { graphOf } from './drawing';
import type { PeerNet } from './nets';

/** Our side of the comparison: answers as `peers.py` does, with the engine's own trainer, pipeline and length of chunks. */
async function main(): Promise<void> {
  const answer = (value: unknown) => process.stdout.write(`${JSON.stringify(value)}\n`);
  answer({ version: 'ONNX Runtime' });
  let train: ((steps: number) => Promise<void>) | undefined;
  let close: () => Promise<void> = () => Promise.resolve();
  for await (const line of createInterface({ input: process.stdin })) {
    const request = JSON.parse(line) as { readonly open?: PeerNet; readonly steps?: number };
    if (request.open) {
      await close();
      const opened = await open(request.open);
      ({ train, close } = opened);
      await train(6);
      answer({ weights: opened.weights });
    } else {
      const startedAt = performance.now();
      await train!(request.steps!);
      answer({ ms: (performance.now() - startedAt) / request.steps! });
    }
  }
}

async function open(net: PeerNet) {
  const { model, diagnostics } = await prepareModel(projectOf(net), async () => dataOf(net));
  if (!model) throw new Error(diagnostics.map(({ message }) => message.en).join('\n'));
  const trainer = await createOnnxTrainer(model.source, adoptState(null, model).state, net.batch);
  const { stepsPerEpoch, slab, batchBytes } = createPipeline({
    samples: model.dataset.train,
    target: model.target,
    batchSize: net.batch,
    shuffle: true,
    seed: 1,
  });
  const meter = createMeter();
  let done = 0;
  return {
    weights: model.layout.sizes.theta,
    async train(steps: number): Promise<void> {
      for (let left = steps; left > 0;) {
        const startedAt = performance.now();
        const paced = meter.chunkSteps(chunkMilliseconds(trainer.layout));
        const wanted = Math.min(left, paced, mostSteps(batchBytes));
        const batches = await slab(Math.floor(done / stepsPerEpoch), done % stepsPerEpoch, wanted);
        await trainer.runChunk(batches, new Float32Array(batches.steps).fill(0.001));
        meter.add(batches.steps, batches.steps * net.batch, performance.now() - startedAt);
        done += batches.steps;
        left -= batches.steps;
      }
    },
    close: () => trainer.dispose(),
  };
}

/** As many samples as the peers have. */
function dataOf({ id, batch, shape, classes }: PeerNet): LoadedDataset {
  const size = sizeOf(shape);
  const wanted = Math.max(batch * 16, Math.min(8192, Math.floor(200_000_000 / (4 * size))));
  const samples = (count: number): Samples => ({
    shape,
    count,
    x: Float32Array.from({ length: count * size }, (_, i) => uniformAt(keyOf(1), i)),
    labels: Uint8Array.from({ length: count }, (_, i) => uniformAt(keyOf(2), i) * classes),
  });
  const count = wanted - (wanted % batch);
  return {
    dataset: id,
    shape,
    dtype: 'float32',
    classNames: Array.from({ length: classes }, (_, i) => String(i)),
    trainCount: count,
    testCount: batch,
    train: samples(count),
    test: samples(batch),
  };
}

function projectOf(net: PeerNet): ProjectFile {
  const base = newProject(net.label);
  return {
    ...base,
    graph: graphOf(net),
    data: { ...base.data, rescale: 1, targets: 'sparse' },
    training: { ...base.training, batchSize: net.batch, validationSplit: 0, device: 'cpu' },
  };
}

await main();
