import type { DatasetInfo } from '#shared/data/config';
import type { Diagnostic } from '#shared/graph/diagnostic';
import type { Client } from '#shared/protocol/rpc';
import { toProblem } from '#shared/protocol/rpc';
import { useProject } from '../state/project-store';
import { useRun } from '../state/run-store';
import { runTask } from '../state/tasks-store';

const READING = { en: 'Reading the data', ko: '데이터를 읽는 중' };

/** Typing and dragging reach the engine once they rest for so long. */
const REST_MS = 150;

/** Sends the drawing to the engine whenever it changed, and asks what its dataset looks like. */
export function followProject(client: Client) {
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function describe(): Promise<void> {
    const { data } = useProject.getState().project;
    const cancel = () => client.call('engine.cancelData', {}).catch(() => undefined);
    const answer = await runTask(READING, () => client.call('engine.describeData', { data }), cancel)
      .then((info) => ({ info: info as DatasetInfo, problem: null }))
      .catch((error: unknown) => ({ info: null, problem: toProblem(error) }));
    // An answer that comes after the next change of the data is about the wrong one.
    if (useProject.getState().project.data !== data) return;
    const isGone =
      answer.problem?.code === 'connection-lost' || answer.problem?.code === 'engine-not-running';
    if (!isGone) useProject.getState().setInfo(answer.info, answer.problem);
  }

  function send(): void {
    clearTimeout(timer);
    timer = undefined;
    void describe();
    void sendNow(client);
  }

  useProject.subscribe((now, before) => {
    const { graph, data, training } = now.project;
    const last = before.project;
    if (data !== last.data) void describe();
    if (graph === last.graph && data === last.data && training === last.training) return;
    clearTimeout(timer);
    // Data whose reading was cancelled are read again when that is asked for.
    if (data === last.data && isDataCancelled(now.dataProblem)) return;
    timer = setTimeout(() => void sendNow(client), REST_MS);
  });
  readAgain = send;
  return { send };
}

/** Whether the data are not there because the user did not wait for them. */
export const isDataCancelled = (problem: Diagnostic | null): boolean => problem?.code === 'data-cancelled';

let readAgain = (): void => undefined;

/** Reads the data of the project, which was cancelled before. */
export function readDataAgain(): void {
  useProject.getState().setInfo(null, null);
  readAgain();
}

let isAnother = false;

/** What is sent next is another project, which has nothing to do with what the engine has learned so far. */
export const markAnother = (): void => {
  isAnother = true;
};

/** The engine has the drawing of this moment once this resolves. What is wrong with it the page knows itself. */
export async function sendNow(client: Client): Promise<void> {
  const { project } = useProject.getState();
  try {
    const another = isAnother;
    isAnother = false;
    await client.call('engine.setProject', { project, another });
  } catch (error) {
    const problem = toProblem(error);
    if (problem.code !== 'connection-lost' && problem.code !== 'engine-not-running')
      useRun.getState().setProblem(problem);
  }
}
