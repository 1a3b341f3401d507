import type { MenuLooks } from '#shared/protocol/bridge';
import { DiagnosticError } from '#shared/graph/diagnostic';
import type { Host } from '../host/host';
import { followLog } from '../log/follow-log';
import { followPreflight } from '../preflight/follow-preflight';
import { useRun } from '../state/run-store';
import { useSettings } from '../state/settings-store';
import { NO_SNAPSHOTS, useSnapshots } from '../state/snapshots-store';
import { followProject } from './follow-project';
import { followThreads } from './follow-threads';
import { followViews } from './follow-views';
import { setHost } from './host';
import { onFileChanged } from './save-project';

/**
 * Ties the stores to the host: what the engine reports goes into the stores, what one edits goes to the engine. Called once, before the first
 * picture.
 */
export function connectSession(host: Host): void {
  setHost(host);
  const { client } = host;
  const run = useRun.getState();
  const project = followProject(client);
  const views = followViews(client);
  const threads = followThreads(client);
  followPreflight(client);
  followLog();

  client.on('engine.process', (process) => {
    run.setProcess(process);
    if (process.state !== 'ready') {
      useSnapshots.getState().set(NO_SNAPSHOTS);
      return;
    }
    threads.send();
    project.send();
    views.send();
    void restoreRun(host);
    void restoreSnapshots(host);
  });
  client.on('projects.changed', ({ path, version }) => void onFileChanged(path, version));
  client.on('run.state', run.setRun);
  client.on('run.steps', run.addSteps);
  client.on('run.epoch', run.addEpoch);
  client.on('evaluate.progress', run.addEvaluated);
  client.on('run.snapshots', useSnapshots.getState().set);
  client.on('run.probe', run.addProbes);
  client.on('run.statistics', run.addStatistics);
  client.on('run.end', run.setEnd);
  client.on('diagnostic', run.report);
  client.onClose(() =>
    run.setProcess({
      state: 'stopped',
      message: {
        en: 'The app behind this page has ended. Start it again and reload; unsaved work is kept.',
        ko: '이 페이지를 움직이는 앱이 끝났습니다. 앱을 다시 시작하고 새로고침하세요. 저장하지 않은 작업은 남아 있습니다.',
      },
      recoverable: null,
    }),
  );
  const showMenu = ({ language, keys }: MenuLooks) => host.setMenu({ language, keys });
  showMenu(useSettings.getState());
  useSettings.subscribe((now, before) => {
    if (now.language !== before.language || now.keys !== before.keys) showMenu(now);
  });
}

/** What the engine keeps of the past. */
async function restoreSnapshots({ client }: Host): Promise<void> {
  const kept = await client.call('engine.snapshots', {}).catch(() => NO_SNAPSHOTS);
  useSnapshots.getState().set(kept);
}

/** After a reload of the page the engine still has its run: its state and curves come back. */
async function restoreRun({ client }: Host): Promise<void> {
  try {
    const status = await client.call('engine.status', {});
    if (status.runId === null || useRun.getState().curves.steps.length > 0) return;
    const history = await client.call('engine.history', {});
    if (history.runId === status.runId) useRun.getState().restore(status, history);
  } catch (error) {
    // The process event tells what happened to an engine that does not answer.
    if (!(error instanceof DiagnosticError)) throw error;
  }
}
