import { cleanup, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, it, vi } from 'vitest';
import { ErrorBoundary } from '../../../renderer/ui/ErrorBoundary';

afterEach(cleanup);

it('keeps a failure inside, names it, and shows the part again', async () => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  let broken = true;
  const Part = () => {
    if (broken) throw new Error('no such block');
    return <p>fine</p>;
  };
  render(
    <>
      <ErrorBoundary>
        <Part />
      </ErrorBoundary>
      <p>the rest</p>
    </>,
  );
  expect([screen.queryByText('no such block'), screen.queryByText('the rest')]).not.toContain(null);
  broken = false;
  await userEvent.click(screen.getByRole('button'));
  expect(screen.queryByText('fine')).not.toBeNull();
});
