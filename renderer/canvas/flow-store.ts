import { create } from 'zustand';
import type { Inference } from '#shared/compile/inference';
import type { Diagnostic } from '#shared/graph/diagnostic';
import type { GraphDoc } from '#shared/graph/document';
import { remembered } from '../state/kept';
import { currentGraph, currentInference, useFound, useProject } from '../state/project-store';
import { type BlockData, createBlocks } from './block-data';
import { createFlowAdapter, type Flow } from './flow-adapter';
import { useInteraction } from './interaction-store';

const makeBlocks = createBlocks();
// A drag and a selection ask as well, and change nothing of them.
const blocksOf = remembered((graph: GraphDoc, inference: Inference, problems: readonly Diagnostic[]) =>
  makeBlocks({ graph, inference, problems }),
);
const adapt = createFlowAdapter();

function flowNow(): Flow {
  const graph = currentGraph();
  const { problems } = useFound.getState();
  const { selection } = useProject.getState();
  const { moved, resized } = useInteraction.getState();
  const blocks = blocksOf(graph, currentInference(), problems);
  return adapt({ graph, blocks, problems, selection, moved, resized });
}

/**
 * What is drawn; each part the same object as long as nothing about it changes. Blocks and wires take what they show from here by themselves: React Flow, which
 * goes through all of them whenever it is given others, is not told of shapes.
 */
export const useFlow = create<Flow>()(flowNow);

const follow = (): void => useFlow.setState(flowNow(), true);
useProject.subscribe(follow);
useInteraction.subscribe(follow);
useFound.subscribe(follow);

/** Of so few items all are part of the page, tiles apart: they cost it little. */
const FEW = 60;
export const isFew = ({ length }: Flow['nodes']): boolean => length <= FEW;

/** What a block shows; undefined once it is deleted. */
export const useBlock = (id: string | undefined): BlockData | undefined =>
  useFlow(({ blocks }) => (id === undefined ? undefined : blocks.get(id)));
