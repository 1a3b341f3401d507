import { z } from 'zod';
import type { ParamSpecs } from '#shared/graph/params';

/** Which numbers of a training are kept to be looked at later. */
export const snapshotsSchema = z
  .object({
    policy: z.enum(['none', 'epoch', 'steps']),
    /** With `steps`: after so many of them. */
    every: z.number().int().min(1).max(1_000_000),
    /** What they may take on disk, for one run. */
    megabytes: z.number().int().min(1).max(100_000),
  })
  .readonly();
export type SnapshotSettings = z.infer<typeof snapshotsSchema>;

/** What holds for a training that says nothing of them. */
export const DEFAULT_SNAPSHOTS: SnapshotSettings = { policy: 'epoch', every: 100, megabytes: 64 };

/** What the form says of each setting. */
export const SNAPSHOT_PARAMS = {
  policy: {
    kind: 'choice',
    default: DEFAULT_SNAPSHOTS.policy,
    options: [
      { value: 'none', label: { en: 'none', ko: '없음' } },
      { value: 'epoch', label: { en: 'every epoch', ko: '에포크마다' } },
      { value: 'steps', label: { en: 'every few steps', ko: '몇 스텝마다' } },
    ],
    label: { en: 'Snapshots', ko: '스냅샷' },
    help: {
      en: 'Keeps the weights as they were, so that you can look back at how the network learned. Fewer are kept the longer it trains.',
      ko: '학습 도중의 가중치를 남겨 신경망이 어떻게 배웠는지 되돌아볼 수 있게 합니다. 학습이 길어질수록 드물게 남깁니다.',
    },
  },
  every: {
    kind: 'int',
    default: DEFAULT_SNAPSHOTS.every,
    min: 1,
    max: 1_000_000,
    when: { param: 'policy', is: ['steps'] },
    label: { en: 'Steps between', ko: '스텝 간격' },
    help: {
      en: 'After how many steps one is kept.',
      ko: '몇 스텝마다 하나씩 남길지 정합니다.',
    },
  },
  megabytes: {
    kind: 'int',
    default: DEFAULT_SNAPSHOTS.megabytes,
    min: 1,
    max: 100_000,
    when: { param: 'policy', is: ['epoch', 'steps'] },
    advanced: true,
    label: { en: 'Most space (MB)', ko: '최대 용량(MB)' },
    help: {
      en: 'What the snapshots of one run may take on disk. When it is full, those nearest to each other go.',
      ko: '실행 하나의 스냅샷이 디스크에서 차지할 수 있는 크기입니다. 가득 차면 서로 가까운 것부터 지웁니다.',
    },
  },
} as const satisfies ParamSpecs;

/** Of every doubling of the training so many are kept. */
const PER_DOUBLING = 16;

/**
 * The first number from `at` on, counted from 1, of which there is a snapshot: all up to 32, then every second up to 64, every fourth up to
 * 128, and so on.
 */
export function nextKept(at: number): number {
  const apart = 2 ** Math.max(0, Math.floor(Math.log2(at)) - Math.log2(PER_DOUBLING));
  return Math.ceil(at / apart) * apart;
}

/**
 * Which of these steps, in order, is missed least: it lies nearest to its neighbours on a logarithmic scale. The first and the last stay as
 * long as there are others.
 */
export function leastNeeded(steps: readonly number[]): number {
  let least = steps.length > 2 ? 1 : 0;
  for (let i = 2; i < steps.length - 1; i++) if (gap(steps, i) < gap(steps, least)) least = i;
  return least;
}

const gap = (steps: readonly number[], i: number): number => (steps[i + 1]! + 1) / (steps[i - 1]! + 1);
