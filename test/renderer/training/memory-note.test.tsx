import { cleanup, render, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { newProject } from '../../../shared/project/create';
import type { MemoryReport } from '../../../shared/protocol/api';
import { useProject } from '../../../renderer/state/project-store';
import { useSettings } from '../../../renderer/state/settings-store';
import { MemoryNote } from '../../../renderer/training/MemoryNote';
import { TooltipProvider } from '../../../renderer/ui/Tooltip';

const MB = 2 ** 20;
const ENOUGH: MemoryReport = {
  data: 9 * MB,
  state: 2 * MB,
  step: 100 * MB,
  evaluation: MB,
  runtime: 70 * MB,
  total: 182 * MB,
  available: 4096 * MB,
  diagnostics: [],
};
const SHORT: MemoryReport = {
  ...ENOUGH,
  available: 100 * MB,
  diagnostics: [
    {
      code: 'memory-short',
      severity: 'warning',
      message: { en: 'Too little memory.', ko: '메모리가 모자랍니다.' },
      fix: {
        label: { en: 'Set the batch size to 16', ko: '배치 크기를 16(으)로 설정' },
        repair: { kind: 'setTraining', key: 'batchSize', value: 16 },
      },
    },
  ],
};

beforeEach(() => {
  useSettings.setState({ language: 'en' });
  const project = newProject('Test');
  useProject.getState().load({ ...project, training: { ...project.training, batchSize: 64 } }, null);
});
afterEach(cleanup);

test('says what training takes, and warns where there is less, with a smaller batch', async () => {
  render(<MemoryNote report={SHORT} />, { wrapper: TooltipProvider });
  expect(screen.getByText(/What takes the 182 MB; 100 MB are free/)).toBeTruthy();
  expect(screen.getByText('Too little memory.')).toBeTruthy();
  await userEvent.click(screen.getByRole('button', { name: 'Set the batch size to 16' }));
  expect(useProject.getState().project.training.batchSize).toBe(16);
});

test('where there is enough, nothing is warned of', () => {
  render(<MemoryNote report={ENOUGH} />, { wrapper: TooltipProvider });
  expect(screen.getByText(/What takes the 182 MB; 4 GB are free/)).toBeTruthy();
  expect(screen.queryByText('Too little memory.')).toBeNull();
});
