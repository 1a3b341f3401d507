import { afterEach, describe, expect, test, vi } from 'vitest';
import { blockedLowering } from '#shared/compile/blocked/rewrite';
import { chooseAll } from '#shared/compile/blocked/choose';
import { standardLowering } from '#shared/compile/lowering';
import { IrBuilder } from '#shared/ops/builder';
import { loweringFor } from '../../../../electron/engine/lowering/lowering';
import { tryLowering } from '../../../../electron/engine/lowering/try-lowering';

afterEach(() => vi.unstubAllEnvs());

describe('programs', () => {
  test('for other devices have no blocks', async () => {
    expect(Object.keys((await loweringFor('webgpu')).ops)).not.toContain('blockedConv');
  });

  test('have none in blocks when that is turned off', async () => {
    vi.stubEnv('NEUROLOOM_BLOCKED', '0');
    expect(await loweringFor('cpu')).toBe(standardLowering);
  });

  test('are tried once', async () => {
    expect(await loweringFor('cpu')).toBe(await loweringFor('cpu'));
  });
});

describe('a lowering', () => {
  test('is good where it gives the same numbers', async () => {
    expect(await tryLowering(standardLowering)).toBeNull();
  });

  test('is told to be wrong where it does not', async () => {
    const twice = {
      ...standardLowering,
      finish: () => {
        const b = new IrBuilder();
        return b.build([{ name: 'loss', value: b.exp(b.input('x', [])) }]);
      },
    };
    expect(await tryLowering(twice)).toMatch(/^other results: loss, d_first/);
  });

  test('is told to be wrong where ONNX Runtime refuses it', async () => {
    // No processor has blocks of 12 channels.
    expect(await tryLowering(blockedLowering(12, chooseAll))).toEqual(expect.any(String));
  });
});
