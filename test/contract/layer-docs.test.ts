import katex from 'katex';
import { describe, expect, it } from 'vitest';
import type { Localized } from '#shared/graph/diagnostic';
import { defaultParams } from '#shared/graph/params';
import type { Shape } from '#shared/graph/shape';
import { sizeOf } from '#shared/graph/shape';
import { flopsTerm, shapeLines, shapeTerms, weightTerms } from '#shared/layers/why/explain';
import {
  filledTex,
  lettersOf,
  plainText,
  ruleTex,
  stepsOf,
  type Term,
  valueOf,
} from '#shared/layers/why/term';
import { LAYERS } from '#shared/layers/table';
import { readExpression } from '../../renderer/forms/expression';
import { layerCases } from './layer-case';
import { type LayerSetting, settingOf } from './layer-graph';
import { SETTINGS } from './layer-settings';
import { wrongTexts } from './texts';
import { computeExample, flatNumbers, settingOfExample } from './worked-example';

const table = Object.entries(LAYERS);

/** Layers whose output is their input, or is left to chance. */
const WITHOUT_EXAMPLE = [
  'Input',
  'RandomFlip',
  'RandomTranslation',
  'RandomRotation',
  'RandomZoom',
  'RandomContrast',
  'RandomCrop',
  'Dropout',
  'SpatialDropout2D',
  'AlphaDropout',
  'GaussianNoise',
  'Output',
];

/** What is rounded to four digits is off by so much at most; so are the sums of numbers that are. */
const ROUNDING = 1.5e-4;

const parse = (tex: string): string => katex.renderToString(tex, { throwOnError: true, strict: 'error' });

/** Uses of a layer: those of the golden cases and of the other tests, its worked example, and its defaults on several inputs. */
const uses: readonly LayerSetting[] = [
  ...layerCases.map(({ data }) => settingOf(data)),
  ...SETTINGS.map(({ setting }) => setting),
  ...table.flatMap(([type, { docs }]) => (docs.worked ? [settingOfExample(type, docs.worked)] : [])),
  ...table.flatMap(([type, layer]) => {
    const inputs = ([[8, 7, 6], [9, 6], [5], [4, 8, 7, 3]] as Shape[]).map((shape) =>
      layer.ports.inputs.length === 0 ? [] : Array.from({ length: layer.minInputs ?? 1 }, () => shape),
    );
    const params = defaultParams(layer.params);
    return inputs.map((shapes) => ({ type, params, shapes, batch: 1, training: false }));
  }),
];

const usesOf = (type: string) =>
  uses.flatMap((setting) => {
    if (setting.type !== type) return [];
    const context = { params: setting.params, inputs: setting.shapes };
    const answer = LAYERS[type]!.inferShape(context);
    return answer.ok ? [{ ...context, output: answer.shape }] : [];
  });

/** Why a sum cannot be shown; empty when it can. */
function wrongSum(term: Term): readonly string[] {
  const steps = stepsOf(term);
  const texts = Object.fromEntries(
    lettersOf(term).map(({ tex, meaning }): [string, Localized] => [tex, meaning]),
  );
  for (const tex of [ruleTex(term), ...steps.map(filledTex)]) parse(tex);
  return [
    ...wrongTexts(texts).map((tex) => `${tex} has no text`),
    ...(steps.every((step) => valueOf(step) === valueOf(term)) ? [] : [`${plainText(term)} changes`]),
    ...(steps.at(-1)!.op === 'number' ? [] : [`${plainText(term)} is not worked out`]),
  ];
}

describe.each(table)('%s', (type, layer) => {
  it('has formulas that can be typeset, with their texts', () => {
    const { formulaTex } = layer.docs;
    for (const { tex } of formulaTex) expect(parse(tex)).toContain('katex');
    expect(formulaTex.length).toBeGreaterThan(0);
    const named = formulaTex.flatMap(({ about }) => (about && about.en !== about.ko ? [about] : []));
    expect(wrongTexts(Object.fromEntries(named.map((about) => [about.en, about])))).toEqual([]);
  });

  it('explains its output shape by sums that come to it', () => {
    const contexts = usesOf(type);
    expect(contexts.length).toBeGreaterThan(0);
    for (const context of contexts) {
      const terms = shapeTerms(layer, context);
      expect(terms.map(valueOf)).toEqual(context.output);
      expect(terms.flatMap(wrongSum)).toEqual([]);
      for (const { tex } of shapeLines(layer, context)) expect(parse(tex)).toContain('katex');
    }
  });

  it('explains the number of its parameters by sums that come to it', () => {
    for (const context of usesOf(type)) {
      const terms = weightTerms(layer, context);
      const wanted = layer.weights(context).map(({ name, shape }) => [name, sizeOf(shape)]);
      expect(terms.map(([name, term]) => [name, valueOf(term)])).toEqual(wanted);
      expect(terms.flatMap(([, term]) => wrongSum(term))).toEqual([]);
      // A number without a letter would say nothing.
      const bare = terms.filter(([, term]) => lettersOf(term).length === 0 && valueOf(term) !== 1);
      expect(bare.map(([name]) => name)).toEqual([]);
    }
  });

  it('explains its operations by a sum that comes to them', () => {
    for (const context of usesOf(type)) {
      const term = flopsTerm(layer, context);
      expect(valueOf(term)).toBe(layer.flops(context));
      expect(wrongSum(term)).toEqual([]);
    }
  });
});

describe('worked examples', () => {
  it('are there for all layers but those without one', () => {
    expect(table.filter(([, { docs }]) => !docs.worked).map(([type]) => type)).toEqual(WITHOUT_EXAMPLE);
  });

  const examples = table.flatMap(([type, { docs }]) => (docs.worked ? [[type, docs.worked] as const] : []));

  it.each(examples)('%s gives what is shown', (type, example) => {
    const computed = flatNumbers(computeExample(type, example));
    const shown = flatNumbers(example.output);
    expect(shown).toHaveLength(computed.length);
    shown.forEach((value, i) => expect(Math.abs(value - computed[i]!)).toBeLessThan(ROUNDING));
  });

  it.each(examples)('%s: the sums come to the numbers that they tell of', (_type, { output, steps }) => {
    expect(steps.length).toBeGreaterThan(0);
    for (const { at, sum } of steps) {
      const shown = at.reduce<unknown>((part, i) => (part as readonly unknown[])[i], output);
      const read = readExpression(sum);
      expect(read.ok && Math.abs(read.value - (shown as number)) < ROUNDING ? 'right' : [sum, read]).toBe(
        'right',
      );
    }
  });
});
