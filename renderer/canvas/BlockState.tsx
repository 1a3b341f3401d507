import { clsx } from 'clsx';
import type { Localized } from '#shared/graph/diagnostic';
import { useText } from '../i18n/use-text';
import { Icon } from '../ui/Icon';
import type { BlockData } from './flow-adapter';

/** Signs of a block's state, told apart by their form. */
export const BlockState = ({ data: { problem, frozen, bypassed } }: { data: BlockData }) => (
  <>
    {bypassed && <Sign icon="route-off" tone="text-muted" text={BYPASSED} />}
    {frozen && <Sign icon="snowflake" tone="text-accent" text={FROZEN} />}
    {problem?.severity === 'warning' && (
      <Sign icon="triangle-alert" tone="text-warning" text={problem.message} />
    )}
    {problem?.severity === 'error' && <Sign icon="circle-alert" tone="text-danger" text={problem.message} />}
  </>
);

const BYPASSED: Localized = {
  en: 'Bypassed: passes its input on',
  ko: '건너뛰기: 입력을 그대로 넘깁니다',
};
const FROZEN: Localized = {
  en: 'Frozen: its weights stay as they are',
  ko: '고정: 가중치가 바뀌지 않습니다',
};

const IMAGE = { role: 'img' } as const;

function Sign({ icon, tone, text }: { icon: string; tone: string; text: Localized }) {
  const t = useText();
  return (
    <span {...IMAGE} aria-label={t(text)} title={t(text)} className={clsx('shrink-0', tone)}>
      <Icon name={icon} size={14} />
    </span>
  );
}
