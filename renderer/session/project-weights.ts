import type { Localized } from '#shared/graph/diagnostic';
import { toProblem } from '#shared/protocol/rpc';
import { runTask } from '../state/tasks-store';
import { sendNow } from './follow-project';
import { getHost } from './host';
import { tellProblem } from './project-text';
import { useRun } from '../state/run-store';
import { useUi } from '../state/ui-store';

/** Whether the engine's weights are worth keeping: trained, or taken from somewhere. */
export const hasTrained = (): boolean => {
  const { run, process } = useRun.getState();
  return process.state === 'ready' && run.state !== 'idle' && run.state !== 'preparing';
};

const isReady = (): boolean => useRun.getState().process.state === 'ready';

/** Resolves once the engine is there. */
const engineReady = (): Promise<void> =>
  isReady()
    ? Promise.resolve()
    : new Promise((resolve) => {
        const stop = useRun.subscribe(() => {
          if (!isReady()) return;
          stop();
          resolve();
        });
      });

const CANCELLED = 'weights-cancelled';

/** Ends what is done with the engine's weights. */
export const cancelWeights = (): void => {
  getHost()
    .client.call('engine.cancelWeights', {})
    .catch(() => undefined);
};

/** Does `work` with the engine's weights in sight of the user, who can end it; null where that was done. */
async function weightTask<T>(label: Localized, work: () => Promise<T>): Promise<T | null> {
  const { client } = getHost();
  let isCancelled = false;
  const cancel = () => {
    isCancelled = true;
    cancelWeights();
  };
  const begin = async () => {
    // The engine may still have to read the data before it gets to the weights.
    await sendNow(client);
    return isCancelled ? null : work();
  };
  try {
    return await runTask(label, begin, cancel);
  } catch (error) {
    if (toProblem(error).code === CANCELLED) return null;
    throw error;
  }
}

const TAKING: Localized = { en: 'Reading the weights', ko: '가중치를 읽는 중' };

/** Puts the weights that came with a project into the engine, once it is ready; says what fits. */
export async function takeProjectWeights(path: string): Promise<void> {
  try {
    await engineReady();
    const report = await weightTask(TAKING, () =>
      getHost().client.call('engine.takeWeights', { path, by: 'name' }),
    );
    if (report === null) {
      useUi.getState().toast({
        en: 'The weights saved with the project were not read: its layers start afresh. Opening it again reads them.',
        ko: '프로젝트와 함께 저장한 가중치를 읽지 않아 층이 처음 상태입니다. 다시 열면 읽을 수 있습니다.',
      });
      return;
    }
    const { layers } = report;
    const weights = layers.flatMap((layer) => layer.weights);
    const taken = weights.filter(({ verdict }) => verdict === 'taken').length;
    useUi.getState().toast({
      en: `The weights saved with the project are back: ${taken} of ${weights.length}.`,
      ko: `프로젝트와 함께 저장한 가중치를 불러왔습니다: ${weights.length}개 중 ${taken}개.`,
    });
  } catch (error) {
    tellProblem(error);
  }
}

const SAVING: Localized = { en: 'Saving the weights', ko: '가중치를 저장하는 중' };

/** Writes the engine's weights as a safetensors file; false where the user did not wait for it and nothing was written. */
export async function writeWeights(path: string): Promise<boolean> {
  const saved = await weightTask(SAVING, () => getHost().client.call('engine.saveWeights', { path }));
  return saved !== null;
}
