import { type Composite, EMPTY_GRAPH, type GraphDoc, type GraphEdge } from '#shared/graph/document';
import { type Block, block, chain, change, DIGITS_NETWORK, draw, wire } from '../../../fixtures/drawings';
import {
  IMAGE,
  CLASSES,
  dense,
  conv,
  digits,
  imageNetwork,
  plusNode,
  plusEdge,
  merging,
  type ProblemCase,
  type Row,
  toCase,
} from './case';

const changeEdge = (graph: GraphDoc, id: string, changes: Partial<GraphEdge>): GraphDoc => ({
  ...graph,
  edges: graph.edges.map((edge) => (edge.id === id ? { ...edge, ...changes } : edge)),
});
const composed = (id: string) => block('composed', 'composite', { composite: { id, repeat: 2 } });

const ITSELF: Composite = {
  id: 'itself',
  name: 'itself',
  nodes: [composed('itself')],
  edges: [],
  inputs: [],
  outputs: [],
};
/** Its output has no wire inside. */
const OPEN: Composite = {
  id: 'open',
  name: 'open',
  nodes: [block('inside', 'Flatten')],
  edges: [],
  inputs: [{ name: 'in', node: 'inside', port: 'in' }],
  outputs: [],
  portBlocks: [{ side: 'out', name: 'out', position: { x: 0, y: 0 } }],
};
const OPENED = draw(
  { input: IMAGE, head: CLASSES, output: 'Output' },
  'input>composed',
  'composed>head',
  'head>output',
);
/** A network but for its ends. */
const WHOLE: Composite = {
  id: 'whole',
  name: 'whole',
  nodes: chain('Flatten', CLASSES).nodes,
  edges: chain('Flatten', CLASSES).edges,
  inputs: [{ name: 'pictures', node: 'flatten', port: 'in' }],
  outputs: [{ name: 'classes', node: 'dense', port: 'out' }],
};
const withWhole = (graph: GraphDoc): GraphDoc => ({
  ...graph,
  nodes: [...graph.nodes, block('composed', 'composite', { composite: { id: 'whole', repeat: 1 } })],
  edges: graph.edges.map((edge) => ({
    ...edge,
    sourcePort: edge.source === 'composed' ? 'classes' : 'out',
    targetPort: edge.target === 'composed' ? 'pictures' : 'in',
  })),
  composites: [WHOLE],
});
const RING: Readonly<Record<string, Block>> = { a: 'ReLU', b: 'ReLU' };
const FROZEN: GraphDoc = {
  ...DIGITS_NETWORK,
  nodes: DIGITS_NETWORK.nodes.map((node) => ({ ...node, trainable: false })),
};
const CIRCLE = draw(
  {
    input: IMAGE,
    a: 'Add',
    b: ['Activation', { activation: 'relu' }],
    flatten: 'Flatten',
    head: CLASSES,
    output: 'Output',
  },
  'input>a',
  'a>b',
  'b>a',
  'b>flatten',
  'flatten>head',
  'head>output',
);

const ROWS: readonly Row[] = [
  // The drawing as a whole
  ['no block at all', 'no-input', 'error', undefined, digits(EMPTY_GRAPH), 'step'],
  ['neither a block nor a head', 'no-output', 'error', undefined, digits(EMPTY_GRAPH), 'step'],
  ['no start', 'no-input', 'error', undefined, digits(chain('Flatten', CLASSES, 'Output')), 'fix'],
  ['no start of a circle', 'no-input', 'error', undefined, digits(draw(RING, 'a>b', 'b>a')), 'step'],
  ['no head of a circle', 'no-output', 'error', undefined, digits(draw(RING, 'a>b', 'b>a')), 'step'],
  [
    'no start before a composite',
    'no-input',
    'error',
    undefined,
    digits(withWhole(draw({ output: 'Output' }, 'composed>output'))),
    'fix',
  ],
  [
    'no head behind a composite',
    'no-output',
    'error',
    undefined,
    digits(withWhole(draw({ input: IMAGE }, 'input>composed'))),
    'fix',
  ],
  ['no head', 'no-output', 'error', undefined, digits(chain(IMAGE, 'Flatten', CLASSES)), 'fix'],
  ['only frozen layers', 'nothing-to-train', 'error', undefined, digits(FROZEN), 'fix'],
  ['a circle', 'cycle', 'error', 'a', digits(CIRCLE), 'step'],
  // Blocks
  [
    'a layer of a newer version',
    'unknown-layer',
    'error',
    'x',
    digits(plusNode(DIGITS_NETWORK, block('x', 'Mamba'))),
    'fix',
  ],
  [
    'a composite that is gone',
    'unusable-composite',
    'error',
    'composed',
    digits(plusNode(DIGITS_NETWORK, composed('gone'))),
    'fix',
  ],
  [
    'a composite that contains itself',
    'unusable-composite',
    'error',
    'composed',
    digits({ ...plusNode(DIGITS_NETWORK, composed('itself')), composites: [ITSELF] }),
    'fix',
  ],
  [
    'an output of a composite that nothing inside leads to',
    'open-output',
    'error',
    'composed',
    digits({ ...plusNode(OPENED, composed('open')), composites: [OPEN] }),
  ],
  [
    'two blocks with one id',
    'duplicate-id',
    'error',
    'dense',
    digits(plusNode(DIGITS_NETWORK, block('dense', 'Flatten', { name: 'other' }))),
    'step',
  ],
  [
    'two blocks with one name',
    'duplicate-name',
    'error',
    'dense_2',
    digits(change(imageNetwork('Flatten', dense(8, 'relu')), 'dense_2', { name: 'dense' })),
    'fix',
  ],
  [
    'a parameter out of range',
    'wrong-parameter',
    'error',
    'dropout',
    digits(change(DIGITS_NETWORK, 'dropout', { params: { rate: 2 } })),
    'fix',
  ],
  [
    'a parameter of another kind',
    'wrong-parameter',
    'error',
    'conv2d',
    digits(change(DIGITS_NETWORK, 'conv2d', { params: { kernelSize: 'large' } })),
    'fix',
  ],
  // Wires
  [
    'a block that hangs in the air',
    'missing-input',
    'error',
    'loose',
    digits(plusNode(DIGITS_NETWORK, block('loose', 'Flatten'))),
    'fix',
  ],
  [
    'a chain that is torn',
    'missing-input',
    'error',
    'dense',
    digits({ ...DIGITS_NETWORK, edges: DIGITS_NETWORK.edges.filter(({ target }) => target !== 'dense') }),
    'fix',
  ],
  ['an Add with one input', 'missing-input', 'error', 'add', digits(imageNetwork('Add')), 'fix'],
  [
    'two wires into one Dense',
    'too-many-inputs',
    'error',
    'dense',
    digits(plusEdge(DIGITS_NETWORK, wire('flatten', 'dense'))),
    'fix',
  ],
  [
    'a wire into an Input',
    'too-many-inputs',
    'error',
    'input',
    digits(plusEdge(plusNode(DIGITS_NETWORK, block('extra', IMAGE)), wire('extra', 'input'))),
    'fix',
  ],
  [
    'a wire to a port that is not there',
    'unknown-port',
    'error',
    'dense',
    digits(changeEdge(DIGITS_NETWORK, 'dropout>dense', { targetPort: 'left' })),
    'fix',
  ],
  [
    'a wire from a port that is not there',
    'unknown-port',
    'error',
    'dropout',
    digits(changeEdge(DIGITS_NETWORK, 'dropout>dense', { sourcePort: 'left' })),
    'fix',
  ],
  [
    'a wire to nowhere',
    'dangling-wire',
    'warning',
    'dense',
    digits(plusEdge(DIGITS_NETWORK, wire('dense', 'gone'))),
    'fix',
  ],
  // Shapes
  [
    'a Conv2D on a flat input',
    'layer-needs-image',
    'error',
    'conv2d',
    digits(imageNetwork('Flatten', conv())),
    'fix',
  ],
  [
    'a window larger than the image',
    'window-larger-than-image',
    'error',
    'maxpooling2d',
    digits(imageNetwork(conv({ kernelSize: [28, 28] }), 'MaxPooling2D')),
    'fix',
  ],
  [
    'groups that do not divide the channels',
    'groups-must-divide',
    'error',
    'conv2d',
    digits(imageNetwork(conv({ groups: 2 }))),
    'fix',
  ],
  [
    'strides together with dilation',
    'strides-with-dilation',
    'error',
    'conv2d',
    digits(imageNetwork(conv({ strides: [2, 2], dilationRate: [2, 2] }))),
    'fix',
  ],
  [
    'an axis that is not there',
    'axis-out-of-range',
    'error',
    'batchnormalization',
    digits(imageNetwork(conv(), ['BatchNormalization', { axis: 4 }])),
    'fix',
  ],
  [
    'an Add of different shapes',
    'merge-shapes-differ',
    'error',
    'merge',
    digits(merging('Add', {}, { filters: 8 })),
    'fix',
  ],
  [
    'a Concatenate of different sizes',
    'merge-shapes-differ',
    'error',
    'merge',
    digits(merging('Concatenate', {}, { strides: [2, 2] })),
    'fix',
  ],
];

/** What can be wrong with blocks, wires and shapes. */
export const DRAWING_CASES: readonly ProblemCase[] = ROWS.map(toCase);
