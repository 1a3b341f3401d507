import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Toasts } from '../../../renderer/shell/Toasts';
import { useUi } from '../../../renderer/state/ui-store';
import { useOpenDialogs } from '../../../renderer/ui/open-dialogs';
import { TooltipProvider } from '../../../renderer/ui/Tooltip';

beforeEach(() => {
  vi.useFakeTimers();
  useUi.setState({ toasts: [] });
  useOpenDialogs.setState({ dialogs: [] });
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

const pass = (seconds: number): void =>
  act(() => {
    vi.advanceTimersByTime(1000 * seconds);
  });

test('a word goes by itself, also where a dialog has taken it over meanwhile', () => {
  render(<Toasts />, { wrapper: TooltipProvider });
  act(() => useUi.getState().toast('Saved'));
  pass(2.5);
  act(() =>
    useOpenDialogs.setState({ dialogs: [document.body.appendChild(document.createElement('dialog'))] }),
  );
  expect(screen.queryByText('Saved')).not.toBeNull();
  pass(1);
  expect(screen.queryByText('Saved')).toBeNull();
});

test('under the pointer it stays, and once more as long afterwards', () => {
  render(<Toasts />, { wrapper: TooltipProvider });
  act(() => useUi.getState().toast('Saved'));
  fireEvent.pointerEnter(screen.getByText('Saved'));
  pass(60);
  fireEvent.pointerLeave(screen.getByText('Saved'));
  pass(3);
  expect(screen.queryByText('Saved')).not.toBeNull();
  pass(1);
  expect(screen.queryByText('Saved')).toBeNull();
});
