import { beforeEach, describe, expect, test } from 'vitest';
import { usePageWires } from '../../../renderer/canvas/afar/page-wires';
import { useWholeBlocks } from '../../../renderer/canvas/afar/whole-blocks';
import { useUnderPointer } from '../../../renderer/canvas/afar/wire-under-pointer';
import { useInteraction } from '../../../renderer/canvas/interaction-store';
import { useProject } from '../../../renderer/state/project-store';
import { drawing } from '../../fakes/fake-graph';

/** A chain of so many blocks: `b0>b1`, `b1>b2` and so on. */
const chain = (length: number) =>
  drawing(
    Array.from({ length }, (_, i) => `b${i}:${i === 0 ? 'Input' : 'Dense'}`).join(' '),
    Array.from({ length: length - 1 }, (_, i) => `b${i}>b${i + 1}`).join(' '),
  );
const draw = (length: number) =>
  useProject.setState(({ project }) => ({ project: { ...project, graph: chain(length) } }));
const inPage = () => usePageWires.getState().inPage.map(({ id }) => id);

beforeEach(() => {
  useWholeBlocks.setState({ whole: new Set(['b30']) });
  useInteraction.setState({ spliced: null, replaced: [], connecting: null });
  useUnderPointer.setState({ wire: null });
  useProject.setState({ selection: new Set() });
  draw(80);
});

describe('wires that are part of the page', () => {
  test('are all where there are few blocks', () => {
    draw(10);
    expect(inPage()).toHaveLength(9);
    expect(usePageWires.getState().afar).toEqual([]);
  });

  test('else those at whole blocks, and those that one looks at', () => {
    expect(inPage()).toEqual(['b29>b30', 'b30>b31']);
    useProject.setState({ selection: new Set(['b50>b51']) });
    useInteraction.setState({ spliced: 'b60>b61' });
    expect(inPage()).toEqual(['b29>b30', 'b30>b31', 'b50>b51', 'b60>b61']);
    expect(usePageWires.getState().afar).toHaveLength(75);
  });

  test('the one under the pointer is drawn with the others as well', () => {
    useUnderPointer.setState({ wire: 'b9>b10' });
    expect(inPage()).toContain('b9>b10');
    expect(usePageWires.getState().afar.map(({ id }) => id)).toContain('b9>b10');
  });

  test('stay the same lists while nothing about them changes', () => {
    const before = usePageWires.getState();
    useInteraction.setState({ aimed: 'b7' });
    useProject.setState({ selection: new Set(['b3']) });
    expect(usePageWires.getState()).toBe(before);
  });
});
