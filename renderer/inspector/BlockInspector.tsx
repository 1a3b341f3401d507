import { completeParams } from '#shared/compile/infer';
import type { Localized } from '#shared/graph/diagnostic';
import type { GraphNode } from '#shared/graph/document';
import type { Shape } from '#shared/graph/shape';
import { CATEGORIES } from '#shared/layers/categories';
import { hasDropMask } from '#shared/compile/drop-mask';
import { PICTURED_WEIGHTS } from '#shared/layers/pictured-weights';
import type { LayerDefinition } from '#shared/layers/definition';
import { useText } from '../i18n/use-text';
import { BatchStatisticsTab } from '../inside/BatchStatisticsTab';
import { DistributionTab } from '../inside/DistributionTab';
import { MaskTab } from '../inside/MaskTab';
import { useNodeInference } from '../state/project-store';
import { type Tab, Tabs } from '../ui/Tabs';
import { BlockHeader } from './BlockHeader';
import { FiltersTab } from './FiltersTab';
import { HelpTab } from './HelpTab';
import { type InspectorTab, useInspectorTab } from './inspector-tab';
import { MapsTab } from './MapsTab';
import { ParametersTab } from './ParametersTab';
import { WeightsTab } from './WeightsTab';

interface BlockInspectorProps {
  readonly node: GraphNode;
  readonly layer: LayerDefinition;
}

/** One block: its name and numbers, and the tabs that its layer has. */
export function BlockInspector({ node, layer }: BlockInspectorProps) {
  const t = useText();
  const inferred = useNodeInference(node.id);
  const { tab, setTab } = useInspectorTab();
  const kernel = PICTURED_WEIGHTS.flatMap(
    (pictured) => inferred?.weights.find(({ name }) => name === pictured) ?? [],
  )[0];
  const shape = inferred?.shape;

  const tabs: (Tab<InspectorTab> | false | undefined)[] = [
    {
      id: 'parameters',
      label: t({ en: 'Parameters', ko: '설정' }),
      content: <ParametersTab nodes={[node]} layer={layer} />,
    },
    kernel?.shape.length === 4 && {
      id: 'filters',
      label: t({ en: 'Filters', ko: '필터' }),
      content: <FiltersTab key={node.id} node={node} kernel={kernel.shape} />,
    },
    (kernel?.shape.length === 2 || kernel?.shape.length === 3) && {
      id: 'weights',
      label: t({ en: 'Weights', ko: '가중치' }),
      content: <WeightsTab key={node.id} node={node} kernel={kernel} />,
    },
    shape && {
      id: 'maps',
      label: shape.length === 3 ? t({ en: 'Maps', ko: '특징 맵' }) : t({ en: 'Activations', ko: '활성값' }),
      content: <MapsTab key={node.id} node={node} shape={shape} />,
    },
    shape && inside(node, layer, shape, t),
    shape && {
      id: 'distribution',
      label: t({ en: 'Distribution', ko: '분포' }),
      content: <DistributionTab key={node.id} node={node} weights={inferred.weights} />,
    },
    {
      id: 'help',
      label: t({ en: 'Help', ko: '도움말' }),
      content: <HelpTab node={node} layer={layer} inferred={inferred} />,
    },
  ];
  const shown = tabs.filter((candidate) => candidate !== undefined && candidate !== false);
  return (
    <div className="flex h-full flex-col">
      <BlockHeader
        key={node.id}
        node={node}
        kinds={[layer.type, t(CATEGORIES[layer.category].label)]}
        inferred={inferred}
      />
      <div className="min-h-0 flex-1">
        <Tabs<InspectorTab>
          // Another block is read from its beginning.
          key={node.id}
          isDense={shown.length > 3}
          label={t({ en: 'Of this block', ko: '이 블록' })}
          tabs={shown}
          value={shown.some(({ id }) => id === tab) ? tab : 'parameters'}
          onChange={setTab}
        />
      </div>
    </div>
  );
}

/** What only some layers have: the statistics of a BatchNormalization, the mask of a Dropout. */
function inside(
  node: GraphNode,
  layer: LayerDefinition,
  shape: Shape,
  t: (text: Localized) => string,
): Tab<InspectorTab> | undefined {
  if (node.type === 'BatchNormalization')
    return {
      id: 'inside',
      label: t({ en: 'Statistics', ko: '통계' }),
      content: <BatchStatisticsTab key={node.id} node={node} />,
    };
  if (!hasDropMask(node.type)) return undefined;
  const rate = Number(completeParams(layer, node.params)['rate']);
  return {
    id: 'inside',
    label: t({ en: 'Mask', ko: '마스크' }),
    content: <MaskTab key={node.id} node={node} shape={shape} rate={rate} />,
  };
}
