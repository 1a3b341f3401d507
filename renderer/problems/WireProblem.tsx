import { EdgeLabelRenderer } from '@xyflow/react';
import { useProblems } from '../state/project-store';
import { Icon } from '../ui/Icon';
import { ProblemTip } from './ProblemTip';

/** The sign in the middle of a wire that has a problem; it opens what is wrong. For use within a wire of the canvas. */
export function WireProblem({ edgeId, x, y }: { edgeId: string; x: number; y: number }) {
  const problem = useProblems().find((one) => one.edgeId === edgeId && one.severity === 'error');
  if (!problem) return null;
  return (
    <EdgeLabelRenderer>
      <div
        className="pointer-events-auto absolute rounded-full bg-panel p-0.5 shadow-sm"
        style={{ transform: `translate(-50%, -50%) translate(${x}px, ${y}px)` }}
      >
        <ProblemTip place={edgeId} severity="error" message={problem.message} className="block">
          <Icon name="circle-alert" size={16} />
        </ProblemTip>
      </div>
    </EdgeLabelRenderer>
  );
}
