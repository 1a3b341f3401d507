import type { ReactNode } from 'react';
import { CommandPalette } from '../commands/CommandPalette';
import { ExportDialog } from '../export-drawing/ExportDialog';
import { KeysDialog } from '../keys/KeysDialog';
import { Gallery } from '../projects/Gallery';
import { QuestionDialog } from '../projects/QuestionDialog';
import { RecoveryDialog } from '../projects/RecoveryDialog';
import { UnsavedDialog } from '../projects/UnsavedDialog';
import { VersionsDialog } from '../projects/VersionsDialog';
import { RatesDialog } from '../rates/RatesDialog';
import { type DialogName, useUi } from '../state/ui-store';
import { WeightsDialog } from '../weights/WeightsDialog';
import { AboutDialog } from './AboutDialog';

const DIALOGS: Readonly<Record<DialogName, ReactNode>> = {
  gallery: <Gallery />,
  commands: <CommandPalette />,
  recovery: <RecoveryDialog />,
  versions: <VersionsDialog />,
  about: <AboutDialog />,
  keys: <KeysDialog />,
  rates: <RatesDialog />,
  weights: <WeightsDialog />,
  drawing: <ExportDialog />,
};

/** The dialog that is open, if any; the question about unsaved work lies above it. */
export function Dialogs() {
  const dialog = useUi((state) => state.dialog);
  const isAsking = useUi((state) => state.answer !== null);
  return (
    <>
      {dialog && DIALOGS[dialog]}
      {isAsking && <UnsavedDialog />}
      <QuestionDialog />
    </>
  );
}
