import { formatBytes } from '#shared/graph/bytes';
import type { Localized } from '#shared/graph/diagnostic';
import { weightsBeside } from '#shared/project/file-names';
import { serializeProject } from '#shared/project/parse';
import type { ProjectFile } from '#shared/project/schema';
import { toProblem } from '#shared/protocol/rpc';
import { useProject } from '../state/project-store';
import { askUser } from '../state/question-store';
import { runTask } from '../state/tasks-store';
import { useUi } from '../state/ui-store';
import { forgetUnsaved } from './autosave';
import { askChanged, keepMine, reloadFile } from './file-conflicts';
import { getHost } from './host';
import { holdFile, useOpenFile } from './open-file';
import { tellProblem } from './project-text';
import { cancelWeights, hasTrained, writeWeights } from './project-weights';

/** The last of what is done with the file of the project. */
let underWay: Promise<void> = Promise.resolve();

/** What is done with the file waits for what was begun before: only then is known what the file holds. */
function inTurn(action: () => Promise<void>): Promise<void> {
  underWay = underWay.then(action);
  return underWay;
}

/** Writes the project to its file, or to a new one when it has none. */
export const saveProject = (): Promise<void> =>
  inTurn(async () => {
    const { path } = useProject.getState();
    if (path === null) await saveElsewhere();
    else await writeTo(path, useOpenFile.getState().version);
  });

export const saveProjectAs = (): Promise<void> => inTurn(saveElsewhere);

async function saveElsewhere(): Promise<void> {
  try {
    const place = await getHost().choosePlace(useProject.getState().project.name);
    if (place !== undefined) await writeTo(place);
  } catch (error) {
    tellProblem(error);
  }
}

/** With `expected`, only as long as the file still holds that. */
async function writeTo(path: string | null, expected?: string | null): Promise<void> {
  const { project } = useProject.getState();
  try {
    const written = await getHost().client.call('projects.write', {
      path,
      name: project.name,
      text: serializeProject(project),
      ...(expected != null && { expected }),
    });
    const { weights } = useOpenFile.getState();
    useProject.getState().markSaved(project, written.path);
    await forgetUnsaved();
    await holdFile(written.path, { version: written.version });
    const isWhole = weights === null || (await saveWeightsBeside(written.path));
    useUi.getState().toast(isWhole ? savedTo(written.path) : savedWithoutWeights(written.path));
  } catch (error) {
    if (path !== null && toProblem(error).code === 'project-changed-on-disk') await resolveChange(path);
    else tellProblem(error);
  }
}

const savedTo = (path: string): Localized => ({ en: `Saved to ${path}`, ko: `저장했습니다: ${path}` });
const savedWithoutWeights = (path: string): Localized => ({
  en: `Saved to ${path}; the weights beside it are still those of before.`,
  ko: `저장했습니다: ${path}. 함께 저장한 가중치는 이전 그대로입니다.`,
});

/** Asks what is to become of a file that someone else has written, and does it. */
async function resolveChange(path: string): Promise<void> {
  const answer = await askChanged(path);
  if (answer === 'reload') await reloadFile(path);
  if (answer === 'keep') await writeTo(path);
  if (answer === 'saveAs') await saveElsewhere();
}

/** Someone else has written the file of the open project, or removed it. What is saved meanwhile settles it. */
export function onFileChanged(path: string, version: string | null): Promise<void> {
  const told = useOpenFile.getState().version;
  return inTurn(async () => {
    if (useOpenFile.getState().version === told) await meetChange(path, version);
  });
}

async function meetChange(path: string, version: string | null): Promise<void> {
  const known = useOpenFile.getState().version;
  if (path !== useProject.getState().path || version === known) return;
  if (version === null) {
    useProject.setState({ saved: null });
    useUi.getState().notify({
      en: `${path} is gone. Saving writes it again.`,
      ko: `${path} 파일이 없어졌습니다. 저장하면 다시 만들어집니다.`,
    });
    return;
  }
  const answer = await askChanged(path);
  if (answer === 'reload') await reloadFile(path);
  else if (answer === 'saveAs') await saveElsewhere();
  else await keepMine(path, answer === 'keep' ? version : known);
}

/** Numbers that nothing was learned for are not written over learned ones. False where the user did not wait for it. */
async function saveWeightsBeside(path: string): Promise<boolean> {
  const weights = weightsBeside(path);
  useOpenFile.setState({ weights });
  return !hasTrained() || writeWeights(weights);
}

/** Writes the trained weights beside the project's file, now and with every save from here on. */
export async function saveWeights(): Promise<void> {
  if (useProject.getState().path === null) await saveProjectAs();
  const { path } = useProject.getState();
  if (path === null) return;
  try {
    const { weights } = useOpenFile.getState();
    if (!(await saveWeightsBeside(path))) {
      // Nothing of it was written, so that nothing is kept up to date either.
      useOpenFile.setState({ weights });
      useUi.getState().toast({
        en: 'Cancelled: no weights were written.',
        ko: '취소했습니다. 가중치를 저장하지 않았습니다.',
      });
      return;
    }
    useUi.getState().toast({
      en: `Weights saved to ${weightsBeside(path)}. Every save of this project keeps them up to date.`,
      ko: `가중치를 저장했습니다: ${weightsBeside(path)}. 앞으로 이 프로젝트를 저장할 때마다 함께 저장합니다.`,
    });
  } catch (error) {
    tellProblem(error);
  }
}

/** Writes the project, its weights if one likes, and its own data files into one archive to be mailed. */
export async function packProject(): Promise<void> {
  try {
    const host = getHost();
    const { project } = useProject.getState();
    const withWeights = hasTrained() ? await askWeights() : 'without';
    if (withWeights === null) return;
    const place = await host.choosePlace(project.name, 'archive');
    if (place === undefined) return;
    const packed = await packInto(place, project, withWeights === 'with');
    if (!packed) return;
    const size = formatBytes(packed.bytes);
    useUi
      .getState()
      .toast({ en: `Packed: ${packed.path} (${size})`, ko: `압축했습니다: ${packed.path} (${size})` });
    if (packed.left.length > 0) tellLeft(packed.left);
  } catch (error) {
    tellProblem(error);
  }
}

/** Until the archive is written, which happens at once, it can be given up, also while its weights are written; that gives null. */
function packInto(place: string | null, project: ProjectFile, hasWeights: boolean) {
  let isCancelled = false;
  return runTask(
    { en: 'Packing the project', ko: '프로젝트를 압축하는 중' },
    async ({ made }) => {
      const { client } = getHost();
      const { dataFolder } = await client.call('app.info', {});
      const weights = hasWeights ? `${dataFolder}/packing/weights.safetensors` : null;
      if (weights !== null && !(await writeWeights(weights))) return null;
      made(1, 2);
      if (isCancelled) return null;
      const text = serializeProject(project);
      const packing = client.call('projects.pack', { place, name: project.name, text, weights });
      return packing.catch((error: unknown) => {
        if (isCancelled) return null;
        throw error;
      });
    },
    () => {
      isCancelled = true;
      cancelWeights();
      getHost()
        .client.call('projects.cancelPack', {})
        .catch(() => undefined);
    },
  );
}

const askWeights = () =>
  askUser<'with' | 'without'>({
    title: { en: 'Include the trained weights?', ko: '학습한 가중치를 넣을까요?' },
    text: {
      en: 'With them, whoever opens the archive can look inside and predict at once, without training.',
      ko: '가중치를 넣으면 받은 사람이 학습하지 않고도 바로 내부를 살펴보고 예측할 수 있습니다.',
    },
    answers: [
      { id: 'without', label: { en: 'Without weights', ko: '가중치 없이' } },
      { id: 'with', label: { en: 'With weights', ko: '가중치 포함' }, tone: 'primary', icon: 'package' },
    ],
  });

const tellLeft = (left: readonly string[]): void =>
  useUi.getState().toast(
    {
      en: `Too large for the archive, or not to be read: ${left.join(', ')}`,
      ko: `압축 파일에 넣기에 너무 크거나 읽을 수 없는 파일: ${left.join(', ')}`,
    },
    'error',
  );
