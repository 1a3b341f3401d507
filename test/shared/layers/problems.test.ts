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

describe('what sequences and reshaping need', () => {
  it.each(['Conv1D', 'MaxPooling1D', 'AveragePooling1D', 'GlobalMaxPooling1D', 'GlobalAveragePooling1D'])(
    '%s offers to read an image row by row',
    (type) => {
      expect(problemOf(type, [[28, 28, 3]])).toMatchObject({
        code: 'layer-needs-sequence',
        received: '28 × 28 × 3',
        fix: { repair: { kind: 'insertLayer', type: 'Reshape', params: { targetShape: [28, 84] } } },
      });
      expect(problemOf(type, [[784]]).fix).toBeUndefined();
    },
  );

  it('Conv1D offers same padding where the window is longer than the sequence', () => {
    expect(problemOf('Conv1D', [[4, 2]], { kernelSize: 5 })).toMatchObject({
      code: 'window-longer-than-sequence',
      received: '4',
      fix: { repair: { param: 'padding', value: 'same' } },
    });
    expect(problemOf('Conv1D', [[9, 2]], { strides: 2, dilationRate: 2 })).toMatchObject({
      code: 'strides-with-dilation',
      fix: { repair: { param: 'dilationRate', value: 1 } },
    });
  });

  it('Conv2DTranspose refuses an output padding that no convolution leads back from', () => {
    expect(
      problemOf('Conv2DTranspose', [[4, 4, 1]], { strides: [2, 2], outputPadding: [2, 2] }),
    ).toMatchObject({
      code: 'output-padding-does-not-fit',
      fix: { repair: { param: 'outputPadding', value: null } },
    });
  });

  it.each([[[5, 3]], [[-1, -1]], [[0, 4]], [[-1, 5]]])(
    'Reshape does not arrange 12 values as %j',
    (targetShape) => {
      expect(problemOf('Reshape', [[3, 4]], { targetShape })).toMatchObject({
        code: 'reshape-does-not-fit',
        fix: { repair: { param: 'targetShape', value: [3, 4] } },
      });
    },
  );

  it('Permute asks for every axis once', () => {
    expect(problemOf('Permute', [[3, 4]], { dims: [1, 1] })).toMatchObject({
      code: 'permute-does-not-fit',
      fix: { repair: { param: 'dims', value: [2, 1] } },
    });
  });

  it('ZeroPadding2D and Cropping2D do not understand three sides', () => {
    expect(problemOf('ZeroPadding2D', [[3, 4, 1]], { padding: [1, 2, 3] })).toMatchObject({
      code: 'sides-not-understood',
      fix: { repair: { param: 'padding', value: [1, 1, 1, 1] } },
    });
    expect(problemOf('Cropping2D', [[3, 4, 1]], { cropping: [1, 2, 3] }).code).toBe('sides-not-understood');
    expect(problemOf('Cropping2D', [[3, 4, 1]], { cropping: [2] }).code).toBe('cropping-too-large');
  });

  it('RepeatVector offers Flatten', () => {
    expect(problemOf('RepeatVector', [[3, 4]])).toMatchObject({
      code: 'layer-needs-flat-input',
      fix: { repair: { kind: 'insertLayer', edgeId: '', type: 'Flatten' } },
    });
  });

  it('Dot names axes that are not there or do not match', () => {
    expect(problemOf('Dot', [[3], [3]], { axes: [1, 2] })).toMatchObject({
      code: 'axis-out-of-range',
      fix: { repair: { param: 'axes', value: [-1, -1] } },
    });
    expect(problemOf('Dot', [[3], [4]])).toMatchObject({ code: 'merge-shapes-differ', received: '3, 4' });
  });

  it('normalizations name the axes and groups that work', () => {
    expect(problemOf('LayerNormalization', [[3, 4]], { axis: [1, 1] })).toMatchObject({
      code: 'axis-out-of-range',
      fix: { repair: { param: 'axis', value: [-1] } },
    });
    expect(problemOf('GroupNormalization', [[3, 3, 12]], { groups: 5 })).toMatchObject({
      code: 'groups-must-divide',
      fix: { repair: { param: 'groups', value: 4 } },
    });
  });
});
