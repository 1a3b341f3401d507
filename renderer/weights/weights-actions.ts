import type { WeightReport, WeightRequest, WeightRun } from '#shared/protocol/weights';
import { toProblem } from '#shared/protocol/rpc';
import { sendNow } from '../session/follow-project';
import { getHost } from '../session/host';
import { train } from '../session/training-actions';
import { updateNode } from '../state/graph-edits';
import { useProject } from '../state/project-store';
import { useRun } from '../state/run-store';
import { useUi } from '../state/ui-store';
import { countWeights, wholeLayers } from './report';
import { useWeights, type WeightPlace } from './weights-store';

let questions = 0;

/** Asks which checkpoints there are. */
export async function listRuns(): Promise<void> {
  const runs = await getHost()
    .client.call('engine.weightRuns', {})
    .catch((): WeightRun[] => []);
  useWeights.getState().set({ runs });
}

/** Takes another file, matched by name at first. */
export function choosePlace(place: WeightPlace): Promise<void> {
  useWeights.getState().set({ place, by: 'name', sources: {}, report: null });
  return ask();
}

export async function chooseFile(): Promise<void> {
  try {
    const path = await getHost().chooseDataFile();
    if (path !== null) await choosePlace({ path, title: path.split(/[/\\]/).at(-1)! });
  } catch (error) {
    useWeights.getState().set({ problem: toProblem(error) });
  }
}

export function matchBy(by: WeightRequest['by']): Promise<void> {
  useWeights.getState().set({ by, sources: {} });
  return ask();
}

/** Takes a layer's weights from another layer of the file, or from none. */
export function chooseSource(layer: string, source: string | null): Promise<void> {
  const { sources, set } = useWeights.getState();
  set({ sources: { ...sources, [layer]: source } });
  return ask();
}

/** Asks what fits; the answer to an older question is let go. */
async function ask(): Promise<void> {
  const { set } = useWeights.getState();
  const question = ++questions;
  set({ isBusy: true, problem: null });
  const answer = await questionOf('engine.matchWeights').then(
    (report) => ({ report, problem: null }),
    (error: unknown) => ({ report: null, problem: toProblem(error) }),
  );
  if (question === questions) set({ ...answer, isBusy: false });
}

async function questionOf(call: 'engine.matchWeights' | 'engine.takeWeights'): Promise<WeightReport> {
  const { client } = getHost();
  const { place, by, sources } = useWeights.getState();
  await sendNow(client);
  return client.call(call, { path: place!.path, by, sources });
}

/** Nobody looks any more. */
export function leaveWeights(): void {
  questions++;
  useWeights.getState().clear();
}

/** Puts what fits in the place of the present weights, and trains from there if one likes. */
export async function takeWeights(trains: boolean): Promise<void> {
  const { freezes, set } = useWeights.getState();
  set({ isBusy: true, problem: null });
  try {
    const report = await questionOf('engine.takeWeights');
    useRun.getState().clear();
    if (freezes) freeze(report);
    const { taken } = countWeights(report);
    useUi.getState().open(null);
    useUi.getState().toast({
      en: `${taken} weights taken. “Resume” and “Continue” train from them.`,
      ko: `가중치 ${taken}개를 가져왔습니다. “이어서 학습”과 “계속”은 여기서부터 학습합니다.`,
    });
    if (trains) await train('all', 'continue');
  } catch (error) {
    set({ problem: toProblem(error), isBusy: false });
  }
}

/** Layers inside composites are left as they are: their other copies would be frozen too. */
function freeze(report: WeightReport): void {
  const ids = wholeLayers(report);
  useProject.getState().edit({ en: 'Freeze the layers that were taken', ko: '가져온 층 고정' }, (project) => {
    const graph = ids.reduce(
      (changed, id) => updateNode(changed, id, (node) => ({ ...node, trainable: false })),
      project.graph,
    );
    return graph === project.graph ? project : { ...project, graph };
  });
}
