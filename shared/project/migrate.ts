import { PROJECT_VERSION } from './schema';

type Json = Readonly<Record<string, unknown>>;

const isObject = (json: unknown): json is Json =>
  typeof json === 'object' && json !== null && !Array.isArray(json);

/** `MIGRATIONS[n]` turns a file of version n into one of version n + 1; what is not as it should be stays so, for the schema to name. */
const MIGRATIONS: Readonly<Record<number, (file: Json) => Json>> = {
  /** The loss got parameters; schedule, class weights, metrics and callbacks came. */
  1: (file) => {
    const { training } = file;
    if (!isObject(training)) return file;
    const { loss } = training;
    return {
      ...file,
      training: {
        ...training,
        schedule: null,
        loss: loss === undefined ? undefined : { type: loss, params: {} },
        classWeights: null,
        metrics: [{ type: 'accuracy', params: {} }],
        callbacks: [],
      },
    };
  },
};

/** A project of an older version as one of the current version, step by step; anything else as it is. */
export function migrate(file: unknown): unknown {
  if (!isObject(file) || typeof file['version'] !== 'number') return file;
  const { version } = file;
  let current = file;
  for (let from = version; from < PROJECT_VERSION && Object.hasOwn(MIGRATIONS, from); from++)
    current = { ...MIGRATIONS[from]!(current), version: from + 1 };
  return current;
}
