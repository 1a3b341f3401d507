import { useEffect, useState } from 'react';
import { inferGraph } from '#shared/compile/infer';
import { EMPTY_GRAPH, type GraphDoc } from '#shared/graph/document';
import { parseProject } from '#shared/project/parse';
import type { ApiOutput } from '#shared/protocol/api';
import { getHost } from '../session/host';
import { tellProblem } from '../session/project-actions';

export type Example = ApiOutput<'projects.examples'>[number] & {
  readonly graph: GraphDoc;
  /** Trainable and other weights of the network. */
  readonly weights: number;
};
export type Recent = ApiOutput<'projects.recent'>[number];

const graphOf = (text: string): GraphDoc => {
  const parsed = parseProject(text);
  return parsed.ok ? parsed.value.graph : EMPTY_GRAPH;
};

/** The ready projects; they do not change while the app runs. */
let known: Promise<readonly Example[]> | undefined;

async function readExamples(): Promise<readonly Example[]> {
  const examples = await getHost().client.call('projects.examples', {});
  return examples.map((example) => {
    const graph = graphOf(example.text);
    return { ...example, graph, weights: inferGraph(graph).params };
  });
}

/** The ready projects, with their drawings; none until they are read. */
export function useExamples(): readonly Example[] {
  const [examples, setExamples] = useState<readonly Example[]>([]);
  useEffect(() => {
    known ??= readExamples();
    known.then(setExamples).catch((error: unknown) => {
      known = undefined;
      tellProblem(error);
    });
  }, []);
  return examples;
}

/** Projects opened before, and how to take one off the list. */
export function useRecent(): { readonly recent: readonly Recent[]; remove(path: string): void } {
  const [recent, setRecent] = useState<readonly Recent[]>([]);
  useEffect(() => {
    getHost().client.call('projects.recent', {}).then(setRecent).catch(tellProblem);
  }, []);
  return {
    recent,
    remove(path) {
      setRecent((list) => list.filter((entry) => entry.path !== path));
      getHost().client.call('projects.forgetRecent', { path }).catch(tellProblem);
    },
  };
}

/** The drawing in a file, for a picture of it; null while it is not read, or where there is none. */
export function useFileGraph(path: string): GraphDoc | null {
  const [graph, setGraph] = useState<GraphDoc | null>(null);
  useEffect(() => {
    let isGone = false;
    getHost()
      .client.call('projects.peek', { path })
      .then(({ text }) => {
        if (!isGone && text !== null) setGraph(graphOf(text));
      })
      .catch(tellProblem);
    return () => {
      isGone = true;
    };
  }, [path]);
  return graph;
}
