import { splitRange } from '#shared/data/split';
import { formatCount } from '#shared/graph/count';
import { useText } from '../i18n/use-text';
import { useProject } from '../state/project-store';

/** How many samples the split leaves, and how many steps an epoch has. */
export function StepsNote() {
  const t = useText();
  const { validationSplit, batchSize } = useProject((state) => state.project.training);
  const count = useProject(({ info, project }) =>
    info?.dataset === project.data.dataset ? info.trainCount : null,
  );
  if (count === null) return null;
  const { train, validation } = splitRange(count, validationSplit);
  const steps = Math.ceil(train / batchSize);
  return (
    <p className="text-xs text-muted">
      {t({
        en: `${formatCount(train)} samples to train on, ${formatCount(validation)} to validate with; ${formatCount(steps)} step${steps === 1 ? '' : 's'} an epoch.`,
        ko: `학습 ${formatCount(train)}개, 검증 ${formatCount(validation)}개, 에포크마다 ${formatCount(steps)}스텝입니다.`,
      })}
    </p>
  );
}
