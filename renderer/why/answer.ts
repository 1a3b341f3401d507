import { completeParams, isBypassed, layerOf } from '#shared/compile/infer';
import type { Inference, NodeInference } from '#shared/compile/inference';
import { formatBytes } from '#shared/graph/bytes';
import type { Localized } from '#shared/graph/diagnostic';
import type { GraphNode } from '#shared/graph/document';
import { formatShape, type Shape } from '#shared/graph/shape';
import { flopsTerm, shapeLines, totalTerm, weightLines, type WhyLine } from '#shared/layers/why/explain';
import { outputAxes } from '#shared/layers/why/names';
import { mul, number, valueOf } from '#shared/layers/why/term';
import { formatCount } from '#shared/graph/count';

/** The numbers that can be asked about. */
export type Quantity = 'shape' | 'params' | 'flops' | 'memory';

/** One block's share of a number that belongs to several. */
export interface Part {
  readonly id: string;
  readonly name: string;
  readonly value: number;
}

/** Where a number comes from: sums, or the blocks whose numbers add up to it. */
export interface Answer {
  readonly title: Localized;
  readonly lines: readonly WhyLine[];
  readonly parts: readonly Part[];
  readonly notes: readonly Localized[];
}

export interface Asked {
  readonly quantity: Quantity;
  readonly inference: Inference;
  /** The blocks that are drawn. */
  readonly nodes: readonly GraphNode[];
  /** The block; absent for the whole network. */
  readonly node?: GraphNode | undefined;
  readonly batchSize: number;
}

const BYTES = number(4, {
  tex: 'B',
  meaning: { en: 'bytes of a 32-bit number', ko: '32비트 수 하나의 바이트 수' },
});

/** The answer to “why this number”; null while there is no such number. */
export function answerOf(asked: Asked): Answer | null {
  const { node, inference } = asked;
  if (!node) return ofNetwork(asked);
  const inferred = inference.nodes.get(node.id);
  if (!inferred?.shape) return null;
  const layer = layerOf(node);
  if (!layer) return ofComposite(asked, node);
  if (isBypassed(node, layer)) return passedOn(asked.quantity, inferred.shape);
  return ANSWERS[asked.quantity](asked, node, { ...inferred, shape: inferred.shape });
}

type Inferred = NodeInference & { readonly shape: Shape };
type Answering = (asked: Asked, node: GraphNode, inferred: Inferred) => Answer;

const contextOf = (node: GraphNode, { inputs, shape }: Inferred) => ({
  params: completeParams(layerOf(node)!, node.params),
  inputs,
  output: shape,
});

const ANSWERS: Readonly<Record<Quantity, Answering>> = {
  shape: (_asked, node, inferred) => ({
    title: { en: `Why ${formatShape(inferred.shape)}`, ko: `${formatShape(inferred.shape)}인 까닭` },
    lines: shapeLines(layerOf(node)!, contextOf(node, inferred)),
    parts: [],
    notes: layerOf(node)!.ports.inputs.length === 0 ? [ASKED_FOR] : [],
  }),
  params: (_asked, node, inferred) => {
    const lines = weightLines(layerOf(node)!, contextOf(node, inferred));
    const total = { name: { en: 'together', ko: '합계' }, tex: 'N', term: totalTerm(lines) };
    return {
      title: parameters(inferred.params),
      lines: lines.length > 1 ? [...lines, total] : lines,
      parts: [],
      notes: [
        ...(lines.length === 0 ? [NOTHING_LEARNED] : [storedIn(inferred.params)]),
        ...trainableNote(inferred),
      ],
    };
  },
  flops: (_asked, node, inferred) => ({
    title: operations(inferred.flops),
    lines: [
      {
        name: { en: 'operations for one sample, forward', ko: '샘플 하나의 순전파 연산 수' },
        tex: String.raw`\text{FLOPs}`,
        term: flopsTerm(layerOf(node)!, contextOf(node, inferred)),
      },
    ],
    parts: [],
    notes: inferred.flops === 0 ? [NO_ARITHMETIC] : [COUNTED_AS_TWO],
  }),
  memory: ({ batchSize }, _node, { shape }) => {
    const bytes = mul(...(shape.length === 0 ? [number(1)] : outputAxes(shape)), BYTES);
    return {
      title: {
        en: `Why ${formatBytes(valueOf(bytes))}`,
        ko: `${formatBytes(valueOf(bytes))}인 까닭`,
      },
      lines: [
        { name: { en: 'bytes for one sample', ko: '샘플 하나의 바이트 수' }, tex: 'M', term: bytes },
        {
          name: { en: 'for a batch', ko: '배치 하나' },
          tex: String.raw`M_{\text{batch}}`,
          term: mul(number(valueOf(bytes), M_NAME), number(batchSize, BATCH_NAME)),
        },
      ],
      parts: [],
      notes: [KEPT_FOR_BACKWARD],
    };
  },
};

const M_NAME = { tex: 'M', meaning: { en: 'bytes for one sample', ko: '샘플 하나의 바이트 수' } };
const BATCH_NAME = { tex: 'n', meaning: { en: 'batch size', ko: '배치 크기' } };

const parameters = (count: number): Localized => ({
  en: `Why ${formatCount(count)} parameters`,
  ko: `파라미터가 ${formatCount(count)}개인 까닭`,
});

const operations = (count: number): Localized => ({
  en: `Why ${formatCount(count)} operations`,
  ko: `연산이 ${formatCount(count)}회인 까닭`,
});

const ASKED_FOR: Localized = {
  en: 'The samples come in this shape: it is what the parameter Shape says.',
  ko: '샘플이 이 모양으로 들어옵니다. 설정의 ‘모양’에 적은 값입니다.',
};
const NOTHING_LEARNED: Localized = {
  en: 'This layer has nothing to learn.',
  ko: '학습할 값이 없는 층입니다.',
};
const NO_ARITHMETIC: Localized = {
  en: 'It only moves, picks or (when predicting) passes on its values: no arithmetic is counted.',
  ko: '값을 옮기거나 고르거나 (예측할 때) 그대로 넘길 뿐이므로 세는 연산이 없습니다.',
};
const COUNTED_AS_TWO: Localized = {
  en: 'A multiplication and an addition count as two operations. A training step takes about three times as many: forward, and backward for the inputs and for the weights.',
  ko: '곱셈과 덧셈을 각각 하나로 셉니다. 학습 스텝에는 약 세 배가 듭니다. 순전파 한 번에, 입력과 가중치에 대한 역전파가 더해지기 때문입니다.',
};
const KEPT_FOR_BACKWARD: Localized = {
  en: 'Training keeps the outputs of a batch until the backward pass has used them.',
  ko: '학습할 때는 역전파가 쓸 때까지 배치의 출력을 모두 메모리에 둡니다.',
};

const storedIn = (params: number): Localized => ({
  en: `With 4 bytes each they take ${formatBytes(params * 4)}.`,
  ko: `하나에 4바이트씩 ${formatBytes(params * 4)}를 차지합니다.`,
});

const trainableNote = ({ params, trainableParams }: NodeInference): readonly Localized[] =>
  params === trainableParams
    ? []
    : [
        {
          en: `${formatCount(trainableParams)} of them are trained, ${formatCount(params - trainableParams)} are not.`,
          ko: `그중 ${formatCount(trainableParams)}개는 학습하고 ${formatCount(params - trainableParams)}개는 학습하지 않습니다.`,
        },
      ];

/** A bypassed block only passes its input on. */
const passedOn = (quantity: Quantity, shape: Shape): Answer => ({
  title:
    quantity === 'shape'
      ? { en: `Why ${formatShape(shape)}`, ko: `${formatShape(shape)}인 까닭` }
      : { en: 'Why 0', ko: '0인 까닭' },
  lines: [],
  parts: [],
  notes: [
    {
      en: 'The block is bypassed: it passes its input on as it is, with nothing computed, stored or learned.',
      ko: '건너뛴 블록입니다. 입력을 그대로 넘기며 계산하거나 저장하거나 학습하는 것이 없습니다.',
    },
  ],
});

/** What blocks have of a quantity that adds up. */
const partOf: Readonly<Record<Exclude<Quantity, 'shape'>, (inferred: NodeInference) => number>> = {
  params: ({ params }) => params,
  flops: ({ flops }) => flops,
  memory: ({ shape }) => (shape ? 4 * shape.reduce((product, n) => product * n, 1) : 0),
};

const TITLES: Readonly<Record<Exclude<Quantity, 'shape'>, (sum: number) => Localized>> = {
  params: parameters,
  flops: operations,
  memory: (sum) => ({ en: `Why ${formatBytes(sum)}`, ko: `${formatBytes(sum)}인 까닭` }),
};

function adding(
  quantity: Exclude<Quantity, 'shape'>,
  parts: readonly Part[],
  notes: readonly Localized[],
): Answer {
  const shown = parts.filter(({ value }) => value > 0);
  return {
    title: TITLES[quantity](shown.reduce((sum, { value }) => sum + value, 0)),
    lines: [],
    parts: shown,
    notes,
  };
}

/** A composite block has what the layers inside it have, in every round. */
function ofComposite({ quantity, inference }: Asked, node: GraphNode): Answer {
  const members = [...inference.nodes].filter(([id]) => id.startsWith(`${node.id}/`));
  if (quantity === 'shape') {
    const shape = inference.nodes.get(node.id)!.shape!;
    return {
      title: { en: `Why ${formatShape(shape)}`, ko: `${formatShape(shape)}인 까닭` },
      lines: [],
      parts: [],
      notes: [
        {
          en: 'It is the shape that the last layer inside gives. Open the block to ask that layer.',
          ko: '안의 마지막 층이 내는 모양입니다. 블록을 열어 그 층에서 확인할 수 있습니다.',
        },
      ],
    };
  }
  const parts = members.map(([id, inferred]) => ({
    id,
    name: id.slice(node.id.length + 1),
    value: partOf[quantity](inferred),
  }));
  return adding(quantity, parts, [
    {
      en: 'A composite block has what its layers have, in every round.',
      ko: '합성 블록의 값은 안에 든 층들의 값을 반복마다 더한 것입니다.',
    },
  ]);
}

/** The whole network has what its blocks have. */
function ofNetwork({ quantity, inference, nodes, batchSize }: Asked): Answer | null {
  if (quantity === 'shape') return null;
  const place = new Map(inference.order.map((id, index) => [id, index]));
  const parts = nodes
    .flatMap((node): Part[] => {
      const inferred = inference.nodes.get(node.id);
      const layer = layerOf(node);
      const isPassing = layer !== undefined && isBypassed(node, layer);
      if (!inferred || isPassing) return [];
      return [{ id: node.id, name: node.name, value: memberValue(quantity, node, inferred, inference) }];
    })
    .toSorted((a, b) => (place.get(a.id) ?? 0) - (place.get(b.id) ?? 0));
  const sum = parts.reduce((total, { value }) => total + value, 0);
  const notes =
    quantity === 'flops'
      ? [COUNTED_AS_TWO]
      : quantity === 'params'
        ? [storedIn(sum)]
        : [
            {
              en: `For one sample; a batch of ${formatCount(batchSize)} takes ${formatBytes(sum * batchSize)}.`,
              ko: `샘플 하나의 값입니다. ${formatCount(batchSize)}개짜리 배치에는 ${formatBytes(sum * batchSize)}가 듭니다.`,
            },
            KEPT_FOR_BACKWARD,
          ];
  return adding(quantity, parts, notes);
}

/** A composite's outputs are those of all its layers. */
function memberValue(
  quantity: Exclude<Quantity, 'shape'>,
  node: GraphNode,
  inferred: NodeInference,
  { nodes }: Inference,
): number {
  if (quantity !== 'memory' || !node.composite) return partOf[quantity](inferred);
  return [...nodes].reduce(
    (sum, [id, member]) => sum + (id.startsWith(`${node.id}/`) ? partOf.memory(member) : 0),
    0,
  );
}
