import { engineAxis, kerasAxis } from '#shared/layers/axes';
import { transpose } from '#shared/weights/torch';
import { plainBlock, type TorchBlock, type TorchRow } from './block';
import { madePlace, plainPlace } from './places';

/** A module that takes channels at axis 1, for channels anywhere. */
const channelsAt =
  (axis: number) =>
  (module: string, [x]: readonly string[]) =>
    axis === 1 ? `${module}(${x!})` : `${module}(${x!}.movedim(${axis}, 1)).movedim(1, ${axis})`;

/** What a module with both has to give up where Keras has one of the two only. */
function without(params: { readonly [name: string]: unknown }): readonly string[] {
  const [scale, center] = [params['scale'] !== false, params['center'] !== false];
  if (scale === center) return [];
  return [`self.${scale ? 'bias' : 'weight'} = None`];
}

export const batchNormBlock: TorchRow = (of) => {
  const { inputs, params } = of.context;
  const shape = inputs[0]!;
  const axis = engineAxis(kerasAxis(params['axis'] as number, shape)!, shape);
  const kind = shape.length <= 2 ? '1d' : shape.length === 3 ? '2d' : '3d';
  const block = plainBlock(of);
  const names = of.weights.map(({ name }) => name);
  return {
    module: block.module!.replace(/BatchNorm\dd/, `BatchNorm${kind}`),
    after: without(params),
    forward: channelsAt(axis),
    weights: {
      ...(names.includes('gamma') && { gamma: plainPlace('weight', 1, 'ones') }),
      ...(names.includes('beta') && { beta: plainPlace('bias', 1, 'zeros') }),
      moving_mean: plainPlace('running_mean', 1, 'zeros'),
      moving_variance: plainPlace('running_var', 1, 'ones'),
    },
  };
};

export const groupNormBlock: TorchRow = (of) => {
  const { inputs, params } = of.context;
  const shape = inputs[0]!;
  const axis = engineAxis(kerasAxis(params['axis'] as number, shape)!, shape);
  return { ...plainBlock(of), after: without(params), forward: channelsAt(axis) };
};

export const layerNormBlock: TorchRow = (of) => {
  const { inputs, params } = of.context;
  const shape = inputs[0]!;
  const given = (params['axis'] as readonly number[]).map((axis) => kerasAxis(axis, shape)!);
  const axes = given
    .map((keras, i) => ({ i, keras, engine: engineAxis(keras, shape) }))
    .toSorted((a, b) => a.engine - b.engine);
  const rank = shape.length + 1;
  const sizes = axes.map(({ keras }) => shape[keras - 1]!);
  const order = axes.map(({ i }) => i);
  const isTail = axes.every(({ engine }, i) => engine === rank - axes.length + i);
  const names = of.weights.map(({ name }) => name);
  const [scale, center] = [names.includes('gamma'), names.includes('beta')];
  const epsilon = params['epsilon'] as number;
  const forward = (module: string, [x]: readonly string[]) => `${module}(${x!})`;
  const turned = (path: string, usual: string) =>
    madePlace(path, order.length, (numbers) => transpose(numbers, order), usual);
  if (isTail && scale)
    return {
      module: `nn.LayerNorm(${sizes.length === 1 ? sizes[0]! : `(${sizes.join(', ')})`}, eps=${epsilon}${center ? '' : ', bias=False'})`,
      forward,
      weights: { gamma: turned('weight', 'ones'), ...(center && { beta: turned('bias', 'zeros') }) },
    };
  const broad = Array.from({ length: rank }, (_, i) => {
    const axis = axes.find(({ engine }) => engine === i);
    return axis ? shape[axis.keras - 1]! : 1;
  });
  const tuple = `(${broad.join(', ')})`;
  const around = axes.map(({ engine }) => engine);
  const args = [
    `(${around.join(', ')}${around.length === 1 ? ',' : ''})`,
    ...(scale ? [`gamma=${tuple}`] : []),
    ...(center ? [`beta=${tuple}`] : []),
    `epsilon=${epsilon}`,
  ];
  return {
    module: `LayerNorm(${args.join(', ')})`,
    forward,
    weights: {
      ...(scale && { gamma: turned('gamma', 'ones') }),
      ...(center && { beta: turned('beta', 'zeros') }),
    },
  };
};

export const normalizationBlock: TorchRow = ({ context: { params, inputs }, weights }): TorchBlock => {
  const shape = inputs[0]!;
  const kept = ((params['axis'] ?? []) as readonly number[])
    .map((axis) => kerasAxis(axis, shape)!)
    .toSorted((a, b) => a - b);
  const axes = kept.map((keras) => ({ keras, engine: engineAxis(keras, shape) }));
  const dims = Array.from({ length: shape.length + 1 }, (_, i) => {
    const axis = axes.find(({ engine }) => engine === i);
    return axis ? shape[axis.keras - 1]! : 1;
  });
  // Numbers come in Keras's order of the kept axes.
  const inOrder = axes.map(({ engine }) => engine);
  const moves = inOrder.some((engine, i) => i > 0 && engine < inOrder[i - 1]!);
  const sizes = kept.map((axis) => shape[axis - 1]!);
  const order = axes.map((_, i) => i).toSorted((a, b) => axes[a]!.engine - axes[b]!.engine);
  const given = (key: string) => {
    const list = params[key] as readonly number[];
    if (list.length === 1) return `torch.full((${dims.map(() => 1).join(', ')}), ${list[0]})`;
    const numbers = `torch.tensor([${list.join(', ')}])`;
    const turned = moves ? `${numbers}.reshape(${sizes.join(', ')}).permute(${order.join(', ')})` : numbers;
    return `${turned}.reshape(${dims.join(', ')})`;
  };
  const isAdapted = weights.length > 0;
  const statistics = isAdapted
    ? [`torch.zeros(${dims.join(', ')})`, `torch.ones(${dims.join(', ')})`]
    : [given('mean'), given('variance')];
  const place = (path: string, usual: string) =>
    madePlace(path, kept.length, (numbers) => transpose(numbers, order), usual);
  return {
    module: `Normalization(${[...statistics, ...(params['invert'] === true ? ['invert=True'] : [])].join(', ')})`,
    forward: (module, [x]) => `${module}(${x!})`,
    weights: { ...(isAdapted && { mean: place('mean', 'zeros'), variance: place('variance', 'ones') }) },
  };
};
