import type { CommandId } from '#shared/commands/table';
import { collapseSelection, hasCompositeSelection, unpackSelection } from '../canvas/composite-actions';
import * as edit from '../canvas/edit-actions';
import { copyDrawing, hasDrawing } from '../export-drawing/export-actions';
import { exportDrawing } from '../export-drawing/export-store';
import { addNoteHere, frameSelection } from '../canvas/frame-actions';
import { canConnect, connectSelection, editParameters } from '../canvas/keyboard-actions';
import {
  canOpenComposite,
  isInside,
  leaveComposite,
  openSelectedComposite,
} from '../canvas/scope/open-scope';
import { addPort } from '../canvas/scope/port-actions';
import { openFind } from '../find/find-store';
import {
  openFile,
  packProject,
  saveProject,
  saveProjectAs,
  saveWeights,
  startNewProject,
} from '../session/project-actions';
import { hasTrained } from '../session/project-weights';
import {
  pauseTraining,
  restartEngine,
  resumeTraining,
  stopTraining,
  train,
} from '../session/training-actions';
import { usePreflight } from '../preflight/preflight-store';
import { goToRegion } from '../ui/regions';
import { canvasView } from '../state/canvas-view';
import { togglePanel } from '../state/panels-store';
import { useProject } from '../state/project-store';
import { isTraining, useRun } from '../state/run-store';
import { useSettings } from '../state/settings-store';
import { useTour } from '../tour/tour-store';
import { useUi } from '../state/ui-store';
import { showDevice } from '../training/show-device';

interface Binding {
  readonly run: () => unknown;
  /** Whether it applies now; always, where absent. */
  readonly isEnabled?: () => boolean;
}

const state = () => useRun.getState().run.state;
const hasEngine = () => useRun.getState().process.state === 'ready';
const canStart = () => hasEngine() && !isTraining(useRun.getState().run);
const toggleCost = () => {
  const { showCost, set } = useSettings.getState();
  set({ showCost: !showCost });
};
const togglePreflight = () => {
  const { isOpen, set } = usePreflight.getState();
  set({ isOpen: !isOpen });
};
const toggleTheme = () => {
  const { theme, set } = useSettings.getState();
  set({ theme: theme === 'dark' ? 'light' : 'dark' });
};
const toggleSnap = () => {
  const { snap, set } = useSettings.getState();
  set({ snap: !snap });
};
const toggleLanguage = () => {
  const { language, set } = useSettings.getState();
  set({ language: language === 'en' ? 'ko' : 'en' });
};

/** What every command of the table does. */
export const BINDINGS: Readonly<Record<CommandId, Binding>> = {
  'file.new': { run: startNewProject },
  'file.examples': { run: () => useUi.getState().open('gallery') },
  'file.open': { run: openFile },
  'file.save': { run: saveProject },
  'file.saveAs': { run: saveProjectAs },
  'file.saveWeights': { run: saveWeights, isEnabled: hasTrained },
  'file.pack': { run: packProject },
  'file.versions': { run: () => useUi.getState().open('versions') },
  'file.drawingPng': { run: () => exportDrawing('png'), isEnabled: hasDrawing },
  'file.drawingSvg': { run: () => exportDrawing('svg'), isEnabled: hasDrawing },
  'edit.undo': {
    run: () => useProject.getState().undo(),
    isEnabled: () => useProject.getState().past.length > 0,
  },
  'edit.redo': {
    run: () => useProject.getState().redo(),
    isEnabled: () => useProject.getState().future.length > 0,
  },
  'edit.history': { run: () => useUi.getState().showHistory(!useUi.getState().isHistoryOpen) },
  'edit.cut': { run: edit.cutSelection, isEnabled: edit.hasItemSelection },
  'edit.copy': { run: edit.copySelection, isEnabled: edit.hasItemSelection },
  'edit.copyPicture': { run: copyDrawing, isEnabled: hasDrawing },
  'edit.paste': { run: edit.paste },
  'edit.duplicate': { run: edit.duplicateSelection, isEnabled: edit.hasItemSelection },
  'edit.delete': { run: () => edit.deleteSelection(true), isEnabled: edit.hasSelection },
  'edit.cutOut': { run: () => edit.deleteSelection(false), isEnabled: edit.hasSelection },
  'edit.selectAll': { run: edit.selectAll },
  'edit.deselect': {
    run: () => (edit.hasSelection() ? edit.deselect() : leaveComposite()),
    isEnabled: () => edit.hasSelection() || isInside(),
  },
  'edit.rename': { run: edit.renameSelection, isEnabled: edit.hasItemSelection },
  'edit.parameters': {
    run: () => (canOpenComposite() ? openSelectedComposite() : editParameters()),
    isEnabled: edit.hasNodeSelection,
  },
  'edit.connect': { run: connectSelection, isEnabled: canConnect },
  'edit.bypass': { run: edit.toggleBypass, isEnabled: edit.hasNodeSelection },
  'edit.freeze': { run: edit.toggleFreeze, isEnabled: edit.hasNodeSelection },
  'edit.frame': { run: frameSelection, isEnabled: edit.hasItemSelection },
  'edit.collapse': { run: collapseSelection, isEnabled: edit.hasNodeSelection },
  'edit.openComposite': { run: openSelectedComposite, isEnabled: canOpenComposite },
  'edit.addPortIn': { run: () => addPort('in'), isEnabled: isInside },
  'edit.addPortOut': { run: () => addPort('out'), isEnabled: isInside },
  'edit.unpack': { run: unpackSelection, isEnabled: hasCompositeSelection },
  'edit.note': { run: addNoteHere },
  'view.palette': { run: () => useUi.getState().open('commands') },
  'view.addLayer': { run: () => canvasView()?.openAdd() },
  'view.find': { run: openFind },
  'view.leaveComposite': { run: leaveComposite, isEnabled: isInside },
  'view.fit': { run: () => canvasView()?.fit() },
  'view.fitSelection': { run: () => canvasView()?.fitSelection(), isEnabled: edit.hasItemSelection },
  'view.fullSize': { run: () => canvasView()?.fullSize() },
  'view.zoomIn': { run: () => canvasView()?.zoomIn() },
  'view.zoomOut': { run: () => canvasView()?.zoomOut() },
  'view.autoLayout': { run: edit.autoLayout },
  'view.snap': { run: toggleSnap },
  'view.cost': { run: toggleCost },
  'view.code': { run: () => useSettings.getState().set({ dockTab: 'code' }) },
  'view.leftPanel': { run: () => togglePanel('left') },
  'view.dock': { run: () => togglePanel('dock') },
  'view.inspector': { run: () => togglePanel('right') },
  'view.nextRegion': { run: () => goToRegion(1) },
  'view.previousRegion': { run: () => goToRegion(-1) },
  'view.theme': { run: toggleTheme },
  'view.language': { run: toggleLanguage },
  'train.start': { run: () => train('all', 'fresh'), isEnabled: canStart },
  'train.pause': { run: pauseTraining, isEnabled: () => isTraining(useRun.getState().run) },
  'train.resume': { run: resumeTraining, isEnabled: () => hasEngine() && state() === 'paused' },
  'train.stop': {
    run: stopTraining,
    isEnabled: () => isTraining(useRun.getState().run) || state() === 'paused',
  },
  'train.step': { run: () => train('step', 'continue'), isEnabled: canStart },
  'train.epoch': { run: () => train('epoch', 'continue'), isEnabled: canStart },
  'train.continue': {
    run: () => train('all', 'continue'),
    isEnabled: () => canStart() && state() !== 'idle',
  },
  'train.preflight': { run: togglePreflight },
  'train.device': { run: showDevice },
  'train.findRate': { run: () => useUi.getState().open('rates') },
  'train.takeWeights': { run: () => useUi.getState().open('weights') },
  'train.restartEngine': { run: restartEngine },
  'help.tour': { run: () => useTour.getState().start() },
  'help.keys': { run: () => useUi.getState().open('keys') },
  'help.about': { run: () => useUi.getState().open('about') },
};
