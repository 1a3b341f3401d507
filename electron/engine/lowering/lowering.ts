import { env } from 'onnxruntime-node';
import { chooseAll } from '#shared/compile/blocked/choose';
import { blockedLowering } from '#shared/compile/blocked/rewrite';
import { type Lowering, standardLowering } from '#shared/compile/lowering';
import { DEVICES, SAFE_DEVICE } from '../devices/table';
import { tryLowering } from './try-lowering';

/** The version whose internal operators are known; another may have changed them. */
const KNOWN_VERSION = '1.30.0';

/** Channels in a block: with AVX-512 or NEON, and without. */
const BLOCKS = [16, 8];

let found: Promise<Lowering> | undefined;

/**
 * How programs for `device` are written. On the processor images are kept in ONNX Runtime's blocked order where a small network, tried once in a process, shows that
 * this gives the same numbers; NEUROLOOM_BLOCKED=0 turns that off. Other devices have theirs in the table. Never rejects.
 */
export function loweringFor(device: string): Promise<Lowering> {
  if (device !== SAFE_DEVICE || process.env['NEUROLOOM_BLOCKED'] === '0')
    return Promise.resolve(DEVICES[device]?.lowering ?? standardLowering);
  found ??= findBlocked();
  return found;
}

async function findBlocked(): Promise<Lowering> {
  const reasons: string[] = [];
  const version = env.versions.node ?? 'of unknown number';
  if (version !== KNOWN_VERSION) reasons.push(`onnxruntime-node ${version} is not ${KNOWN_VERSION}`);
  for (const block of reasons.length > 0 ? [] : BLOCKS) {
    const reason = await tryLowering(blockedLowering(block, chooseAll));
    if (reason === null) return blockedLowering(block);
    reasons.push(`${block} channels: ${reason}`);
  }
  process.stderr.write(`Convolutions are not blocked (${reasons.join('; ')}).\n`);
  return standardLowering;
}
