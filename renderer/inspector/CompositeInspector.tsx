import type { Composite, GraphNode } from '#shared/graph/document';
import { innerId } from '#shared/graph/expand';
import type { ParamSpec } from '#shared/graph/params';
import { formatShape } from '#shared/graph/shape';
import { formatCount } from '#shared/graph/count';
import { runCommand } from '../commands/run-command';
import { ParamField } from '../forms/ParamField';
import { useText } from '../i18n/use-text';
import { blockKind } from '../state/block-kind';
import { canvasView } from '../state/canvas-view';
import { usesOf } from '../state/composites';
import { useInference, useNodeInference, useProject } from '../state/project-store';
import { inferenceOfBlock } from '../state/scope-layers';
import { Button } from '../ui/Button';
import { BlockHeader } from './BlockHeader';
import { BlockToggles } from './BlockToggles';
import { setRepeat } from './edit-block';
import { LayerTableHead } from './LayerTableHead';
import { Section } from './Section';

const REPEAT: ParamSpec = {
  kind: 'int',
  min: 1,
  max: 200,
  default: 1,
  label: { en: 'Repeat', ko: '반복' },
  help: {
    en: 'How many times in a row; each round has weights of its own.',
    ko: '이어서 몇 번 반복할지 정합니다. 반복마다 가중치가 따로 있습니다.',
  },
};

/** A composite block: how often it repeats, and the layers that it stands for. */
export function CompositeInspector({ node, composite }: { node: GraphNode; composite: Composite }) {
  const t = useText();
  const inferred = useNodeInference(node.id);
  const graph = useProject((state) => state.project.graph);
  const uses = usesOf(graph, composite.id);
  return (
    <div className="flex h-full flex-col">
      <BlockHeader
        key={node.id}
        node={node}
        kinds={[t({ en: 'Composite block', ko: '합성 블록' })]}
        inferred={inferred}
      />
      <div className="min-h-0 flex-1 overflow-auto">
        <div className="px-3 py-2">
          <ParamField
            id="composite-repeat"
            spec={REPEAT}
            value={node.composite!.repeat}
            onChange={(value) => setRepeat(node, Number(value))}
          />
          <BlockToggles nodes={[node]} />
          {uses > 1 && (
            <p className="mt-1 text-xs text-muted">
              {t({ en: `${uses} blocks are made of it.`, ko: `블록 ${uses}개가 같은 구성을 씁니다.` })}
            </p>
          )}
        </div>
        <Section
          title={t({ en: 'Layers inside', ko: '안의 층' })}
          trailing={
            <>
              <Button onClick={() => runCommand('edit.unpack')}>{t({ en: 'Unpack', ko: '풀기' })}</Button>
              <Button onClick={() => runCommand('edit.openComposite')}>
                {t({ en: 'Open', ko: '열기' })}
              </Button>
            </>
          }
        >
          <InnerLayers node={node} composite={composite} />
        </Section>
      </div>
    </div>
  );
}

interface InnerLayersProps {
  readonly node: GraphNode;
  readonly composite: Composite;
}

/** The layers of the first round, with their shapes; a click goes to the layer inside. */
function InnerLayers({ node, composite }: InnerLayersProps) {
  const t = useText();
  const inference = useInference();
  const composites = useProject((state) => state.project.graph.composites);
  return (
    <table className="w-full table-fixed text-xs tabular-nums">
      <LayerTableHead />
      <tbody>
        {composite.nodes.map((layer) => {
          const { id, name, type } = layer;
          const kind = t(blockKind(type));
          const place = innerId(node.id, 0, id);
          const inner = layer.composite
            ? inferenceOfBlock(inference, composites, { ...layer, id: place })
            : inference.nodes.get(place);
          return (
            <tr key={id}>
              <td className="truncate py-0.5 pr-1" title={`${name} (${kind})`}>
                <button
                  type="button"
                  className="max-w-full truncate text-left hover:underline"
                  onClick={() => canvasView()?.reveal(place)}
                >
                  {name} <span className="text-muted">({kind})</span>
                </button>
              </td>
              <td className="truncate py-0.5 pr-1">{inner?.shape ? formatShape(inner.shape) : '—'}</td>
              <td className="py-0.5 text-right">{inner ? formatCount(inner.params) : '—'}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
