import type { ParamSpecs } from '#shared/graph/params';
import { readParams } from '../read-params';
import type { CallbackDefinition } from './definition';

const params: ParamSpecs = {
  filename: {
    kind: 'text',
    default: 'training.csv',
    label: { en: 'File', ko: '파일 이름' },
    help: {
      en: 'The name of the file in the folder of the run.',
      ko: '실행 폴더에 만들 파일의 이름입니다.',
    },
  },
  separator: {
    kind: 'choice',
    default: ',',
    options: [
      { value: ',', label: { en: 'comma', ko: '쉼표' } },
      { value: ';', label: { en: 'semicolon', ko: '세미콜론' } },
      { value: '\t', label: { en: 'tab', ko: '탭' } },
    ],
    label: { en: 'Separator', ko: '구분자' },
    help: {
      en: 'What stands between two values. Spreadsheets take the comma.',
      ko: '값과 값 사이에 넣는 문자입니다. 스프레드시트에서는 쉼표가 잘 읽힙니다.',
    },
  },
  append: {
    kind: 'boolean',
    default: false,
    label: { en: 'Append', ko: '이어 쓰기' },
    help: {
      en: 'Goes on in a file that is there, instead of beginning it anew.',
      ko: '이미 있는 파일을 새로 시작하지 않고 이어서 씁니다.',
    },
  },
};

type Memory = { readonly columns: readonly string[] | null };

/** https://keras.io/api/callbacks/csv_logger/, with the learning rate always among the columns. */
export const csvLogger: CallbackDefinition<Memory> = {
  label: { en: 'CSV log', ko: 'CSV 기록' },
  summary: {
    en: 'Writes loss, metrics and learning rate of every epoch into a table that spreadsheets open.',
    ko: '에포크마다 손실, 지표, 학습률을 스프레드시트에서 열 수 있는 표로 기록합니다.',
  },
  params,
  start: () => ({ columns: null }),
  onEpochEnd({ columns: known }, { epoch, logs, learningRate, probes = {} }, given) {
    const read = readParams(params, given);
    const values: Readonly<Record<string, number | null>> = {
      ...probes,
      learning_rate: learningRate,
      ...logs,
    };
    const columns = known ?? Object.keys(values).toSorted();
    const line = (cells: readonly string[]) => `${cells.join(read.text('separator'))}\r\n`;
    const cells = columns.map((name) => String(values[name] ?? 'NA'));
    return {
      memory: { columns },
      actions: [
        {
          kind: 'writeRow',
          file: read.text('filename'),
          header: line(['epoch', ...columns.map(quoted)]),
          row: line([String(epoch), ...cells]),
          begin: known ? null : read.flag('append') ? 'append' : 'new',
        },
      ],
    };
  },
};

/** Names of single weights have commas in them. */
const quoted = (name: string): string => (/[,;\t]/.test(name) ? `"${name}"` : name);
