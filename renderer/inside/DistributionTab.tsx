import type { GraphNode } from '#shared/graph/document';
import type { WeightSpec } from '#shared/layers/definition';
import { formatCount } from '#shared/graph/count';
import { useText } from '../i18n/use-text';
import { ViewNote } from '../inspector/ViewNote';
import { useLive } from '../state/live-store';
import { SamplePicker } from '../views/SamplePicker';
import { useInspected } from '../views/use-inspected';
import { HistogramPicture } from './HistogramPicture';
import { useFrameNumber } from './use-frame-number';

interface DistributionTabProps {
  readonly node: GraphNode;
  readonly weights: readonly WeightSpec[];
}

/** How a block's outputs, weights and gradients are distributed, live. */
export function DistributionTab({ node, weights }: DistributionTabProps) {
  const t = useText();
  useInspected(node.id, 'distribution', 0);
  const step = useFrameNumber('gradientStep');
  const trained = node.trainable ? weights.filter(({ trainable }) => trainable) : [];
  return (
    <div className="flex flex-col gap-2 p-3">
      <ViewNote />
      <SamplePicker picture={false} />
      <h3 className="text-xs font-semibold text-muted">
        {t({ en: 'Outputs, for samples from this one on', ko: '이 샘플부터 여러 샘플의 출력' })}
      </h3>
      <HistogramPicture
        name="outputs"
        title={t({ en: 'output', ko: '출력' })}
        label={t({ en: `Distribution of the outputs of ${node.name}`, ko: `${node.name}의 출력 분포` })}
      />
      {weights.length > 0 && (
        <h3 className="text-xs font-semibold text-muted">{t({ en: 'Weights', ko: '가중치' })}</h3>
      )}
      {weights.map(({ name }) => (
        <HistogramPicture
          key={name}
          name={`weights/${name}`}
          title={name}
          label={t({ en: `Distribution of ${name} of ${node.name}`, ko: `${node.name}의 ${name} 분포` })}
        />
      ))}
      {trained.length > 0 && (
        <h3 className="text-xs font-semibold text-muted">
          {step === null
            ? t({ en: 'Gradients', ko: '그래디언트' })
            : t({
                en: `Gradients of step ${formatCount(step)}`,
                ko: `${formatCount(step)}번째 스텝의 그래디언트`,
              })}
        </h3>
      )}
      {trained.length > 0 && step === null && <NoStep />}
      {step !== null &&
        trained.map(({ name }) => (
          <HistogramPicture
            key={name}
            name={`gradients/${name}`}
            title={name}
            label={t({
              en: `Distribution of the gradient of ${name} of ${node.name}`,
              ko: `${node.name}의 ${name} 그래디언트 분포`,
            })}
          />
        ))}
    </div>
  );
}

function NoStep() {
  const t = useText();
  const isEmpty = useLive((state) => state.inspect === null);
  if (isEmpty) return null;
  return (
    <p className="text-xs text-muted">
      {t({ en: 'They appear while it trains.', ko: '학습하는 동안 나타납니다.' })}
    </p>
  );
}
