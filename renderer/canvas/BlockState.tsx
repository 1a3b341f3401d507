import { clsx } from 'clsx';
import type { Localized } from '#shared/graph/diagnostic';
import { useText } from '../i18n/use-text';
import { BlockProblem } from '../problems/BlockProblem';
import { Icon } from '../ui/Icon';
import type { BlockData } from './block-data';

/** Signs of a block's state, told apart by their form; larger the farther away the view is. */
export const BlockState = ({ data: { problem, frozen, bypassed, params } }: { data: BlockData }) => (
  <>
    {params > 0 && !frozen && !bypassed && (
      <Sign icon="activity" tone="hidden text-ok group-data-[training=true]/canvas:inline" text={TRAINING} />
    )}
    {bypassed && <Sign icon="route-off" tone="text-muted" text={BYPASSED} />}
    {frozen && <Sign icon="snowflake" tone="text-accent" text={FROZEN} />}
    {problem && <BlockProblem problem={problem} className={SIZES} />}
  </>
);

const TRAINING: Localized = {
  en: 'Training: its weights change with every step',
  ko: '학습 중: 스텝마다 가중치가 바뀝니다',
};
const BYPASSED: Localized = {
  en: 'Bypassed: passes its input on',
  ko: '건너뛰기: 입력을 그대로 넘깁니다',
};
const FROZEN: Localized = {
  en: 'Frozen: its weights stay as they are',
  ko: '고정: 가중치가 바뀌지 않습니다',
};

/** Larger the farther away the view is. */
const SIZES =
  'group-data-[distance=far]/canvas:size-7 group-data-[distance=middle]/canvas:size-4.5 group-data-[distance=tile]/canvas:size-11';

const IMAGE = { role: 'img' } as const;

function Sign({ icon, tone, text }: { icon: string; tone: string; text: Localized }) {
  const t = useText();
  return (
    <span {...IMAGE} aria-label={t(text)} title={t(text)} className={clsx('shrink-0', tone)}>
      <Icon name={icon} size={14} className={SIZES} />
    </span>
  );
}
