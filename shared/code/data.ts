import { DATASETS } from '#shared/data/table';
import { defaultParams } from '#shared/graph/params';
import type { Diagnostic } from '#shared/graph/diagnostic';
import { writeGenerator } from './data-generators';
import { codeNote, type Framework } from './program';
import type { CodeContext } from './source';

export interface DataCode {
  /** Lines that leave `x_train, y_train, x_test, y_test`, samples in Keras's order, labels as class numbers. */
  readonly text: string;
  readonly notes: readonly Diagnostic[];
}

/** MNIST's digits by the framework's own loader. */
const MNIST: Readonly<Record<Framework, string>> = {
  keras: '(x_train, y_train), (x_test, y_test) = keras.datasets.mnist.load_data()',
  pytorch: `train, test = (datasets.MNIST("data", train=part, download=True) for part in (True, False))
x_train, y_train = train.data.numpy(), train.targets.numpy()
x_test, y_test = test.data.numpy(), test.targets.numpy()`,
};

const READ_IDX = `def read_idx(path):
    """The array of an IDX file, plain or gzip."""
    with open(path, "rb") as file:
        data = file.read()
    if data[:2] == b"\\x1f\\x8b":
        data = gzip.decompress(data)
    dtype = {8: ">u1", 9: ">i1", 11: ">i2", 12: ">i4", 13: ">f4", 14: ">f8"}[data[2]]
    start = 4 + 4 * data[3]
    shape = struct.unpack(f">{data[3]}I", data[4:start])
    return np.frombuffer(data, dtype, offset=start).reshape(shape)


`;

/** The data of a project: where it comes from, how much of it, scaled as the project says. */
export function writeData({ source }: CodeContext, framework: Framework): DataCode {
  const { data, info } = source;
  const notes: Diagnostic[] = [];
  const lines: string[] = [];
  if (data.dataset === 'mnist') {
    lines.push('# Handwritten digits; the first call downloads them.', MNIST[framework]);
    const count = info.trainCount;
    lines.push(
      `# Neuroloom trains on ${count} of these 60000 digits, in an order of its own; here it is the first ${count}.`,
      `x_train, y_train = x_train[:${count}], y_train[:${count}]`,
    );
    notes.push(OTHER_DIGITS);
  } else if (data.dataset === 'idx') {
    lines.push(READ_IDX.trimEnd(), '', '');
    const params = { ...defaultParams(DATASETS['idx']!.params), ...data.params };
    const read = (key: string) => `read_idx(${JSON.stringify(params[key])})`;
    lines.push(
      `x_train, y_train = ${read('trainImages')}, ${read('trainLabels')}`,
      `x_test, y_test = ${read('testImages')}, ${read('testLabels')}`,
    );
    if (info.isWeighted) lines.push(`weight_train = ${read('trainWeights')}.astype("float32").reshape(-1)`);
  } else lines.push(writeGenerator(data.dataset, data.params));
  if (data.limit !== null) {
    const limit = data.limit;
    lines.push(`x_train, y_train = x_train[:${limit}], y_train[:${limit}]`);
    lines.push(`x_test, y_test = x_test[:${limit}], y_test[:${limit}]`);
    if (info.isWeighted) lines.push(`weight_train = weight_train[:${limit}]`);
  }
  const scale = scaling(data.rescale);
  const shape = `(-1, ${info.shape.join(', ')})`;
  for (const part of ['train', 'test'])
    lines.push(`x_${part} = x_${part}.reshape${shape}.astype("float32")${scale}`);
  for (const part of ['train', 'test']) lines.push(`y_${part} = y_${part}.astype("int64").reshape(-1)`);
  return { text: lines.join('\n'), notes };
}

/** ` / 255`, ` * 0.5`, or nothing. */
function scaling(rescale: number): string {
  if (rescale === 1) return '';
  const divisor = 1 / rescale;
  const isWhole = Math.abs(divisor - Math.round(divisor)) < 1e-9 * divisor;
  return isWhole ? ` / ${Math.round(divisor)}` : ` * ${rescale}`;
}

const OTHER_DIGITS = codeNote('code-other-digits', {
  en: 'The program takes its digits from the full MNIST, so its training samples are others than the ones here.',
  ko: '프로그램은 전체 MNIST에서 숫자를 가져오므로 학습 샘플이 여기와 다릅니다.',
});
