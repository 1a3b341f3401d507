import { toProblem } from '#shared/protocol/rpc';
import { sendNow } from '../session/follow-project';
import { getHost } from '../session/host';
import { runTask } from '../state/tasks-store';
import { editTraining } from '../training/edit-training';
import { TRAINING_PARAMS } from '../training/training-params';
import { useRates } from './rates-store';

const LABEL = { en: 'Finding a learning rate', ko: '학습률을 찾는 중' };
let searches = 0;

/** Looks for a learning rate for the drawing as it is; what is trained stays as it is. */
export async function findRate(): Promise<void> {
  const { client } = getHost();
  const search = ++searches;
  const rates = useRates.getState();
  rates.begin();
  const { settings } = rates;
  await runTask(
    LABEL,
    async ({ made }) => {
      const leave = client.on('rates.steps', (steps) => {
        if (search !== searches) return;
        rates.add(steps);
        made(steps.before + steps.rates.length, settings.steps);
      });
      try {
        await sendNow(client);
        const finding = await client.call('engine.findRate', settings);
        if (search === searches) rates.end(finding);
      } catch (error) {
        if (search === searches) rates.fail(toProblem(error));
      } finally {
        leave();
      }
    },
    cancelFindRate,
  );
}

/** Ends the search; the curve stays as far as it got. */
export async function cancelFindRate(): Promise<void> {
  // A page without an engine has nothing to cancel.
  await getHost()
    .client.call('engine.cancelFindRate', {})
    .catch(() => undefined);
}

/** Nobody looks any more. */
export function leaveRates(): void {
  searches++;
  if (useRates.getState().isRunning) void cancelFindRate();
  useRates.getState().clear();
}

/** Trains with this rate from now on; one step of undo. */
export const applyRate = (learningRate: number): void =>
  editTraining(TRAINING_PARAMS.learningRate.label, { learningRate });
