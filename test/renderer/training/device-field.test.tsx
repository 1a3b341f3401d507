import { cleanup, render, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Diagnostic } from '../../../shared/graph/diagnostic';
import { newProject } from '../../../shared/project/create';
import { memoryPipes } from '../../../shared/protocol/memory-pipe';
import { connect, serve } from '../../../shared/protocol/rpc';
import type { Host } from '../../../renderer/host/host';
import { setHost } from '../../../renderer/session/host';
import { useProject } from '../../../renderer/state/project-store';
import { IDLE, useRun } from '../../../renderer/state/run-store';
import { useSettings } from '../../../renderer/state/settings-store';
import { DeviceField } from '../../../renderer/training/DeviceField';
import { TooltipProvider } from '../../../renderer/ui/Tooltip';

const CHOSEN: Diagnostic = {
  code: 'device-chosen',
  severity: 'hint',
  param: 'device',
  message: { en: 'Automatic device: Processor (CPU).', ko: '자동으로 고른 장치: 프로세서 (CPU).' },
};
const REFUSED: Diagnostic = {
  code: 'device-not-usable',
  severity: 'error',
  param: 'device',
  message: { en: 'No driver.', ko: '드라이버가 없습니다.' },
  received: 'cuda',
  fix: {
    label: { en: 'Use the processor', ko: '프로세서 사용' },
    repair: { kind: 'setTraining', key: 'device', value: 'cpu' },
  },
};

function load(device: string): void {
  const project = newProject('Test');
  useProject.getState().load({ ...project, training: { ...project.training, device } }, null);
}

beforeEach(() => {
  const [near, far] = memoryPipes();
  serve(far, {
    'engine.devices': () => [
      { name: 'cpu', label: { en: 'Processor (CPU)', ko: '프로세서 (CPU)' }, usable: true },
      { name: 'cuda', label: { en: 'NVIDIA', ko: 'NVIDIA' }, usable: false, reason: REFUSED.message },
    ],
    'engine.threads': () => ({ threads: null, cores: 3 }),
  });
  setHost({ client: connect(near) } as unknown as Host);
  useSettings.setState({ language: 'en', threads: null });
  useRun.getState().setRun(IDLE);
  useRun.getState().setProcess({ state: 'ready', message: null, recoverable: null });
  load('auto');
});
afterEach(cleanup);

const show = () => render(<DeviceField />, { wrapper: TooltipProvider });

test('the threads are chosen from the cores of this machine', async () => {
  show();
  const threads = screen.getByRole<HTMLSelectElement>('combobox', { name: 'Processor threads' });
  await screen.findByRole('option', { name: '3' });
  expect([...threads.options].map(({ text }) => text)).toEqual(['Automatic', '1', '2', '3']);
  await userEvent.selectOptions(threads, '2');
  expect(useSettings.getState().threads).toBe(2);
  await userEvent.selectOptions(threads, 'Automatic');
  expect(useSettings.getState().threads).toBeNull();
});

test('what automatic has taken stands at the device, until another project is opened', async () => {
  useRun.getState().report(CHOSEN);
  show();
  expect(screen.getByText('Automatic device: Processor (CPU).')).toBeTruthy();
  expect(useRun.getState().problem).toBeNull();
  useRun.getState().setRun(IDLE);
  expect(useRun.getState().deviceNote).toBeNull();
});

test('a device that could not be used says why, with the button that repairs it', async () => {
  load('cuda');
  useRun.getState().report(REFUSED);
  show();
  await userEvent.click(screen.getByRole('button', { name: 'Use the processor' }));
  expect(useProject.getState().project.training.device).toBe('cpu');
  expect(screen.queryByRole('button', { name: 'Use the processor' })).toBeNull();
});
