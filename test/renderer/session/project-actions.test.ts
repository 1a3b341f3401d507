import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Diagnostic, Localized } from '#shared/graph/diagnostic';
import { newProject } from '#shared/project/create';
import { parseProject, serializeProject } from '#shared/project/parse';
import type { Handlers } from '#shared/protocol/rpc';
import { stubBrowser } from './stub-browser';

type Written = { path: string | null; name: string; text: string };

async function setUp(handlers: Partial<Handlers> = {}) {
  vi.resetModules();
  sessionStorage.clear();
  localStorage.clear();
  stubBrowser();
  const written: Written[] = [];
  const autosaves = new Map<string, { path: string | null; text: string; savedAt: number }>();
  const { createFakeHost } = await import('../../../renderer/host/fake-host');
  const { host } = createFakeHost({
    'projects.examples': () => [
      {
        id: 'x',
        kind: 'basics',
        title: { en: 'X', ko: 'X' },
        summary: { en: 'x', ko: 'x' },
        text: textOf('Example'),
        blocks: [],
      },
    ],
    'projects.recent': () => [],
    'projects.recoverable': () => [...autosaves].map(([key, entry]) => ({ key, ...entry })),
    'projects.autosave': ({ key, path, text }) => {
      autosaves.set(key, { path, text, savedAt: Date.now() });
      return { savedAt: Date.now() };
    },
    'projects.forget': ({ key }) => {
      autosaves.delete(key);
      return {};
    },
    'projects.write': (input) => {
      written.push(input);
      return {
        path: input.path ?? `/documents/${input.name}.json`,
        savedAt: 1,
        version: versionOf(input.text),
      };
    },
    'projects.hold': () => ({ holder: null }),
    ...handlers,
  });
  const { setHost } = await import('../../../renderer/session/host');
  setHost(host);
  const actions = await import('../../../renderer/session/project-actions');
  const { useProject } = await import('../../../renderer/state/project-store');
  const { useUi } = await import('../../../renderer/state/ui-store');
  const { useQuestion } = await import('../../../renderer/state/question-store');
  const { keepUnsaved } = await import('../../../renderer/session/autosave');
  const rename = (name: string) =>
    useProject.getState().edit({ en: 'Rename', ko: '이름' }, (project) => ({ ...project, name }));
  return { actions, useProject, useUi, useQuestion, keepUnsaved, rename, written, autosaves };
}

const READY = { state: 'ready', message: null, recoverable: null } as const;
const WEIGHTS_CANCELLED: Diagnostic = {
  code: 'weights-cancelled',
  severity: 'hint',
  message: { en: 'Cancelled.', ko: '취소했습니다.' },
};

const APP_INFO = { version: '0', dataFolder: '/data', documentsFolder: '/documents' };

/** As the app names versions: the same for the same text. */
const versionOf = (text: string): string => `v${text.length}`;

const textOf = (name: string): string => serializeProject(newProject(name));

// Each test loads the page's modules anew.
vi.setConfig({ testTimeout: 30_000 });

beforeEach(() => {
  vi.stubGlobal('requestAnimationFrame', (callback: () => void) => setTimeout(callback, 0));
});

describe('the project that is shown first', () => {
  it('is the first example on a new machine', async () => {
    const { actions, useProject } = await setUp();
    await actions.openFirst();
    expect(useProject.getState().project.name).toBe('Example');
  });

  it('is the one opened last, where there is one', async () => {
    const { actions, useProject } = await setUp({
      'projects.recent': () => [{ path: '/a.json', name: 'a', openedAt: 1, missing: false }],
      'projects.read': ({ path }) => ({ path, text: textOf('Last'), version: 'v', weights: null }),
    });
    await actions.openFirst();
    const { project, path } = useProject.getState();
    expect([project.name, path]).toEqual(['Last', '/a.json']);
  });

  it('is offered for recovery when a window that is gone left it unsaved', async () => {
    const { actions, useUi, autosaves } = await setUp();
    autosaves.set('doc-gone', { path: null, text: textOf('Lost'), savedAt: 5 });
    await actions.openFirst();
    expect(useUi.getState().dialog).toBe('recovery');
  });
});

describe('what takes long', () => {
  /** Ends the task under way, once there is one of that name. */
  async function cancelTask(name: string) {
    const { useTasks } = await import('../../../renderer/state/tasks-store');
    const found = () => useTasks.getState().tasks.find(({ label }) => label.en === name);
    await vi.waitFor(() => expect(found()).toBeDefined());
    found()!.cancel!();
  }
  /** An engine whose work with weights takes until it is given up. */
  function busyEngine() {
    const calls: string[] = [];
    const begun: ((error: unknown) => void)[] = [];
    const endless = (name: string) => () => {
      calls.push(name);
      return new Promise<never>((_, reject) => begun.push(reject));
    };
    const handlers: Partial<Handlers> = {
      'engine.setProject': () => ({ diagnostics: [] }),
      'engine.saveWeights': endless('save'),
      'engine.takeWeights': endless('take'),
      'engine.cancelWeights': async () => {
        calls.push('cancel');
        const { DiagnosticError } = await import('#shared/graph/diagnostic');
        for (const reject of begun) reject(new DiagnosticError(WEIGHTS_CANCELLED));
        return {};
      },
    };
    return { calls, handlers };
  }
  const lastToast = (toasts: readonly { readonly text: unknown; readonly tone: string }[]) => {
    const toast = toasts.at(-1)!;
    return [toast.tone, (toast.text as Localized).en] as const;
  };

  it('saving weights with the project is given up in the engine, and the project itself is saved', async () => {
    const { calls, handlers } = busyEngine();
    const { actions, useUi, written } = await setUp(handlers);
    const { useRun } = await import('../../../renderer/state/run-store');
    const { useOpenFile } = await import('../../../renderer/session/open-file');
    await actions.openFirst();
    await actions.saveProjectAs();
    useOpenFile.setState({ weights: '/documents/Example.safetensors' });
    const { run } = useRun.getState();
    useRun.setState({ run: { ...run, state: 'done' }, process: READY });
    const saving = actions.saveProject();
    await vi.waitFor(() => expect(calls).toEqual(['save']));
    await cancelTask('Saving the weights');
    await saving;
    expect([calls, written.length]).toEqual([['save', 'cancel'], 2]);
    expect(lastToast(useUi.getState().toasts)).toEqual([
      'info',
      expect.stringContaining('the weights beside it are still those of before'),
    ]);
  });

  it('reading a project’s weights is given up in the engine, and told', async () => {
    const { calls, handlers } = busyEngine();
    const { actions, useProject, useUi } = await setUp({
      ...handlers,
      'projects.read': ({ path }) => ({ path, text: textOf('Learned'), version: 'v', weights: '/w' }),
    });
    const { useRun } = await import('../../../renderer/state/run-store');
    useRun.setState({ process: READY });
    await actions.openFirst();
    await actions.openRecent('/learned.json');
    await vi.waitFor(() => expect(calls).toEqual(['take']));
    await cancelTask('Reading the weights');
    await vi.waitFor(() => expect(useUi.getState().toasts).toHaveLength(1));
    expect([useProject.getState().project.name, calls]).toEqual(['Learned', ['take', 'cancel']]);
    expect(lastToast(useUi.getState().toasts)).toEqual(['info', expect.stringContaining('start afresh')]);
  });

  it('opening a file is given up, and what is open stays', async () => {
    const calls: string[] = [];
    let answer!: () => void;
    const { actions, useProject, useUi } = await setUp({
      'projects.read': ({ path }) =>
        new Promise((resolve) => {
          answer = () => resolve({ path, text: textOf('Large'), version: 'v', weights: null });
        }),
      'projects.cancelRead': () => {
        calls.push('cancel');
        answer();
        return {};
      },
    });
    await actions.openFirst();
    const opening = actions.openRecent('/large.neuroloom');
    await cancelTask('Opening the project');
    await opening;
    expect([useProject.getState().project.name, calls, useUi.getState().toasts]).toEqual([
      'Example',
      ['cancel'],
      [],
    ]);
  });

  it('packing is given up where the archive is written, and nothing is told', async () => {
    let refuse!: (reason: Error) => void;
    const calls: string[] = [];
    const { actions, useUi } = await setUp({
      'app.info': () => APP_INFO,
      'projects.pack': () =>
        new Promise((_, reject) => {
          calls.push('pack');
          refuse = reject;
        }),
      'projects.cancelPack': () => {
        calls.push('cancel');
        refuse(new Error('Packing was cancelled.'));
        return {};
      },
    });
    await actions.openFirst();
    const packing = actions.packProject();
    await vi.waitFor(() => expect(calls).toEqual(['pack']));
    await cancelTask('Packing the project');
    await packing;
    expect([calls, useUi.getState().toasts]).toEqual([['pack', 'cancel'], []]);
  });
});

describe('opening', () => {
  it('refuses a damaged file with the reason and keeps what is open', async () => {
    const { actions, useProject, useUi } = await setUp();
    await actions.openFirst();
    await actions.openProjectText('{"format":"neuroloom",\n"version":', null);
    const [toast] = useUi.getState().toasts;
    expect([useProject.getState().project.name, toast?.tone, toast?.text]).toEqual([
      'Example',
      'error',
      { en: expect.stringContaining('line 2'), ko: expect.stringContaining('2번째 줄') },
    ]);
    // The code is for whoever looks further.
    expect(toast?.detail).toMatch(/^project-not-json/);
    expect(JSON.stringify(toast?.text)).not.toContain('project-not-json');
  });

  it('asks before unsaved work goes, and keeps it when that is cancelled', async () => {
    const { actions, useProject, useUi, rename } = await setUp();
    await actions.openFirst();
    rename('Mine');
    const opening = actions.openProjectText(textOf('Other'), null);
    await vi.waitFor(() => expect(useUi.getState().answer).not.toBeNull());
    useUi.getState().answer?.('cancel');
    await opening;
    expect(useProject.getState().project.name).toBe('Mine');
  });

  it('saves first when asked to', async () => {
    const { actions, useProject, useUi, rename, written } = await setUp();
    await actions.openFirst();
    rename('Mine');
    const opening = actions.openProjectText(textOf('Other'), null);
    await vi.waitFor(() => expect(useUi.getState().answer).not.toBeNull());
    useUi.getState().answer?.('save');
    await opening;
    expect([written[0]?.name, useProject.getState().project.name]).toEqual(['Mine', 'Other']);
  });
});

describe('saving', () => {
  it('writes what is on screen, forgets the autosave and knows that nothing is unsaved', async () => {
    const { actions, useProject, keepUnsaved, rename, written, autosaves } = await setUp();
    await actions.openFirst();
    rename('Mine');
    await keepUnsaved();
    const kept = autosaves.size;
    await actions.saveProjectAs();
    await actions.saveProject();
    const { project, saved, path } = useProject.getState();
    const parsed = parseProject(written[0]!.text);
    expect([kept, autosaves.size, saved === project, path, parsed.ok && parsed.value.name]).toEqual([
      1,
      0,
      true,
      '/documents/Mine.json',
      'Mine',
    ]);
  });

  it('twice at once writes one after the other, and takes its own writing for nobody else’s', async () => {
    const expected: (string | null | undefined)[] = [];
    const { actions, useQuestion, rename } = await setUp({
      'projects.write': async (input) => {
        expected.push(input.expected);
        await new Promise((resolve) => setTimeout(resolve, 5));
        return { path: '/documents/Mine.json', savedAt: 1, version: versionOf(input.text) };
      },
    });
    await actions.openFirst();
    await actions.saveProjectAs();
    rename('A longer name');
    const first = actions.saveProject();
    rename('An even longer name');
    await Promise.all([first, actions.saveProject()]);
    expect([new Set(expected).size, useQuestion.getState().question]).toEqual([3, null]);
  });

  it('settles a change from outside that was told of meanwhile', async () => {
    const { actions, useQuestion, rename } = await setUp();
    await actions.openFirst();
    await actions.saveProjectAs();
    rename('A longer name');
    const { onFileChanged } = await import('../../../renderer/session/save-project');
    await Promise.all([actions.saveProject(), onFileChanged('/documents/Example.json', 'other')]);
    const asked = useQuestion.getState().question;
    void onFileChanged('/documents/Example.json', 'other');
    await vi.waitFor(() => expect(useQuestion.getState().question).not.toBeNull());
    expect(asked).toBeNull();
  });
});
