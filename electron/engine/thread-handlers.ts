import type { ApiInput, ApiOutput } from '#shared/protocol/api';
import { chooseThreads, chosenThreads, coreCount } from './threads';

type ThreadCall = 'engine.threads' | 'engine.setThreads';

/** The calls about the processor's threads. */
export const threadHandlers: {
  readonly [N in ThreadCall]: (input: ApiInput<N>) => Promise<ApiOutput<N>>;
} = {
  'engine.threads': async () => ({ threads: chosenThreads(), cores: coreCount() }),
  'engine.setThreads': async ({ threads }) => {
    chooseThreads(threads);
    return {};
  },
};
