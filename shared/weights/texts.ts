import type { Localized } from '#shared/graph/diagnostic';
import { formatShape, type Shape } from '#shared/graph/shape';

/** Why a weight is taken or not, for people. */
export function verdictText({
  verdict,
  found,
}: {
  readonly verdict: 'taken' | 'absent' | 'other-shape';
  readonly found: Shape | null;
}): Localized {
  if (verdict === 'taken') return { en: 'taken', ko: '가져옴' };
  if (verdict === 'absent') return { en: 'not in the file', ko: '파일에 없음' };
  const shape = found ? formatShape(found) : '';
  return { en: `other shape: ${shape}`, ko: `모양이 다름: ${shape}` };
}
