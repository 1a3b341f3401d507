import { create } from 'zustand';

/** Dialogs that are open, the uppermost last: what is to be seen and heard has to be inside of it. */
export const useOpenDialogs = create<{ readonly dialogs: readonly HTMLDialogElement[] }>()(() => ({
  dialogs: [],
}));

/** Says that a dialog has opened; returns what says that it has closed. */
export function addDialog(dialog: HTMLDialogElement): () => void {
  useOpenDialogs.setState(({ dialogs }) => ({ dialogs: [...dialogs, dialog] }));
  return () =>
    useOpenDialogs.setState(({ dialogs }) => ({ dialogs: dialogs.filter((other) => other !== dialog) }));
}
