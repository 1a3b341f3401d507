import { useNodeId } from '@xyflow/react';
import type { Diagnostic } from '#shared/graph/diagnostic';
import { Icon } from '../ui/Icon';
import { ProblemTip } from './ProblemTip';
import { SEVERITIES } from './severity';

interface BlockProblemProps {
  /** The worst problem of the block. */
  readonly problem: Pick<Diagnostic, 'severity' | 'message'>;
  /** Of the icon. */
  readonly className?: string;
}

/** The sign on a block that has a problem; it opens all of them. For use within a block of the canvas. */
export function BlockProblem({ problem: { severity, message }, className }: BlockProblemProps) {
  const nodeId = useNodeId();
  return (
    <ProblemTip place={nodeId ?? ''} severity={severity} message={message}>
      <Icon name={SEVERITIES[severity].icon} size={14} {...(className !== undefined && { className })} />
    </ProblemTip>
  );
}
