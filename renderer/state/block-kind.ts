import type { Localized } from '#shared/graph/diagnostic';
import { PORT_TYPES } from './port-blocks';

/** Blocks that are no layers. */
const KINDS: Readonly<Record<string, Localized>> = {
  composite: { en: 'Composite block', ko: '합성 블록' },
  [PORT_TYPES.in]: { en: 'Input port', ko: '입력 포트' },
  [PORT_TYPES.out]: { en: 'Output port', ko: '출력 포트' },
};

/** What a block is, as people read it: the type of a layer, which is the same in every language; words for a composite block and its ports. */
export const blockKind = (type: string): Localized =>
  Object.hasOwn(KINDS, type) ? KINDS[type]! : { en: type, ko: type };
