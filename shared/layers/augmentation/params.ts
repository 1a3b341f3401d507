import type { ParamSpecs } from '#shared/graph/params';
import { interpolationParam } from '../params';

/** How moved pictures are read. */
export const samplingParams = {
  fillMode: {
    kind: 'choice',
    default: 'reflect',
    options: [
      { value: 'reflect', label: { en: 'reflect (mirror the edges)', ko: 'reflect (가장자리를 거울처럼)' } },
      { value: 'constant', label: { en: 'constant (one value)', ko: 'constant (한 값으로)' } },
      { value: 'nearest', label: { en: 'nearest (repeat the edge)', ko: 'nearest (가장자리를 되풀이)' } },
      { value: 'wrap', label: { en: 'wrap (from the other side)', ko: 'wrap (반대쪽에서)' } },
    ],
    advanced: true,
    label: { en: 'Fill mode', ko: '빈 곳 채우기' },
    help: {
      en: 'What appears where the picture has moved away. constant with 0 suits digits on black, reflect suits photos.',
      ko: '이미지가 옮겨 가고 남은 자리를 채우는 방법입니다. 검은 바탕의 숫자에는 constant 0, 사진에는 reflect가 알맞습니다.',
    },
  },
  interpolation: { ...interpolationParam('bilinear'), advanced: true },
  fillValue: {
    kind: 'float',
    default: 0,
    min: -1e6,
    max: 1e6,
    when: { param: 'fillMode', is: ['constant'] },
    advanced: true,
    label: { en: 'Fill value', ko: '채우는 값' },
    help: {
      en: 'Value of the empty places with constant. 0 is black.',
      ko: 'constant일 때 빈 곳에 넣는 값입니다. 0은 검은색입니다.',
    },
  },
} as const satisfies ParamSpecs;
