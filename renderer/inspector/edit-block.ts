import type { Localized } from '#shared/graph/diagnostic';
import type { GraphNode, ParamValue } from '#shared/graph/document';
import type { ParamSpec } from '#shared/graph/params';
import { updateNode } from '../state/graph-edits';
import { ownParams } from '../state/own-params';
import { useProject } from '../state/project-store';

/** Sets one parameter of several blocks at once. Typing in the same field is one step of undo while it goes on. */
export function changeParam(
  nodes: readonly GraphNode[],
  name: string,
  spec: ParamSpec,
  value: ParamValue,
): void {
  const whose = named(nodes);
  editAll(
    nodes,
    { en: `${spec.label.en} of ${whose.en}`, ko: `${whose.ko} ${spec.label.ko}` },
    (node) => ({ ...node, params: ownParams(node.type, { ...node.params, [name]: value }) }),
    `param ${name} ${nodes.map(({ id }) => id).join(' ')}`,
  );
}

/** Freezes the weights of blocks, or lets them learn again. */
export function setFrozen(nodes: readonly GraphNode[], isFrozen: boolean): void {
  const whose = named(nodes);
  const label = isFrozen
    ? { en: `Freeze ${whose.en}`, ko: `${whose.ko} 고정` }
    : { en: `Unfreeze ${whose.en}`, ko: `${whose.ko} 고정 해제` };
  editAll(nodes, label, (node) => ({ ...node, trainable: !isFrozen }));
}

/** Lets blocks pass their input on, or work again. */
export function setBypassed(nodes: readonly GraphNode[], isBypassed: boolean): void {
  const whose = named(nodes);
  const label = isBypassed
    ? { en: `Bypass ${whose.en}`, ko: `${whose.ko} 건너뛰기` }
    : { en: `Use ${whose.en} again`, ko: `${whose.ko} 다시 사용` };
  editAll(nodes, label, (node) => ({ ...node, bypassed: isBypassed }));
}

/** Repeats a composite block so many times. */
export function setRepeat({ id, name }: GraphNode, repeat: number): void {
  useProject
    .getState()
    .editGraph(
      { en: `Repeat of ${name}`, ko: `${name} 반복` },
      (graph) =>
        updateNode(graph, id, (node) =>
          node.composite ? { ...node, composite: { ...node.composite, repeat } } : node,
        ),
      { merge: `repeat ${id}` },
    );
}

/** Gives a block another name, one that `checkName` allows. */
export function renameBlock({ id, name }: Pick<GraphNode, 'id' | 'name'>, next: string): void {
  if (next === name) return;
  useProject
    .getState()
    .editGraph({ en: `Rename ${name} to ${next}`, ko: `${name} 이름을 ${next}(으)로 변경` }, (graph) =>
      updateNode(graph, id, (node) => ({ ...node, name: next })),
    );
}

const named = (nodes: readonly GraphNode[]): Localized =>
  nodes.length === 1
    ? { en: nodes[0]!.name, ko: nodes[0]!.name }
    : { en: `${nodes.length} blocks`, ko: `블록 ${nodes.length}개` };

function editAll(
  nodes: readonly GraphNode[],
  label: Localized,
  change: (node: GraphNode) => GraphNode,
  merge?: string,
): void {
  useProject
    .getState()
    .editGraph(
      label,
      (graph) => nodes.reduce((changed, { id }) => updateNode(changed, id, change), graph),
      merge === undefined ? {} : { merge },
    );
}
