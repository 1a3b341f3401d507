import { expect, test } from 'vitest';
import { TRAINING_PARAMS, type TrainingParam } from '../../../renderer/training/training-params';
import { checkParam } from '../../../shared/graph/params';
import { trainingConfigSchema } from '../../../shared/train/config';

const CANDIDATES = [
  -1,
  0,
  1e-9,
  0.5,
  1,
  1.5,
  64,
  100,
  101,
  65_536,
  65_537,
  100_000,
  100_001,
  4_294_967_296,
  true,
];

test.each(Object.keys(TRAINING_PARAMS) as TrainingParam[])(
  'the form allows for %s exactly what a project file may hold',
  (name) => {
    const schema = trainingConfigSchema.unwrap().shape[name];
    expect(CANDIDATES.filter((value) => checkParam(TRAINING_PARAMS[name], value) === null)).toEqual(
      CANDIDATES.filter((value) => schema.safeParse(value).success),
    );
  },
);
