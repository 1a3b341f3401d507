import type { Localized } from '#shared/graph/diagnostic';
import { formatCount } from '#shared/graph/count';
import { SEVERITIES } from '../problems/severity';
import { blockKind } from '../state/block-kind';
import type { BlockData } from './block-data';

type Described = Pick<BlockData, 'type' | 'shape' | 'params' | 'problem' | 'frozen' | 'bypassed'>;

/** What a block shows, in words for those who do not see it: `Conv2D, output 26 × 26 × 16, 160 parameters, no problems`. */
export function describeBlock({ type, shape, params, problem, frozen, bypassed }: Described): Localized {
  const parts: Localized[] = [
    blockKind(type),
    shape === null
      ? { en: 'no output yet', ko: '아직 출력 없음' }
      : { en: `output ${shape}`, ko: `출력 ${shape}` },
    ...(params > 0 ? [parametersText(params)] : []),
    ...(bypassed ? [{ en: 'bypassed', ko: '건너뛰기' }] : []),
    ...(frozen ? [{ en: 'frozen', ko: '고정' }] : []),
    problem ? problemText(problem) : { en: 'no problems', ko: '문제 없음' },
  ];
  return {
    en: parts.map(({ en }) => en).join(', '),
    ko: parts.map(({ ko }) => ko).join(', '),
  };
}

const parametersText = (n: number): Localized => ({
  en: `${formatCount(n)} ${n === 1 ? 'parameter' : 'parameters'}`,
  ko: `파라미터 ${formatCount(n)}개`,
});

const problemText = ({ severity, message }: NonNullable<BlockData['problem']>): Localized => {
  const { label } = SEVERITIES[severity];
  return { en: `${label.en.toLowerCase()}: ${message.en}`, ko: `${label.ko}: ${message.ko}` };
};
