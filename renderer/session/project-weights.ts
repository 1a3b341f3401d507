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

/** Puts the weights that came with a project into the engine, once it is ready; says what fits. */
export async function takeProjectWeights(path: string): Promise<void> {
  try {
    await engineReady();
    const { client } = getHost();
    await sendNow(client);
    const { layers } = await client.call('engine.takeWeights', { path, by: 'name' });
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

/** Writes the engine's weights as a safetensors file. */
export async function writeWeights(path: string): Promise<void> {
  const { client } = getHost();
  await sendNow(client);
  await client.call('engine.saveWeights', { path });
}
