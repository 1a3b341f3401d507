import type { OpDefinition } from '#shared/ops/definition';
import type { Attrs, IrGraph } from '#shared/ops/ir';
import { OPS } from '#shared/ops/table';

const bodyOf = (attrs: Attrs): IrGraph => attrs['body'] as IrGraph;

/**
 * The same graph for every step along the first axis. Inputs are first states, then what is cut into slices, then what every step sees; `body` has inputs in
 * the same order, and as outputs the next states, then what is stacked along a first axis of the result. With `reverse` the last slice is the
 * first, and stacks lie as the slices do. Its gradient belongs to the node, not to the op.
 */
export const SCAN_OPS: Readonly<Record<string, OpDefinition>> = {
  scan: {
    infer: (inputs, attrs) => {
      const states = attrs['states'] as number;
      const steps = inputs[states]!.shape[0]!;
      return bodyOf(attrs).outputs.map(({ value: { shape, dtype } }, i) => ({
        shape: i < states ? shape : [steps, ...shape],
        dtype,
      }));
    },
    emit: ({ node, inputs, outputs, attrs }) => {
      const [states, slices] = [attrs['states'] as number, attrs['slices'] as number];
      const own = states + slices;
      const stacks = outputs.length - states;
      const directions = (count: number) => Array.from({ length: count }, () => (attrs['reverse'] ? 1 : 0));
      node('Scan', inputs.slice(0, own), {
        outputs,
        attrs: {
          num_scan_inputs: slices,
          scan_input_directions: directions(slices),
          ...(stacks > 0 && { scan_output_directions: directions(stacks) }),
        },
        body: { graph: bodyOf(attrs), captured: inputs.slice(own) },
      });
    },
  },
};

/** What ONNX Runtime's CPU provider has. */
export const PROCESSOR_OPS: Readonly<Record<string, OpDefinition>> = { ...OPS, ...SCAN_OPS };
