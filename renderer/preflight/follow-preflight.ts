import type { Client } from '#shared/protocol/rpc';
import { useProject } from '../state/project-store';
import { isTraining, useRun } from '../state/run-store';
import { usePreflight } from './preflight-store';
import { isSameNetwork } from './same-network';

/** After an edit has reached the engine. */
const ASK_MS = 400;
/** Nothing is measured before the drawing has rested for so long. */
const MEASURE_MS = 1_500;

const isReady = () => useRun.getState().process.state === 'ready';
const mayMeasure = () => isReady() && !isTraining(useRun.getState().run) && !document.hidden;

let follower: ReturnType<typeof follow> | null = null;

/** Measures the network as it is, also where that was done before. */
export const measureAgain = (): void => follower?.measure();

/** Ends measuring; what is known stays. */
export const cancelMeasuring = (): void => follower?.cancel();

/** From here on the page knows what training will take. Called once. */
export function followPreflight(client: Client): void {
  follower = follow(client);
}

/** Asks the engine what training will take whenever the project has changed, and has steps measured once it rests and nothing trains. */
function follow(client: Client) {
  const state = usePreflight.getState;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let asked = 0;

  /** What is on its way is of no use any more, and steps that are being measured are in the way. */
  function drop(): void {
    clearTimeout(timer);
    asked++;
    if (state().measuringSince === null) return;
    state().set({ measuringSince: null });
    client.call('engine.cancelPreflight', {}).catch(() => undefined);
  }

  /** Resolves with false when something else was asked meanwhile. */
  async function ask(measure: boolean, again = false): Promise<boolean> {
    const mine = ++asked;
    const begunAt = Date.now();
    if (measure) state().set({ measuringSince: begunAt });
    const report = await client.call('engine.preflight', { measure, again }).catch(() => null);
    if (mine !== asked) return false;
    if (measure && report && !report.unmeasured) state().set({ usualMs: Date.now() - begunAt });
    state().set({ report, isCurrent: true, measuringSince: null });
    return true;
  }

  function measureIfUnknown(): void {
    const { report } = state();
    const isKnown = report?.time && report.time.basis !== 'estimate' && report.largestBatch;
    // What failed once fails again; a new try is the user's.
    const hasFailed = report?.unmeasured && ['failed', 'memory'].includes(report.unmeasured.reason);
    if (report && !isKnown && !hasFailed && mayMeasure()) void ask(true);
  }

  function schedule(): void {
    drop();
    if (!isReady()) return;
    // An engine that is busy answers late; it rests from then on.
    timer = setTimeout(() => {
      void ask(false).then((isAnswer) => {
        if (isAnswer) timer = setTimeout(measureIfUnknown, MEASURE_MS - ASK_MS);
      });
    }, ASK_MS);
  }

  useProject.subscribe((now, before) => {
    if (isSameNetwork(now.project, before.project)) return;
    state().set({ isCurrent: false });
    schedule();
  });
  useRun.subscribe((now, before) => {
    const [trains, trained] = [isTraining(now.run), isTraining(before.run)];
    if (trains && !trained) drop();
    if (!trains && trained) schedule();
    if (now.process.state !== before.process.state) schedule();
  });
  // An epoch's own time is better than any other.
  client.on('run.epoch', () => void ask(false));
  document.addEventListener('visibilitychange', () => (document.hidden ? drop() : schedule()));

  return {
    measure: () => {
      drop();
      if (mayMeasure()) void ask(true, true);
    },
    cancel: drop,
  };
}
