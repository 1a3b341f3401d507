import type { GraphEdge } from '#shared/graph/document';
import { formatShape, sizeOf } from '#shared/graph/shape';
import { formatCount } from '#shared/graph/count';
import { useText } from '../i18n/use-text';
import { ProblemCard } from '../problems/ProblemCard';
import { WhyNumber } from '../why/WhyNumber';
import { useGraph, useNodeInference, useProblems, useProject } from '../state/project-store';

/** A wire: the blocks it joins, and what flows through it. */
export function WireInfo({ edge }: { edge: GraphEdge }) {
  const t = useText();
  const shape = useNodeInference(edge.source)?.shape;
  const problems = useProblems().filter(({ edgeId }) => edgeId === edge.id);
  return (
    <div className="h-full overflow-auto p-3 text-sm">
      <h2 className="mb-3 text-base font-semibold">{t({ en: 'Wire', ko: '연결선' })}</h2>
      <dl className="grid grid-cols-[auto_1fr] items-center gap-x-4 gap-y-2">
        <dt className="text-muted">{t({ en: 'From', ko: '시작' })}</dt>
        <dd>
          <BlockLink id={edge.source} />
        </dd>
        <dt className="text-muted">{t({ en: 'To', ko: '끝' })}</dt>
        <dd>
          <BlockLink id={edge.target} />
        </dd>
        <dt className="text-muted">{t({ en: 'Shape', ko: '모양' })}</dt>
        <dd>
          <WhyNumber quantity="shape" nodeId={edge.source}>
            {shape ? formatShape(shape) : '—'}
          </WhyNumber>
        </dd>
        <dt className="text-muted">{t({ en: 'Values for each sample', ko: '샘플당 값의 수' })}</dt>
        <dd className="tabular-nums">{shape ? formatCount(sizeOf(shape)) : '—'}</dd>
      </dl>
      <div className="mt-3 flex flex-col gap-1.5">
        {problems.map((problem) => (
          <ProblemCard key={problem.code} problem={problem} />
        ))}
      </div>
    </div>
  );
}

function BlockLink({ id }: { id: string }) {
  const name = useGraph().nodes.find((node) => node.id === id)?.name;
  const select = useProject((state) => state.select);
  return (
    <button type="button" className="text-accent hover:underline" onClick={() => select([id])}>
      {name}
    </button>
  );
}
