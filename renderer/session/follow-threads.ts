import type { Client } from '#shared/protocol/rpc';
import { toProblem } from '#shared/protocol/rpc';
import { useRun } from '../state/run-store';
import { useSettings } from '../state/settings-store';

/** Tells the engine how many threads were chosen, also one that has just started. */
export function followThreads(client: Client) {
  async function send(): Promise<void> {
    const { threads, set } = useSettings.getState();
    try {
      await client.call('engine.setThreads', { threads });
    } catch (error) {
      const problem = toProblem(error);
      if (problem.code !== NOT_ALLOWED) return;
      // Kept from a machine or a day with more cores: told, and left to the engine from now on.
      useRun.getState().setProblem(problem);
      set({ threads: null });
    }
  }

  useSettings.subscribe((now, before) => {
    if (now.threads !== before.threads) void send();
  });
  return { send: () => void send() };
}

const NOT_ALLOWED = 'threads-not-allowed';
