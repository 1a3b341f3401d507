import { loadavg } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { describeMachine } from '../machine';
import { waitUntilQuiet } from '../quiet';
import { median } from '../statistics';
import { PEER_NETS, type PeerNet } from './nets';
import { type Side, startSide } from './side';

const ROUNDS = 5;
/** A round of the slowest side lasts about so long. */
const ROUND_MS = 1500;
const MOST_STEPS = 2000;
const PATIENCE_MS = 2000;

/** Milliseconds a step, medians of all rounds; ratios above 1: ours is faster. */
interface Row {
  readonly net: string;
  readonly ours: number;
  readonly keras: number;
  readonly torch: number;
  readonly ratioKeras: number;
  readonly ratioTorch: number;
  /** Of the last minute, after the net was measured. */
  readonly load: number;
}

type Sides = Readonly<Record<'ours' | 'keras' | 'torch', Side>>;

async function measure(net: PeerNet, sides: Sides): Promise<Row> {
  const all = Object.entries(sides) as [keyof Sides, Side][];
  const paces: number[] = [];
  for (const [, side] of all) {
    await side.open(net);
    paces.push(await side.train(10));
  }
  const steps = Math.max(10, Math.min(MOST_STEPS, Math.round(ROUND_MS / Math.max(...paces))));
  const times: Record<keyof Sides, number[]> = { ours: [], keras: [], torch: [] };
  for (let round = 0; round < ROUNDS; round++)
    for (const [name, side] of all) {
      await waitUntilQuiet(PATIENCE_MS);
      times[name].push(await side.train(steps));
    }
  const [ours, keras, torch] = [median(times.ours), median(times.keras), median(times.torch)];
  const load = loadavg()[0]!;
  return { net: net.id, ours, keras, torch, ratioKeras: keras / ours, ratioTorch: torch / ours, load };
}

const COLUMNS = ['ours', 'keras', 'torch', 'ratioKeras', 'ratioTorch', 'load'] as const;

const line = (name: string, cells: readonly string[]): string =>
  name.padEnd(32) + cells.map((cell) => cell.padStart(12)).join('');

/** `peers.mjs <repository> <python> [--json] [--nets a,b]` */
async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    options: { json: { type: 'boolean', default: false }, nets: { type: 'string' } },
    allowPositionals: true,
  });
  const [root, python] = positionals as [string, string];
  const wanted = values.nets?.split(',');
  const machine = describeMachine(root);
  const script = join(root, 'test', 'bench', 'peers', 'peers.py');
  const programs = dirname(fileURLToPath(import.meta.url));
  const sides: Sides = {
    ours: await startSide(process.execPath, [join(programs, 'ours.mjs')]),
    keras: await startSide(python, [script, 'keras']),
    torch: await startSide(python, [script, 'torch']),
  };
  const versions = { keras: sides.keras.version, torch: sides.torch.version };
  const say = values.json ? console.error : console.log;
  say(`${machine.cpu}, ${machine.cores} cores, load ${machine.load.toFixed(2)}`);
  say(`onnxruntime-node ${machine.onnxruntime}, Keras ${versions.keras}, PyTorch ${versions.torch}`);
  say(line('ms a step, medians', COLUMNS));
  const rows: Row[] = [];
  try {
    for (const net of PEER_NETS.filter(({ id }) => wanted?.includes(id) ?? true)) {
      const row = await measure(net, sides);
      rows.push(row);
      const cells = COLUMNS.map((name) => row[name].toPrecision(3));
      say(line(`${net.label}, batch ${net.batch}`, cells));
    }
  } finally {
    for (const side of Object.values(sides)) side.close();
  }
  if (values.json) console.log(JSON.stringify({ machine, versions, rows }, null, 2));
}

await main();
