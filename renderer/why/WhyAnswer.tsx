import { formatBytes } from '#shared/graph/bytes';
import { plainNumber, valueOf } from '#shared/layers/why/term';
import { formatCount } from '#shared/graph/count';
import { useText } from '../i18n/use-text';
import { canvasView } from '../state/canvas-view';
import { useGraph, useInference, useProject } from '../state/project-store';
import { alignedTex, legendOf } from './aligned';
import { type Answer, answerOf, type Part, type Quantity } from './answer';
import { Formula } from './Formula';

/** The rule behind a number, the same with this block's numbers, and what its letters mean. */
export function WhyAnswer({ quantity, nodeId }: { quantity: Quantity; nodeId?: string | undefined }) {
  const t = useText();
  const { nodes } = useGraph();
  const inference = useInference();
  const batchSize = useProject((state) => state.project.training.batchSize);
  const node = nodes.find(({ id }) => id === nodeId);
  const answer =
    nodeId !== undefined && !node ? null : answerOf({ quantity, inference, nodes, node, batchSize });
  if (!answer) {
    return (
      <p className="text-sm text-muted">
        {t({
          en: 'There is no number yet: the block must be connected and free of errors.',
          ko: '아직 수가 없습니다. 블록이 연결되고 오류가 없어야 합니다.',
        })}
      </p>
    );
  }
  return (
    <div className="flex flex-col gap-3 text-sm">
      <h2 className="font-semibold tabular-nums">
        {t(answer.title)}
        {node && <span className="ml-2 text-xs font-normal text-muted">{node.name}</span>}
      </h2>
      <Lines answer={answer} />
      {answer.parts.length > 0 && <Parts parts={answer.parts} quantity={quantity} />}
      {answer.notes.map((note) => (
        <p key={note.en} className="text-xs text-muted">
          {t(note)}
        </p>
      ))}
    </div>
  );
}

function Lines({ answer }: { answer: Answer }) {
  const t = useText();
  const { lines } = answer;
  const legend = legendOf(lines);
  return (
    <>
      {lines.map((line) => (
        <div key={line.tex} data-result={valueOf(line.term)}>
          <p className="mb-1 text-xs text-muted">{t(line.name)}</p>
          <Formula isBlock tex={alignedTex(line)} />
        </div>
      ))}
      {legend.length > 0 && (
        <dl className="grid grid-cols-[auto_1fr_auto] items-baseline gap-x-3 gap-y-1 border-t border-line pt-2 text-xs">
          {legend.map(({ tex, meaning, value }) => (
            <div key={tex} className="contents">
              <dt>
                <Formula tex={tex} />
              </dt>
              <dd className="text-muted">{t(meaning)}</dd>
              <dd className="text-right tabular-nums">{plainNumber(value)}</dd>
            </div>
          ))}
        </dl>
      )}
    </>
  );
}

/** Blocks whose numbers add up, each with its share. */
function Parts({ parts, quantity }: { parts: readonly Part[]; quantity: Quantity }) {
  const t = useText();
  const select = useProject((state) => state.select);
  const drawn = new Set(useGraph().nodes.map(({ id }) => id));
  const sum = parts.reduce((total, { value }) => total + value, 0);
  const text = (value: number) => (quantity === 'memory' ? formatBytes(value) : formatCount(value));
  return (
    <table className="w-full text-xs tabular-nums">
      <tbody>
        {parts.map(({ id, name, value }) => (
          <tr key={id}>
            <td className="max-w-40 truncate py-0.5 pr-2">
              {drawn.has(id) ? (
                <button
                  type="button"
                  className="max-w-full truncate hover:underline"
                  onClick={() => {
                    select([id]);
                    canvasView()?.reveal(id);
                  }}
                >
                  {name}
                </button>
              ) : (
                name
              )}
            </td>
            <td className="w-24 py-0.5 pr-2" aria-hidden>
              <span
                className="block h-1.5 min-w-px rounded-full bg-accent"
                style={{ width: `${(100 * value) / sum}%` }}
              />
            </td>
            <td className="py-0.5 text-right">{text(value)}</td>
          </tr>
        ))}
        <tr className="border-t border-line font-semibold">
          <td className="pt-1" colSpan={2}>
            {t({ en: 'together', ko: '합계' })}
          </td>
          <td className="pt-1 text-right">{text(sum)}</td>
        </tr>
      </tbody>
    </table>
  );
}
