import { expect, test, vi } from 'vitest';
import { inferGraph } from '#shared/compile/infer';
import { stateLayout } from '#shared/compile/layout';
import { initialState } from '#shared/compile/state';
import type { Frame } from '#shared/protocol/frame';
import type { FetchedOutput } from '../../../../electron/engine/trainer';
import { createViews } from '../../../../electron/engine/views/views';
import { collapse } from '../../../../renderer/state/composites';
import { FAKE_TARGET } from '../../../fakes/fake-trainer';
import { POINTS, POINTS_NETWORK, sourceOf } from '../../../fixtures/drawings';

const samples = { count: 1, shape: [2], x: Float32Array.of(0, 1), labels: Uint8Array.of(0) };

test('layers inside a composite block have thumbnails under the ids of the expanded drawing', async () => {
  const { graph, id } = collapse(POINTS_NETWORK, new Set(['dense']), 'hidden');
  const source = sourceOf(graph, { info: POINTS });
  const inference = inferGraph(graph);
  const frames: Frame[] = [];
  const views = createViews({
    subject: () => ({
      run: 'run',
      source,
      dataset: { ...POINTS, train: samples, test: samples },
      order: inference.order,
      state: initialState(stateLayout(graph, inference, source.training), 1),
      forward: {
        evaluationBatch: 1,
        metrics: [],
        target: FAKE_TARGET,
        evaluate: () => Promise.reject(new Error('Nobody evaluates')),
        predict: async (_state, _x, _count, fetches) =>
          new Map(
            fetches.map((node): [string, FetchedOutput] => {
              const shape = inference.nodes.get(node)!.shape!;
              return [node, { shape, data: new Float32Array(shape[0]!).fill(0.5) }];
            }),
          ),
        dispose: async () => undefined,
      },
    }),
    sendFrame: (frame) => frames.push(frame),
    now: () => Date.now(),
    onError: (error) => {
      throw error;
    },
  });
  const inner = `${id}/0/dense`;
  views.setRequest({
    split: 'test',
    sample: 0,
    thumbnails: true,
    inspect: { nodeId: inner, what: 'filters' },
  });
  await vi.waitFor(() => expect(frames.map(({ stream }) => stream)).toContain('inspect'));
  views.dispose();
  const named = (stream: string) => frames.find((frame) => frame.stream === stream)!.tensors;
  expect(named('thumbnails').map(({ name }) => name)).toContain(inner);
  expect(named('inspect').length).toBeGreaterThan(0);
});
