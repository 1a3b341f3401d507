import type { Repair } from '#shared/graph/diagnostic';
import { MOST_PARAMETERS } from '../check-size';
import type { FindFix } from './definition';

/** A name of its own. */
export const renameTwin: FindFix = ({ nodeId }, { graph, byId }) => {
  const node = byId.get(nodeId ?? '');
  if (!node || graph.nodes.filter(({ name }) => name === node.name).length < 2) return undefined;
  const taken = new Set(graph.nodes.map(({ name }) => name));
  const stem = node.name.replace(/_\d+$/, '').slice(0, 90);
  let number = 1;
  while (taken.has(`${stem}_${number}`)) number++;
  const name = `${stem}_${number}`;
  return {
    label: { en: `Rename it to ${name}`, ko: `이름을 ${name}(으)로 바꾸기` },
    repair: { kind: 'rename', nodeId: node.id, name },
  };
};

/** An id of its own; its wires stay with the other. */
export const renewId: FindFix = ({ nodeId }, { graph }) => {
  if (nodeId === undefined || graph.nodes.filter(({ id }) => id === nodeId).length < 2) return undefined;
  return {
    label: { en: 'Make it a block of its own', ko: '별개의 블록으로 만들기' },
    repair: { kind: 'renewId', nodeId },
  };
};

/** Lets frozen layers learn again. */
export const unfreeze: FindFix = (_problem, { graph, inference }) => {
  const frozen = graph.nodes.filter(
    ({ id, trainable, bypassed }) =>
      !trainable && !bypassed && inference.nodes.get(id)?.weights.some((weight) => weight.trainable),
  );
  if (frozen.length === 0) return undefined;
  return {
    label: { en: 'Let the frozen layers learn', ko: '고정한 층을 학습시키기' },
    repair: {
      kind: 'several',
      repairs: frozen.map(({ id }): Repair => ({ kind: 'setTrainable', nodeId: id, value: true })),
    },
  };
};

/** Usual numbers of units, from the most. */
const UNITS = [1024, 512, 256, 128, 64];

/** Fewer units in the layer with the most parameters, if that is enough. */
export const fewerUnits: FindFix = ({ nodeId }, { byId, inference }) => {
  const node = byId.get(nodeId ?? '');
  const params = inference.nodes.get(nodeId ?? '')?.params ?? 0;
  const units = node?.type === 'Dense' ? Number(node.params['units'] ?? 64) : 0;
  if (!node || !(units > 0)) return undefined;
  const fits = (wanted: number) =>
    wanted < units && inference.params - (params / units) * (units - wanted) < MOST_PARAMETERS / 16;
  const wanted = UNITS.find(fits);
  if (wanted === undefined) return undefined;
  return {
    label: {
      en: `Set units of ${node.name} to ${wanted}`,
      ko: `${node.name}의 유닛 수를 ${wanted}(으)로 설정`,
    },
    repair: { kind: 'setParam', nodeId: node.id, param: 'units', value: wanted },
  };
};
