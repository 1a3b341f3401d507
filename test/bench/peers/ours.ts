import { performance } from 'node:perf_hooks';
import { createInterface } from 'node:readline';
import { chunkMilliseconds, mostSteps } from '../../../electron/engine/chunk-length';
import { createMeter } from '../../../electron/engine/meter';
import { adoptState, prepareModel } from '../../../electron/engine/model';
import { createOnnxTrainer } from '../../../electron/engine/onnx-trainer';
import { createPipeline } from '../../../electron/engine/pipeline';
import type { PeerNet } from './nets';
import { dataOf, projectOf } from './project';

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

await main();
