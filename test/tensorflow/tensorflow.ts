import { performance } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { OPTIMIZERS } from '#shared/train/optimizers';
import { sampleSlab } from '../../electron/engine/devices/sample-slab';
import { adoptState } from '../../electron/engine/model';
import { createOnnxTrainer } from '../../electron/engine/onnx-trainer';
import type { TensorFlow } from '../../electron/engine/tensorflow/api';
import { installedTensorflow } from '../../electron/engine/tensorflow/installed';
import { loadTensorflow } from '../../electron/engine/tensorflow/load';
import { createTensorflowTrainer } from '../../electron/engine/tensorflow/tensorflow-trainer';
import type { Trainer } from '../../electron/engine/trainer';
import { modelOf } from '../bench/engine-model';
import { STEP_CASES, type StepCase } from '../bench/nets';
import { type Differences, sideBySide } from '../fakes/side-by-side';
import { INNER_LAYERS, layerSource } from '../fixtures/layer-drawings';

/** Two libraries add numbers in different orders. */
const TOLERANCE = 1e-4;
/** After some steps a rounding may have changed which of two cells is a maximum, and Adam goes its own way from there. */
const LATER_TOLERANCE = 1e-3;
const CHUNK = 10;
const TIMED_CHUNKS = 3;

const worstOf = (differences: Differences): readonly [name: string, off: number] =>
  Object.entries(differences).reduce<readonly [string, number]>(
    (worst, each) => (each[1] <= worst[1] ? worst : each),
    ['', 0],
  );

/** Trains with the installed TensorFlow and with ONNX Runtime; says what differs, and ends with 1 where it is too much. */
async function main(): Promise<void> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { networks: { type: 'boolean', default: false } },
  });
  const installed = installedTensorflow();
  if (!installed) {
    console.error('TensorFlow is not installed. “npm run setup:tensorflow” installs it.');
    process.exitCode = 2;
    return;
  }
  const tf = loadTensorflow();
  console.log(
    `${installed.library} through ${installed.package} (backend ${tf.getBackend()}), beside ONNX Runtime.`,
  );
  console.log(
    `Largest difference of any number, as a share of the largest of its kind (at most ${TOLERANCE}).\n`,
  );
  const momentum = { optimizer: { type: 'SGD', params: { momentum: 0.9 } } };
  const failures: string[] = [];
  if (!values.networks) {
    failures.push(
      ...(await compareAll(tf, 'layers', INNER_LAYERS, (type) =>
        sideBySide(tf, layerSource(type, momentum)),
      )),
      ...(await compareAll(tf, 'optimizers', Object.keys(OPTIMIZERS), (type) =>
        sideBySide(tf, layerSource('Dense', { optimizer: { type, params: {} } })),
      )),
    );
  }
  console.log(
    `\nnetwork, batch              loss after ${CHUNK} steps  TensorFlow  ONNX Runtime   same bits twice, in other chunks`,
  );
  for (const each of STEP_CASES) failures.push(...(await compareNetwork(tf, each, positionals[0]!)));
  console.log(failures.length === 0 ? '\nAll agree.' : `\nNot as it should be: ${failures.join(', ')}`);
  process.exitCode = failures.length === 0 ? 0 : 1;
}

/** A line for the group and one for each that fails; gives back what fails. */
async function compareAll(
  tf: TensorFlow,
  group: string,
  names: readonly string[],
  compare: (name: string) => Promise<Differences>,
): Promise<string[]> {
  const failures: string[] = [];
  let most: readonly [string, number] = ['', 0];
  for (const name of names) {
    const before = tf.memory().numTensors;
    const [what, off] = worstOf(await compare(name));
    const left = tf.memory().numTensors - before;
    if (off > most[1]) most = [name, off];
    if (off <= TOLERANCE && left === 0) continue;
    failures.push(name);
    console.log(`  ${name}: ${what} off by ${off.toExponential(1)}, ${left} tensors left`);
  }
  const passed = names.length - failures.length;
  console.log(`${passed} of ${names.length} ${group} agree; most: ${most[0]} ${most[1].toExponential(1)}`);
  return failures;
}

async function compareNetwork(
  tf: TensorFlow,
  { id, label, project }: StepCase,
  root: string,
): Promise<string[]> {
  const { source, target, ...model } = await modelOf(project, root);
  const { batchSize: batch, learningRate } = project.training;
  const { state } = adoptState(null, { source, target, ...model });
  const slabOf = (steps: number) => sampleSlab(source, target, batch, steps);
  const rates = (steps: number) => new Float32Array(steps).fill(learningRate);
  const onTensorflow = () => createTensorflowTrainer(tf, source, state, batch);

  async function timed(trainer: Trainer): Promise<{ readonly loss: number; readonly ms: number }> {
    const slab = slabOf(CHUNK);
    const { losses } = await trainer.runChunk(slab, rates(CHUNK));
    const times: number[] = [];
    for (let i = 0; i < TIMED_CHUNKS; i++) {
      const startedAt = performance.now();
      await trainer.runChunk(slab, rates(CHUNK));
      times.push((performance.now() - startedAt) / CHUNK);
    }
    await trainer.dispose();
    return { loss: losses.at(-1)!, ms: Math.min(...times) };
  }

  /** The weights after training in chunks of these lengths, of which each sees the batches that it would see in one. */
  async function weightsAfter(chunks: readonly number[]): Promise<string> {
    const trainer = onTensorflow();
    const { x, y } = slabOf(CHUNK);
    let done = 0;
    for (const steps of chunks) {
      const part = <T extends typeof x | typeof y>(data: T): T =>
        data.subarray((data.length / CHUNK) * done, (data.length / CHUNK) * (done + steps)) as T;
      await trainer.runChunk({ x: part(x), y: part(y), batch, steps }, rates(steps));
      done += steps;
    }
    const { theta } = trainer.getState();
    await trainer.dispose();
    return Buffer.from(theta.buffer, theta.byteOffset, theta.byteLength).toString('base64');
  }

  const found = await timed(onTensorflow());
  const expected = await timed(await createOnnxTrainer(source, state, batch));
  const once = await weightsAfter([CHUNK]);
  const isSame = once === (await weightsAfter([CHUNK])) && once === (await weightsAfter([1, CHUNK - 1]));
  const off = Math.abs(found.loss - expected.loss) / Math.max(1, Math.abs(expected.loss));
  console.log(
    [
      label.padEnd(26),
      `${found.loss.toFixed(6)} ${expected.loss.toFixed(6)}`.padEnd(19),
      `${found.ms.toPrecision(3)} ms`.padStart(11),
      `${expected.ms.toPrecision(3)} ms`.padStart(13),
      isSame ? '   yes' : '   NO',
    ].join(' '),
  );
  return off <= LATER_TOLERANCE && isSame ? [] : [id];
}

await main();
