import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../fakes/temporary-folder';
import { neuroloom } from './programs';

const XOR = 'assets/examples/xor.json';
const RESIDUAL = 'assets/examples/residual.json';

const run = async (...args: string[]) => neuroloom(['code', ...args], await temporaryFolder());

describe('neuroloom code', () => {
  test('prints a project as a program of Keras', async () => {
    const { code, stdout, stderr } = await run(XOR);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toContain('model = keras.Sequential(');
    expect(stdout).toContain('history = model.fit(');
  });

  test('writes one of PyTorch to a file, and says what is otherwise there', async () => {
    const file = join(await temporaryFolder(), 'residual.py');
    const { code, stdout, stderr } = await run(RESIDUAL, '--framework', 'pytorch', '--out', file);
    expect([code, stdout]).toEqual([0, '']);
    expect(stderr).toContain('hint code-unbiased-variance');
    expect(await readFile(file, 'utf8')).toContain('class Net(nn.Module):');
  });

  test('knows two frameworks', async () => {
    const { code, stdout, stderr } = await run(XOR, '--framework', 'jax');
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain('There is no framework "jax". Expected: keras, pytorch.');
  });
});
