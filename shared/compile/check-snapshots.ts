import type { Diagnostic } from '#shared/graph/diagnostic';
import { checkParam } from '#shared/graph/params';
import { DEFAULT_SNAPSHOTS, SNAPSHOT_PARAMS, type SnapshotSettings } from '#shared/train/snapshots';
import type { CheckSource } from './check-source';
import type { Rule } from './lint/context';

type Key = keyof SnapshotSettings;

/** Settings of snapshots that are not allowed. */
export function checkSnapshots({ training: { snapshots } }: CheckSource): readonly Diagnostic[] {
  if (!snapshots) return [];
  return (Object.keys(SNAPSHOT_PARAMS) as Key[]).flatMap((name): Diagnostic[] => {
    const { label } = SNAPSHOT_PARAMS[name];
    const refusal = checkParam(SNAPSHOT_PARAMS[name], snapshots[name]);
    const usual = DEFAULT_SNAPSHOTS[name];
    return refusal
      ? [
          {
            code: 'wrong-training-setting',
            severity: 'error',
            param: `snapshots.${name}`,
            message: {
              en: `${label.en} is not allowed as it is.`,
              ko: `${label.ko} 값이 올바르지 않습니다.`,
            },
            expected: refusal.expected,
            received: String(snapshots[name]),
            fix: {
              label: { en: `Set to ${usual}`, ko: `${usual}(으)로 설정` },
              repair: { kind: 'setTraining', key: 'snapshots', value: { ...snapshots, [name]: usual } },
            },
          },
        ]
      : [];
  });
}

const MEGABYTE = 2 ** 20;
const FLOAT_BYTES = 4;

/** Weights that do not fit into the room for snapshots. */
const tooLarge: Rule = (context) => {
  const { training, inference } = context;
  const snapshots = training.snapshots ?? DEFAULT_SNAPSHOTS;
  const needed = Math.ceil((inference.params * FLOAT_BYTES) / MEGABYTE);
  if (checkSnapshots(context).length > 0) return [];
  if (snapshots.policy === 'none' || needed <= snapshots.megabytes) return [];
  return [
    {
      code: 'snapshot-too-large',
      severity: 'hint',
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
};

/** Remarks on snapshots. */
export const SNAPSHOT_RULES: readonly Rule[] = [tooLarge];
