import type { Diagnostic } from '#shared/graph/diagnostic';
import { checkParam } from '#shared/graph/params';
import { DEFAULT_SNAPSHOTS, SNAPSHOT_PARAMS, type SnapshotSettings } from '#shared/train/snapshots';
import type { CheckSource } from './check-source';

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
