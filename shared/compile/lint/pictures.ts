import { formatCount } from '#shared/graph/count';
import type { GraphNode } from '#shared/graph/document';
import { formatShape, sizeOf } from '#shared/graph/shape';
import type { LintBlock, LintContext } from './context';
import type { Lint, Remark } from './definition';
import { conv, dense, digits, IMAGE, row, TEN } from './example';
import { SOURCES } from './sources';

const WINDOWED: ReadonlySet<string> = new Set([
  'Conv2D',
  'SeparableConv2D',
  'DepthwiseConv2D',
  'MaxPooling2D',
  'AveragePooling2D',
]);
const POOLINGS: ReadonlySet<string> = new Set(['MaxPooling2D', 'AveragePooling2D']);

type Pair = readonly [number, number];
const pairOf = (value: unknown): Pair | undefined =>
  Array.isArray(value) && value.length === 2 ? (value as unknown as Pair) : undefined;

/** Size and stride of the window that a block moves over its image; pooling without strides moves by its size. */
function windowOf({ node, params }: LintBlock): { readonly size: Pair; readonly strides: Pair } | undefined {
  const size = pairOf(params['kernelSize']) ?? pairOf(params['poolSize']);
  if (!size || !WINDOWED.has(node.type)) return undefined;
  return { size, strides: pairOf(params['strides']) ?? size };
}

const dilationOf = ({ params }: LintBlock): Pair => pairOf(params['dilationRate']) ?? [1, 1];

/** Cells between two positions of the window are never read. */
const stridesSkipPixels: Lint = {
  code: 'strides-skip-pixels',
  severity: 'warning',
  title: { en: 'Strides larger than the window', ko: '창보다 큰 스트라이드' },
  why: {
    en: 'A window of width 2 that moves by 3 jumps over every third column: what lies there is never read, whatever it shows. Strides up to the size of the window cover the whole picture. (A 1 × 1 convolution with strides is used on purpose in shortcuts; it is not meant here.)',
    ko: '너비 2인 창이 3씩 움직이면 세 열마다 한 열을 건너뜁니다. 거기에 무엇이 있든 읽히지 않습니다. 스트라이드가 창 크기 이하이면 그림 전체를 덮습니다. (지름길 연결에서 일부러 쓰는 1 × 1 합성곱의 스트라이드는 예외입니다.)',
  },
  source: SOURCES.windows,
  example: { graph: digits(conv({ kernelSize: [2, 2], strides: [3, 3] }), 'Flatten') },
  find: ({ blocks }) =>
    blocks.flatMap((block): Remark[] => {
      const { node, inputs } = block;
      const window = windowOf(block);
      const input = inputs[0];
      if (!window || input?.length !== 3 || sizeOf(window.size) === 1) return [];
      const skips = ([0, 1] as const).some((side) => {
        const { size, strides } = window;
        return strides[side] > size[side] && input[side]! > size[side];
      });
      if (!skips || dilationOf(block).some((rate) => rate > 1)) return [];
      const wanted = ([0, 1] as const).map((side) => Math.min(window.strides[side], window.size[side]));
      return [
        {
          nodeId: node.id,
          param: 'strides',
          message: {
            en: `${node.name} moves its ${window.size.join(' × ')} window by ${window.strides.join(' × ')} and never reads the pixels in between.`,
            ko: `${node.name}의 창(${window.size.join(' × ')})이 ${window.strides.join(' × ')}씩 움직여 그 사이의 픽셀은 전혀 읽지 않습니다.`,
          },
          expected: `≤ ${window.size.join(', ')}`,
          received: window.strides.join(', '),
          fix: {
            label: {
              en: `Set strides to ${wanted.join(', ')}`,
              ko: `스트라이드를 ${wanted.join(', ')}(으)로 설정`,
            },
            repair: { kind: 'setParam', nodeId: node.id, param: 'strides', value: wanted },
          },
        },
      ];
    }),
};

/** A window of 3 × 3 over one pixel sees eight cells of padding. */
const windowOnPixel: Lint = {
  code: 'window-on-single-pixel',
  severity: 'hint',
  title: { en: 'A window on a picture of one pixel', ko: '픽셀 하나짜리 그림 위의 창' },
  why: {
    en: 'Earlier strides and poolings have made the picture so small that nothing is left to slide over. With same padding all but the middle of each filter only ever sees zeros, so that eight of nine weights of a 3 × 3 kernel never learn. Use fewer poolings or smaller strides before, or end with Flatten here.',
    ko: '앞의 스트라이드와 풀링이 그림을 너무 줄여 창이 움직일 자리가 없습니다. same 패딩이면 필터의 가운데를 뺀 나머지는 늘 0만 보므로 3 × 3 커널의 가중치 아홉 개 중 여덟 개는 배우지 못합니다. 앞의 풀링이나 스트라이드를 줄이거나, 여기서 Flatten으로 끝내세요.',
  },
  source: SOURCES.windows,
  example: {
    graph: digits(
      conv({ strides: [2, 2], padding: 'same' }),
      ['MaxPooling2D', { poolSize: [4, 4] }],
      conv({ strides: [2, 2], padding: 'same' }),
      ['MaxPooling2D', { poolSize: [2, 2] }],
      conv({ padding: 'same' }),
      'Flatten',
    ),
  },
  find: ({ blocks }) =>
    blocks.flatMap((block): Remark[] => {
      const { node, inputs } = block;
      const window = windowOf(block);
      const input = inputs[0];
      if (!window || input?.length !== 3 || input[0] !== 1 || input[1] !== 1 || sizeOf(window.size) === 1)
        return [];
      const isConvolution = !POOLINGS.has(node.type);
      return [
        {
          nodeId: node.id,
          message: {
            en: `${node.name} moves a ${window.size.join(' × ')} window over a picture of one pixel: the rest of it only sees padding.`,
            ko: `${node.name}이(가) 픽셀 하나짜리 그림에서 ${window.size.join(' × ')} 창을 움직입니다. 나머지 자리는 패딩만 봅니다.`,
          },
          expected: { en: 'a larger picture, or a 1 × 1 window', ko: '더 큰 그림 또는 1 × 1 창' },
          received: formatShape(input),
          fix: isConvolution
            ? {
                label: { en: 'Set the kernel size to 1 × 1', ko: '커널 크기를 1 × 1로 설정' },
                repair: { kind: 'setParam', nodeId: node.id, param: 'kernelSize', value: [1, 1] },
              }
            : {
                label: { en: `Remove ${node.name}`, ko: `${node.name} 삭제` },
                repair: { kind: 'removeNode', nodeId: node.id },
              },
        },
      ];
    }),
};

/** From so many pixels on that one pooling makes into one. */
const MUCH_POOLED = 25;

/** Pooling over large windows forgets where things are before any layer has looked at it. */
const poolingCollapses: Lint = {
  code: 'pooling-collapses',
  severity: 'hint',
  title: { en: 'One pooling shrinks the picture too much', ko: '풀링 한 번에 너무 줄어드는 그림' },
  why: {
    en: 'Pooling keeps one number of each window and forgets where in it the feature was. A 2 × 2 window forgets a little at a time, and convolutions in between can put parts together. A large one throws most of the picture away at once; behind it only very coarse shapes can be told apart.',
    ko: '풀링은 창마다 수 하나만 남기고 특징이 창 안 어디에 있었는지는 잊습니다. 2 × 2 창은 조금씩 잊으므로 사이사이의 합성곱이 부분을 조합할 수 있습니다. 창이 크면 그림의 대부분을 한꺼번에 버려 그 뒤에서는 아주 거친 모양만 구별할 수 있습니다.',
  },
  source: SOURCES.pooling,
  example: { graph: digits(conv(), ['MaxPooling2D', { poolSize: [8, 8] }], 'Flatten') },
  find: ({ blocks }) =>
    blocks.flatMap((block): Remark[] => {
      const { node, inputs, shape } = block;
      const window = POOLINGS.has(node.type) ? windowOf(block) : undefined;
      const [input] = inputs;
      // Down to one pixel it is a global pooling, which is meant.
      if (!window || input?.length !== 3 || sizeOf(shape.slice(0, 2)) === 1) return [];
      if (sizeOf(window.strides) < MUCH_POOLED) return [];
      return [
        {
          nodeId: node.id,
          param: 'poolSize',
          message: {
            en: `${node.name} shrinks the picture from ${input[0]} × ${input[1]} to ${shape[0]} × ${shape[1]} at once.`,
            ko: `${node.name}이(가) 그림을 ${input[0]} × ${input[1]}에서 ${shape[0]} × ${shape[1]}(으)로 한꺼번에 줄입니다.`,
          },
          expected: { en: 'a window of 2 × 2 or 3 × 3', ko: '2 × 2나 3 × 3 창' },
          received: window.size.join(' × '),
          fix: {
            label: { en: 'Pool 2 × 2', ko: '2 × 2로 풀링' },
            repair: {
              kind: 'several',
              repairs: [
                { kind: 'setParam', nodeId: node.id, param: 'poolSize', value: [2, 2] },
                { kind: 'setParam', nodeId: node.id, param: 'strides', value: null },
              ],
            },
          },
        },
      ];
    }),
};

const HUGE = 2_000_000;
const SHARE = 0.75;
/** From here on `many-parameters` speaks. */
const MANY = 20_000_000;

/** A Dense behind Flatten has a weight for every pixel of every map and every unit. */
const hugeDense: Lint = {
  code: 'huge-dense-after-flatten',
  severity: 'hint',
  title: { en: 'A huge Dense behind Flatten', ko: 'Flatten 뒤의 거대한 Dense' },
  why: {
    en: 'Behind Flatten every unit has a weight of its own for every pixel of every feature map. Most of the network’s parameters then sit in this one layer; they cost memory and time and overfit first. Pool once more before it, or replace Flatten by GlobalAveragePooling2D, which keeps one number for each map and has no parameters.',
    ko: 'Flatten 뒤에서는 유닛마다 모든 특징 맵의 모든 픽셀에 가중치가 하나씩 있습니다. 그래서 파라미터 대부분이 이 한 층에 몰려 메모리와 시간을 쓰고 가장 먼저 과적합됩니다. 앞에서 풀링을 한 번 더 하거나, 특징 맵마다 수 하나만 남기고 파라미터가 없는 GlobalAveragePooling2D로 Flatten을 바꿔 보세요.',
  },
  source: SOURCES.globalPooling,
  example: { graph: digits(conv({ filters: 16 }), 'Flatten', dense(256, 'relu')) },
  find: (context) =>
    context.blocks.flatMap(({ node }): Remark[] => {
      const flatten = node.type === 'Dense' ? context.before(node, DROPOUT) : undefined;
      const known = context.inference.nodes.get(node.id);
      const { params: all } = context.inference;
      const maps = flatten?.type === 'Flatten' ? context.blockOf(flatten)?.inputs[0] : undefined;
      if (!flatten || !known || maps?.length !== 3 || known.params < HUGE) return [];
      if (all > MANY || known.params < SHARE * all || !hasConvolutionBefore(context, flatten)) return [];
      return [
        {
          nodeId: node.id,
          message: {
            en: `${node.name} has ${formatCount(known.params)} of the ${formatCount(all)} parameters of the network, since it reads all of ${formatShape(maps)}.`,
            ko: `${node.name}이(가) ${formatShape(maps)}을(를) 모두 읽느라 신경망의 파라미터 ${formatCount(all)}개 중 ${formatCount(known.params)}개를 차지합니다.`,
          },
          expected: {
            en: 'smaller maps, or GlobalAveragePooling2D',
            ko: '더 작은 특징 맵 또는 GlobalAveragePooling2D',
          },
          received: formatCount(known.params),
          fix: {
            label: {
              en: `Use GlobalAveragePooling2D for ${flatten.name}`,
              ko: `${flatten.name}을(를) GlobalAveragePooling2D로 바꾸기`,
            },
            repair: { kind: 'replaceLayer', nodeId: flatten.id, type: 'GlobalAveragePooling2D' },
          },
        },
      ];
    }),
};

const DROPOUT: ReadonlySet<string> = new Set(['Dropout']);

function hasConvolutionBefore({ before }: LintContext, node: GraphNode): boolean {
  for (let at = before(node); at; at = before(at))
    if (WINDOWED.has(at.type) && !POOLINGS.has(at.type)) return true;
  return false;
}

/** A step takes long on an ordinary machine, and memory goes with it. */
const manyParameters: Lint = {
  code: 'many-parameters',
  severity: 'warning',
  title: { en: 'Very many parameters', ko: '매우 많은 파라미터' },
  why: {
    en: 'Every parameter is read, has a gradient and is changed at every step, and the optimizer keeps one or two numbers more for each. With tens of millions a step takes long on an ordinary computer, and with a small dataset the network can learn the samples by heart. Fewer units, or pooling before Flatten, usually lose nothing.',
    ko: '파라미터는 스텝마다 모두 읽히고 기울기를 받아 바뀌며, 옵티마이저가 하나마다 수를 한두 개 더 기억합니다. 수천만 개가 되면 보통 컴퓨터에서는 스텝마다 오래 걸리고, 데이터가 적으면 샘플을 통째로 외울 수 있습니다. 유닛을 줄이거나 Flatten 앞에서 풀링해도 대개 잃는 것이 없습니다.',
  },
  source: SOURCES.globalPooling,
  example: {
    graph: digits('Flatten', dense(30_000, 'relu')),
    training: { snapshots: { policy: 'none', every: 1, megabytes: 64 } },
  },
  find: ({ graph, inference: { params, order, nodes } }) => {
    if (params <= MANY || params > 2 ** 28) return [];
    const largest = order.reduce((most, id) => (nodes.get(id)!.params > nodes.get(most)!.params ? id : most));
    const share = formatCount(nodes.get(largest)!.params);
    const name = graph.nodes.find(({ id }) => id === largest)?.name ?? largest;
    return [
      {
        nodeId: largest,
        message: {
          en: `The network has ${formatCount(params)} parameters, ${share} of them in ${name}: every step will be slow. Fewer units, or pooling before Flatten, help.`,
          ko: `신경망의 파라미터가 ${formatCount(params)}개이고 그중 ${share}개가 ${name}에 있어 스텝마다 오래 걸립니다. 유닛을 줄이거나 Flatten 앞에 풀링을 넣어 보세요.`,
        },
        expected: `≤ ${formatCount(MANY)}`,
        received: formatCount(params),
      },
    ];
  },
};

/** Datasets of written signs, where the mirror image is another sign or none. */
const WRITTEN: ReadonlySet<string> = new Set(['mnist']);

const flipChangesDigits: Lint = {
  code: 'flip-changes-digits',
  severity: 'warning',
  title: { en: 'Flipped digits', ko: '뒤집힌 숫자' },
  why: {
    en: 'Augmentation should change a picture as the world may, and keep its class. A mirrored cat is a cat; a mirrored 2 is no digit at all, and a 6 upside down looks like a 9. The network then learns from pictures whose labels are wrong. Small shifts, rotations of a few degrees and zooms suit digits.',
    ko: '데이터 증강은 현실에서 일어날 법한 변화를 주되 클래스는 그대로여야 합니다. 뒤집은 고양이는 고양이지만 뒤집은 2는 숫자가 아니고, 6을 거꾸로 하면 9처럼 보입니다. 그러면 레이블이 틀린 그림으로 배우게 됩니다. 숫자에는 조금 옮기기, 몇 도 돌리기, 조금 확대하기가 알맞습니다.',
  },
  source: SOURCES.augmentation,
  example: { graph: row(IMAGE, 'RandomFlip', 'Flatten', dense(32, 'relu'), TEN, 'Output') },
  find: ({ blocks, data }) =>
    blocks.flatMap(({ node, params }): Remark[] =>
      node.type === 'RandomFlip' && WRITTEN.has(data.dataset)
        ? [
            {
              nodeId: node.id,
              message: {
                en: `${node.name} mirrors digits, and a mirrored digit is another one or none.`,
                ko: `${node.name}이(가) 숫자를 뒤집는데, 뒤집힌 숫자는 다른 숫자가 되거나 숫자가 아닙니다.`,
              },
              expected: { en: 'changes that keep the class', ko: '클래스가 바뀌지 않는 변화' },
              received: String(params['mode']),
              fix: {
                label: { en: `Remove ${node.name}`, ko: `${node.name} 삭제` },
                repair: { kind: 'removeNode', nodeId: node.id },
              },
            },
          ]
        : [],
    ),
};

/** Remarks on pictures, windows and what comes behind them. */
export const PICTURE_LINTS: readonly Lint[] = [
  stridesSkipPixels,
  windowOnPixel,
  poolingCollapses,
  hugeDense,
  manyParameters,
  flipChangesDigits,
];
