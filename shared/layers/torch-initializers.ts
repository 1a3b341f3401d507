import type { Fans } from '#shared/train/initializers/fans';
import type { readParams } from '#shared/train/read-params';

interface Start {
  /** PyTorch's expression for the weight. */
  readonly code: string;
  /** The initializer's own numbers. */
  readonly given: ReturnType<typeof readParams>;
  /** Keras's. */
  readonly fans: Fans;
  /** Whether PyTorch counts the same inputs and outputs. */
  readonly hasOwnFans: boolean;
}

/** Stddev of a standard normal cut off at ± 2; Keras widens its scaled normals by that. */
const TRUNCATED_STDDEV = 0.87962566103423978;

const short = (value: number): string => String(Number(value.toPrecision(5)));

const truncated = (code: string, mean: number, stddev: number): string =>
  `nn.init.trunc_normal_(${code}, mean=${short(mean)}, std=${short(stddev)}, a=${short(mean - 2 * stddev)}, b=${short(mean + 2 * stddev)})`;

/** Numbers of a given variance around 0, by the name that Keras's VarianceScaling has for a law. */
const LAWS: Readonly<Record<string, (code: string, variance: number) => string>> = {
  uniform: (code, variance) => {
    const limit = short(Math.sqrt(3 * variance));
    return `nn.init.uniform_(${code}, -${limit}, ${limit})`;
  },
  truncated_normal: (code, variance) => truncated(code, 0, Math.sqrt(variance) / TRUNCATED_STDDEV),
  untruncated_normal: (code, variance) => `nn.init.normal_(${code}, std=${short(Math.sqrt(variance))})`,
};

const scaled =
  (law: string, variance: (fans: Fans) => number, own?: (code: string) => string) =>
  ({ code, fans, hasOwnFans }: Start): string =>
    own && hasOwnFans ? own(code) : LAWS[law]!(code, variance(fans));

const glorot = ({ fanIn, fanOut }: Fans): number => 2 / (fanIn + fanOut);
const he = ({ fanIn }: Fans): number => 2 / fanIn;
const lecun = ({ fanIn }: Fans): number => 1 / fanIn;

const MODES: Readonly<Record<string, (fans: Fans) => number>> = {
  fan_in: ({ fanIn }) => fanIn,
  fan_out: ({ fanOut }) => fanOut,
  fan_avg: ({ fanIn, fanOut }) => (fanIn + fanOut) / 2,
};

const ROWS: Readonly<Record<string, (start: Start) => string>> = {
  zeros: ({ code }) => `nn.init.zeros_(${code})`,
  ones: ({ code }) => `nn.init.ones_(${code})`,
  constant: ({ code, given }) => `nn.init.constant_(${code}, ${given.number('value')})`,
  random_normal: ({ code, given }) =>
    `nn.init.normal_(${code}, ${given.number('mean')}, ${given.number('stddev')})`,
  random_uniform: ({ code, given }) =>
    `nn.init.uniform_(${code}, ${given.number('minval')}, ${given.number('maxval')})`,
  truncated_normal: ({ code, given }) => truncated(code, given.number('mean'), given.number('stddev')),
  glorot_uniform: scaled('uniform', glorot, (code) => `nn.init.xavier_uniform_(${code})`),
  glorot_normal: scaled('truncated_normal', glorot),
  he_uniform: scaled('uniform', he, (code) => `nn.init.kaiming_uniform_(${code}, nonlinearity="relu")`),
  he_normal: scaled('truncated_normal', he),
  lecun_uniform: scaled(
    'uniform',
    lecun,
    (code) => `nn.init.kaiming_uniform_(${code}, nonlinearity="linear")`,
  ),
  lecun_normal: scaled('truncated_normal', lecun),
  variance_scaling: ({ code, given, fans }) =>
    LAWS[given.text('distribution')]!(code, given.number('scale') / MODES[given.text('mode')]!(fans)),
  orthogonal: ({ code, given }) => {
    const gain = given.number('gain');
    return `nn.init.orthogonal_(${code}${gain === 1 ? '' : `, gain=${gain}`})`;
  },
  identity: ({ code, given }) => {
    const gain = given.number('gain');
    return `nn.init.eye_(${code})${gain === 1 ? '' : `; ${code}.data.mul_(${gain})`}`;
  },
};

/** The line that starts a weight as Keras's initializer of this name does. */
export const torchInitializer = (name: string, start: Start): string => ROWS[name]!(start);
