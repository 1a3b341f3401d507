import { describe, expect, it } from 'vitest';
import { defaultParams } from '#shared/graph/params';
import type { Params } from '#shared/graph/document';
import type { Shape } from '#shared/graph/shape';
import { LAYERS } from '#shared/layers/table';

function problemOf(type: string, inputs: readonly Shape[], params: Params = {}) {
  const layer = LAYERS[type]!;
  const result = layer.inferShape({ params: { ...defaultParams(layer.params), ...params }, inputs });
  if (result.ok) throw new Error(`${type} accepts ${JSON.stringify(inputs)}`);
  return result.problem;
}

describe('what layers refuse', () => {
  it.each(['Conv2D', 'MaxPooling2D', 'AveragePooling2D', 'GlobalAveragePooling2D'])(
    '%s asks for an image instead of a flat input',
    (type) => {
      expect(problemOf(type, [[784]])).toMatchObject({
        code: 'layer-needs-image',
        expected: { en: 'height × width × channels' },
        received: '784',
      });
      expect(problemOf(type, [[28, 28]]).message.en).toContain('28 × 28 × 1');
    },
  );

  it('Conv2D offers one group where the groups do not divide the channels', () => {
    expect(problemOf('Conv2D', [[8, 8, 3]], { groups: 2 })).toMatchObject({
      code: 'groups-must-divide',
      fix: { repair: { kind: 'setParam', nodeId: '', param: 'groups', value: 1 } },
    });
  });

  it('Conv2D refuses strides together with dilation, as Keras does', () => {
    expect(problemOf('Conv2D', [[9, 9, 1]], { strides: [2, 2], dilationRate: [2, 2] })).toMatchObject({
      code: 'strides-with-dilation',
      fix: { repair: { param: 'dilationRate', value: [1, 1] } },
    });
  });

  it('MaxPooling2D offers same padding where the window does not fit', () => {
    expect(problemOf('MaxPooling2D', [[1, 1, 8]])).toMatchObject({
      code: 'window-larger-than-image',
      fix: { repair: { kind: 'setParam', nodeId: '', param: 'padding', value: 'same' } },
    });
  });

  it('Add names all shapes that do not go together', () => {
    expect(
      problemOf('Add', [
        [8, 8, 3],
        [8, 8, 4],
      ]),
    ).toMatchObject({ code: 'merge-shapes-differ', received: '8 × 8 × 3, 8 × 8 × 4' });
    expect(problemOf('Add', [[8], [8, 8, 4]]).code).toBe('merge-shapes-differ');
  });

  it('Concatenate accepts another size along its axis only', () => {
    const shapes: Shape[] = [
      [4, 5, 2],
      [4, 6, 2],
    ];
    expect(problemOf('Concatenate', shapes).code).toBe('merge-shapes-differ');
    const layer = LAYERS['Concatenate']!;
    expect(layer.inferShape({ params: { axis: 2 }, inputs: shapes })).toEqual({
      ok: true,
      shape: [4, 11, 2],
    });
  });

  it.each(['Concatenate', 'BatchNormalization'])('%s does not work along the batch', (type) => {
    expect(problemOf(type, [[4, 3]], { axis: 0 })).toMatchObject({
      code: 'axis-out-of-range',
      fix: { repair: { kind: 'setParam', nodeId: '', param: 'axis', value: -1 } },
    });
    expect(problemOf(type, [[4, 3]], { axis: 3 }).code).toBe('axis-out-of-range');
  });

  it('Dense asks for an axis and offers Flatten', () => {
    expect(problemOf('Dense', [[]])).toMatchObject({
      code: 'layer-needs-axis',
      fix: { repair: { kind: 'insertLayer', edgeId: '', type: 'Flatten' } },
    });
  });
});
