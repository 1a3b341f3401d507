import type { Diagnostic } from '#shared/graph/diagnostic';
import type { CheckSource } from '../check-source';
import type { Inference } from '../inference';
import { fewerUnits, renameTwin, renewId, unfreeze } from './blocks';
import { type FindFix, repairContext } from './definition';
import { adaptInputs, addClassifier, makeImage, makeSequence } from './shapes';
import {
  addInput,
  addOutput,
  breakCycle,
  connectOpenEnd,
  removeSpareWires,
  removeThisWire,
  replugWire,
} from './wires';

/** How problems are repaired for which one has to look around in the drawing. */
const FIXES: Readonly<Record<string, FindFix>> = {
  'no-input': addInput,
  'no-output': addOutput,
  'nothing-to-train': unfreeze,
  'duplicate-id': renewId,
  'duplicate-name': renameTwin,
  'missing-input': connectOpenEnd,
  'too-many-inputs': removeSpareWires,
  'unknown-port': replugWire,
  'dangling-wire': removeThisWire,
  cycle: breakCycle,
  'layer-needs-image': makeImage,
  'layer-needs-sequence': makeSequence,
  'layer-needs-steps': makeSequence,
  'merge-shapes-differ': adaptInputs,
  'head-does-not-fit': addClassifier,
  'too-many-parameters': fewerUnits,
};

/** Kinds of which a repair that is found here is better than the one that is there. */
const BETTER: ReadonlySet<string> = new Set(['missing-input']);

/** The problems of a drawing with repairs for those that have none. */
export function withRepairs(
  problems: readonly Diagnostic[],
  source: CheckSource,
  inference: Inference,
): readonly Diagnostic[] {
  const isOpen = ({ code, fix }: Diagnostic) => Object.hasOwn(FIXES, code) && (!fix || BETTER.has(code));
  if (!problems.some(isOpen)) return problems;
  const context = repairContext(source, inference);
  return problems.map((problem) => {
    const fix = isOpen(problem) ? FIXES[problem.code]!(problem, context) : undefined;
    return fix ? { ...problem, fix } : problem;
  });
}
