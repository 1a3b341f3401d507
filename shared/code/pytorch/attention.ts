import type { Numbers } from '#shared/weights/torch';
import { sizeOf } from '#shared/graph/shape';
import type { TorchRow } from './block';
import { madePlace, type TorchPlace } from './places';

/** (features, heads, size) as (heads · size, features). */
function toRows({ shape, data }: Numbers): Numbers {
  const [features, columns] = [shape[0]!, sizeOf(shape.slice(1))];
  return transposed(data, features, columns);
}

/** (heads, size, features) as (features, heads · size). */
function fromRows({ shape, data }: Numbers): Numbers {
  const columns = shape.at(-1)!;
  return transposed(data, data.length / columns, columns);
}

function transposed(data: Float32Array, rows: number, columns: number): Numbers {
  const turned = Float32Array.from(data, (_, i) => data[(i % rows) * columns + Math.floor(i / rows)]!);
  return { shape: [columns, rows], data: turned };
}

const flat = ({ data }: Numbers): Numbers => ({ shape: [data.length], data });

/** Attention with heads of any size, which `nn.MultiheadAttention` does not have. */
export const attentionBlock: TorchRow = ({ context: { params, inputs, output }, weights }) => {
  const [query, value = query, key = value] = inputs.map((shape) => shape[1]!);
  const keyDim = params['keyDim'] as number;
  const dropout = params['dropout'] as number;
  const args = [
    `(${query}, ${key}, ${value})`,
    String(params['numHeads']),
    String(keyDim),
    String(params['valueDim'] ?? keyDim),
    String(output[1]),
    ...(dropout > 0 ? [`dropout=${dropout}`] : []),
    ...(params['useCausalMask'] === true ? ['causal=True'] : []),
    ...(params['useBias'] === false ? ['bias=False'] : []),
  ];
  const places = weights.map(({ name, shape }): readonly [string, TorchPlace] => {
    const [part, kind] = name.split('/') as [string, string];
    if (kind === 'bias') return [name, madePlace(`${part}.bias`, shape.length, flat)];
    const take = part === 'attention_output' ? fromRows : toRows;
    return [name, madePlace(`${part}.weight`, shape.length, take)];
  });
  return {
    module: `MultiHeadAttention(${args.join(', ')})`,
    forward: (module, [q, v = q, k = v]) => `${module}(${q!}, ${v!}, ${k!})`,
    weights: Object.fromEntries(places),
  };
};
