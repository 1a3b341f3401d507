import { DEFAULT_SNAPSHOTS } from '#shared/train/snapshots';
import { checkSnapshots } from '../check-snapshots';
import type { Lint } from './definition';
import { dense, digits } from './example';
import { SOURCES } from './sources';

const MEGABYTE = 2 ** 20;
const FLOAT_BYTES = 4;

/** Weights that do not fit into the room for snapshots. */
const snapshotTooLarge: Lint = {
  code: 'snapshot-too-large',
  severity: 'hint',
  title: { en: 'No room for snapshots', ko: '스냅샷을 둘 자리가 없음' },
  why: {
    en: 'A snapshot holds all weights, four bytes each, so that one can look back at how filters and boundaries grew. When one alone is larger than all of them together may be, none is kept and there is nothing to scrub through after training.',
    ko: '스냅샷은 모든 가중치를 하나에 4바이트씩 담아, 필터와 경계가 어떻게 자랐는지 되돌아볼 수 있게 합니다. 하나만으로도 허용한 용량을 넘으면 하나도 남기지 않아 학습 뒤에 돌려 볼 것이 없습니다.',
  },
  source: SOURCES.checkpoints,
  example: {
    graph: digits('Flatten', dense(400, 'relu')),
    training: { snapshots: { policy: 'epoch', every: 1, megabytes: 1 } },
  },
  find: (context) => {
    const { training, inference } = context;
    const snapshots = training.snapshots ?? DEFAULT_SNAPSHOTS;
    const needed = Math.ceil((inference.params * FLOAT_BYTES) / MEGABYTE);
    if (checkSnapshots(context).length > 0) return [];
    if (snapshots.policy === 'none' || needed <= snapshots.megabytes) return [];
    return [
      {
        param: 'snapshots.megabytes',
        message: {
          en: 'The weights take more room than snapshots may, so none are kept.',
          ko: '가중치가 스냅샷에 허용한 용량보다 커서 스냅샷을 남기지 않습니다.',
        },
        expected: { en: `${needed} MB or more`, ko: `${needed} MB 이상` },
        received: `${snapshots.megabytes} MB`,
        fix: {
          label: { en: `Allow ${needed * 8} MB`, ko: `${needed * 8} MB 허용` },
          repair: {
            kind: 'setTraining',
            key: 'snapshots',
            value: { ...snapshots, megabytes: needed * 8 },
          },
        },
      },
    ];
  },
};

/** Remarks on snapshots. */
export const SNAPSHOT_LINTS: readonly Lint[] = [snapshotTooLarge];
