import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { median } from '../statistics';
import { type Setting, SETTINGS, TRAPS } from './settings';
import { kerasSide, ourSide, type Side } from './sides';

const SEEDS = [1, 2, 3, 4, 5];

interface Accuracies {
  readonly median: number;
  readonly lowest: number;
  readonly highest: number;
  readonly all: readonly number[];
}

interface Row {
  readonly setting: string;
  readonly label: string;
  readonly ours: Accuracies;
  readonly keras: Accuracies;
  /** Whether our median lies between Keras's lowest and highest. */
  readonly isWithin: boolean;
}

async function accuraciesOf(side: Side, setting: Setting): Promise<Accuracies> {
  const all: number[] = [];
  for (const seed of SEEDS) all.push(await side.train(setting, seed));
  return { median: median(all), lowest: Math.min(...all), highest: Math.max(...all), all };
}

async function compare(setting: Setting, sides: Readonly<Record<'ours' | 'keras', Side>>): Promise<Row> {
  const ours = await accuraciesOf(sides.ours, setting);
  const keras = await accuraciesOf(sides.keras, setting);
  const isWithin = ours.median >= keras.lowest && ours.median <= keras.highest;
  return { setting: setting.id, label: setting.label, ours, keras, isWithin };
}

const percent = (share: number): string => (100 * share).toFixed(2);
const cells = ({ median: middle, lowest, highest }: Accuracies): string =>
  `${percent(middle)} | ${percent(lowest)} … ${percent(highest)}`;

/** `accuracy.mjs <repository> <python> [--json] [--settings a,b]`; ends with 1 when a median is outside Keras's range. */
async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    options: { json: { type: 'boolean', default: false }, settings: { type: 'string' } },
    allowPositionals: true,
  });
  const [root, python] = positionals as [string, string];
  const wanted = values.settings?.split(',');
  const here = dirname(fileURLToPath(import.meta.url));
  const script = join(root, 'test', 'bench', 'accuracy', 'keras_side.py');
  const sides = {
    ours: await ourSide(join(here, 'cli.mjs')),
    keras: await kerasSide(python, script, join(root, 'assets', 'datasets', 'mnist')),
  };
  const versions = { ours: sides.ours.version, keras: sides.keras.version };
  const say = values.json ? console.error : console.log;
  say(`Neuroloom ${versions.ours}, Keras ${versions.keras}; test accuracy in percent, ${SEEDS.length} seeds`);
  say('| setting | ours: median | range | Keras: median | range | within |');
  say('| --- | --- | --- | --- | --- | --- |');
  const rows: Row[] = [];
  try {
    for (const setting of [...SETTINGS, ...TRAPS].filter(({ id }) => wanted?.includes(id) ?? true)) {
      const row = await compare(setting, sides);
      rows.push(row);
      say(`| ${row.label} | ${cells(row.ours)} | ${cells(row.keras)} | ${row.isWithin ? 'yes' : 'no'} |`);
    }
  } finally {
    for (const side of Object.values(sides)) await side.close();
  }
  if (values.json) console.log(JSON.stringify({ versions, rows }, null, 2));
  if (rows.some(({ isWithin }) => !isWithin)) process.exitCode = 1;
}

await main();
