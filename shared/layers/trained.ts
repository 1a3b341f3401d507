import type { Choice, Params } from '#shared/graph/document';
import type { ParamSpecs } from '#shared/graph/params';
import type { WeightSpec } from './definition';
import { chosenRow } from './weight-params';

interface TrainedOptions {
  /** Keras's name of the weight where it is not `parameter`: `depthwise_kernel`. */
  readonly name?: string;
  readonly layout?: readonly number[] | undefined;
}

/**
 * Weights that are trained, of a layer with parameters like `specs`: `parameter` is what Keras puts before `Initializer`, `Regularizer` and
 * `Constraint`; where it is empty, `initializer` alone is read.
 */
export const trainedBy =
  (specs: ParamSpecs) =>
  (values: Params, parameter: string, shape: readonly number[], options: TrainedOptions = {}): WeightSpec => {
    const { name = parameter, layout } = options;
    const row = (role: string): Choice | null => chosenRow(specs, values, `${parameter}${role}`);
    const { type, params } = row(parameter === '' ? 'initializer' : 'Initializer')!;
    const [regularizer, constraint] = [row('Regularizer'), row('Constraint')];
    return {
      name,
      shape,
      ...(layout && { layout }),
      initializer: type,
      ...(Object.keys(params).length > 0 && { initializerConfig: params }),
      ...(regularizer && { regularizer }),
      ...(constraint && { constraint }),
      trainable: true,
    };
  };
