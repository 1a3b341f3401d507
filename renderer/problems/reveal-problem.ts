import type { Diagnostic } from '#shared/graph/diagnostic';
import { DEFAULT_TRAINING } from '#shared/train/config';
import { canvasView } from '../state/canvas-view';
import { useProject } from '../state/project-store';
import { useSettings } from '../state/settings-store';

/** Brings to light where a problem is: its block or wire on the canvas, the Training panel, or the Data panel. */
export function revealProblem(problem: Diagnostic): void {
  const { nodeId, edgeId, param } = problem;
  const { set } = useSettings.getState();
  const place = nodeId ?? edgeId;
  if (place !== undefined) canvasView()?.reveal(place);
  else if (problem === useProject.getState().dataProblem) set({ leftTab: 'data' });
  else if (param !== undefined && isTrainingSetting(param)) set({ leftTab: 'training' });
}

/** Whether there is a place to show. */
export const hasPlace = (problem: Diagnostic): boolean =>
  problem.nodeId !== undefined ||
  problem.edgeId !== undefined ||
  (problem.param !== undefined && isTrainingSetting(problem.param)) ||
  problem === useProject.getState().dataProblem;

/** A setting, or a part of one: `callbacks.0.patience`. */
const isTrainingSetting = (param: string): boolean =>
  Object.hasOwn(DEFAULT_TRAINING, param.split('.')[0]!) ||
  Object.hasOwn(useProject.getState().project.training.optimizer.params, param);
