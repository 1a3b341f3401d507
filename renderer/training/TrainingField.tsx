import { ParamField } from '../forms/ParamField';
import { useProject } from '../state/project-store';
import { editTraining } from './edit-training';
import { SettingProblems } from './SettingProblems';
import { TRAINING_PARAMS, type TrainingParam } from './training-params';

/** The field of one training setting. */
export function TrainingField({ name }: { name: TrainingParam }) {
  const value = useProject((state) => state.project.training[name]);
  const spec = TRAINING_PARAMS[name];
  return (
    <>
      <ParamField
        id={`training-${name}`}
        spec={spec}
        value={value}
        onChange={(next) => editTraining(spec.label, { [name]: next })}
      />
      <SettingProblems name={name} />
    </>
  );
}
