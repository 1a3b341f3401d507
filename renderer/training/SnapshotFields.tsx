import { DEFAULT_SNAPSHOTS, SNAPSHOT_PARAMS } from '#shared/train/snapshots';
import { useProject } from '../state/project-store';
import { ChoiceParams } from './ChoiceParams';
import { editTraining } from './edit-training';

/** Which weights are kept to be looked back at. */
export function SnapshotFields() {
  const snapshots = useProject((state) => state.project.training.snapshots) ?? DEFAULT_SNAPSHOTS;
  return (
    <ChoiceParams
      id="snapshots"
      specs={SNAPSHOT_PARAMS}
      params={{ ...snapshots }}
      onParam={(label, name, value) => editTraining(label, { snapshots: { ...snapshots, [name]: value } })}
    />
  );
}
