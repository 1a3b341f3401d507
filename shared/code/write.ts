import { inferGraph } from '#shared/compile/infer';
import { resolveTarget } from '#shared/compile/target';
import type { Result } from '#shared/graph/diagnostic';
import { expandGraph } from '#shared/graph/expand';
import { type NetworkPlan, planNetwork } from './plan';
import type { CodeProgram, Framework } from './program';
import { writeKeras } from './keras/write';
import { writePytorch } from './pytorch/write';
import type { CodeContext, CodeSource } from './source';

const WRITERS: Readonly<Record<Framework, (context: CodeContext) => CodeProgram>> = {
  keras: writeKeras,
  pytorch: writePytorch,
};

/**
 * A project as a whole program of a framework: data, network, training and evaluation. Fails with the project's errors; what the framework does
 * otherwise is among the diagnostics of a success, as hints.
 */
export function writeProgram(source: CodeSource, framework: Framework): Result<CodeProgram> {
  const context = codeContext(source);
  if (!context.ok) return context;
  const program = WRITERS[framework](context.value);
  return { ok: true, value: program, diagnostics: program.notes };
}

/** What the writers look at; fails with the project's errors. */
export function codeContext(source: CodeSource): Result<CodeContext> {
  const inference = inferGraph(source.graph);
  const errors = inference.diagnostics.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) return { ok: false, diagnostics: errors };
  const target = resolveTarget(source);
  if (!target.ok) return target;
  const plan = planNetwork(source.graph, inference);
  const byId = new Map(target.value.heads.map((head) => [head.nodeId, head]));
  const heads = plan.heads.map(({ id, name }, i) => ({
    ...byId.get(id)!,
    name,
    shape: inference.nodes.get(id)!.shape!,
    isSoftmax: endsInSoftmax(plan, i),
  }));
  const { origin, graph } = expandGraph(source.graph);
  const inputIds = graph.nodes.filter(({ type }) => type === 'Input').map(({ id }) => origin.get(id) ?? id);
  return {
    ok: true,
    value: { source, plan, heads, classes: source.info.classNames.length, inputIds: [...new Set(inputIds)] },
    diagnostics: [],
  };
}

/** Whether the last layer of a head, wherever it is, is or has a softmax over the classes. */
function endsInSoftmax({ body }: NetworkPlan, head: number): boolean {
  let [within, ref] = [body, body.results[head]!];
  for (;;) {
    const step = within.steps[ref.step];
    if (!step) return false;
    if (step.kind === 'block')
      return step.layer.type === 'Softmax' || step.context.params['activation'] === 'softmax';
    within = step.rounds.at(-1)!.body;
    ref = within.results[ref.output]!;
  }
}
