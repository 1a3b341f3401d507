import { measureCompile } from './measure-compile';
import { measureSteps } from './measure-steps';
import { measureViews } from './measure-views';
import { STEP_CASES } from './nets';

/**
 * One measurement in a process of its own, so that it starts cold and its memory is its own:
 * `child.mjs steps <root> <case> <rounds> <round ms> <patience ms>` `child.mjs compile <root> <example>` or
 * `child.mjs views <root> <example> <pairs> <window ms>`. Prints JSON.
 */
const MEASURES: Readonly<Record<string, (root: string, id: string, numbers: readonly number[]) => unknown>> =
  {
    steps: (root, id, [rounds, roundMs, patienceMs]) =>
      measureSteps(
        STEP_CASES.find((known) => known.id === id)!,
        {
          root,
          rounds: rounds!,
          roundMs: roundMs!,
          patienceMs: patienceMs!,
        },
      ),
    compile: (root, id) => measureCompile(root, id),
    views: (root, id, [pairs, windowMs]) => measureViews(id, { root, pairs: pairs!, windowMs: windowMs! }),
  };

const [kind, root, id, ...numbers] = process.argv.slice(2);
const result = await MEASURES[kind!]!(root!, id!, numbers.map(Number));
process.stdout.write(JSON.stringify(result));
