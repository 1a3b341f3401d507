import type { Diagnostic } from '#shared/graph/diagnostic';
import type { ApiInput } from '#shared/protocol/api';
import { toProblem } from '#shared/protocol/rpc';
import { currentProblems } from '../state/project-store';
import { useRun } from '../state/run-store';
import { type DockTab, useSettings } from '../state/settings-store';
import { sendNow } from './follow-project';
import { getHost } from './host';

type Train = ApiInput<'engine.train'>;

/** Reports what an action failed with as the engine's latest problem. */
async function report(action: Promise<unknown>): Promise<void> {
  try {
    await action;
  } catch (error) {
    useRun.getState().setProblem(toProblem(error));
  }
}

const firstError = (diagnostics: readonly { readonly severity: string }[]): Diagnostic | undefined =>
  diagnostics.find(({ severity }) => severity === 'error') as Diagnostic | undefined;

/** Tabs in which one sees it train. */
const SHOWS_TRAINING: readonly DockTab[] = ['charts', 'health'];

/** The last start is the one that counts; stopping counts as one. */
let starts = 0;

/** Starts training the drawing as it is; with errors in it, shows them instead. `epochs`: how many more, when continuing. */
export async function train(amount: Train['amount'], mode: Train['mode'], epochs?: number): Promise<void> {
  const settings = useSettings.getState();
  if (firstError(currentProblems())) {
    settings.set({ dockTab: 'problems' });
    return;
  }
  const { client } = getHost();
  const run = useRun.getState();
  if (mode === 'fresh') run.clear();
  else run.setProblem(null);
  if (!SHOWS_TRAINING.includes(settings.dockTab)) settings.set({ dockTab: 'charts' });
  run.setRun({ ...useRun.getState().run, state: 'preparing' });
  const mine = ++starts;
  await report(
    (async () => {
      await sendNow(client);
      // Stopped before the engine had heard of it.
      if (mine !== starts) return;
      const { diagnostics } = await client.call('engine.train', {
        mode,
        amount,
        ...(epochs !== undefined && { epochs }),
      });
      const error = firstError(diagnostics);
      if (error) run.setProblem(error);
    })(),
  );
  await refreshStatus();
}

/** What the engine really does, after a call that may have failed. */
async function refreshStatus(): Promise<void> {
  await getHost()
    .client.call('engine.status', {})
    .then(useRun.getState().setRun)
    .catch(() => useRun.getState().setRun({ ...useRun.getState().run, state: 'failed' }));
}

export const pauseTraining = (): Promise<void> => report(getHost().client.call('engine.pause', {}));
export function stopTraining(): Promise<void> {
  starts++;
  return report(getHost().client.call('engine.stop', {}));
}

export const resumeTraining = (): Promise<void> =>
  report(
    (async () => {
      useRun.getState().setProblem(null);
      await sendNow(getHost().client);
      await getHost().client.call('engine.resume', {});
    })(),
  );

/** A new engine process; the drawing goes to it once it is ready. */
export const restartEngine = (): Promise<void> => report(getHost().client.call('engine.restart', {}));

/** After a crash: a new process that goes on from the last checkpoint of the run. */
export async function recoverRun(): Promise<void> {
  const { recoverable } = useRun.getState().process;
  const { client } = getHost();
  await report(
    (async () => {
      await client.call('engine.restart', {});
      await sendNow(client);
      if (!recoverable) return;
      const { step } = await client.call('engine.loadCheckpoint', { folder: recoverable.folder });
      useRun.getState().rewind(step);
      await client.call('engine.resume', {});
    })(),
  );
}
