import { kerasCall } from '#shared/layers/code';
import type { BlockStep } from '../plan';
import { inlined } from '../python';

/** The layer of a block as an expression that can be called. */
type LayerCode = (step: BlockStep) => string;

/** Rows whose own line needs a package that is not there, by layer type. */
const OWN: Readonly<Record<string, LayerCode>> = {
  PositionEmbedding: ({ layer, context }) =>
    kerasCall('PositionEmbedding', layer.params, context.params, context.name)
      .replace('layers.', '')
      .replace('(initializer=', '(embeddings_initializer='),
  // Keras leaves images as they are where it does not train; the layers behind want the part.
  RandomCrop: ({ layer, context }) =>
    kerasCall('CroppedOrResized', layer.params, context.params, context.name, {
      positional: ['height', 'width'],
    }).replace('layers.', ''),
  SinePositionEncoding: ({ layer, context }) =>
    kerasCall('SinePositionEncoding', layer.params, context.params, context.name).replace('layers.', ''),
};

/** A block's line with the name that Keras gets for it; `nameCode` is Python's expression. */
function named(code: string, { context }: BlockStep, nameCode: string): string {
  return code.replaceAll(`name=${JSON.stringify(context.name)}`, () => `name=${nameCode}`);
}

/** The layer alone; null where the block is more than one layer called with its inputs. */
export function kerasLayer(step: BlockStep, nameCode: string): string | null {
  const code = (OWN[step.layer.type] ?? (({ layer, context }) => layer.code.keras(context)))(step);
  return code.startsWith('lambda ') ? null : named(code, step, nameCode);
}

/** The layer called with variables. */
export function kerasCalled(step: BlockStep, nameCode: string, args: readonly string[]): string {
  const layer = kerasLayer(step, nameCode);
  if (layer === null) return named(inlined(step.layer.code.keras(step.context), args)!, step, nameCode);
  const [port] = step.layer.ports.inputs;
  return `${layer}(${port?.multiple === true ? `[${args.join(', ')}]` : args.join(', ')})`;
}
