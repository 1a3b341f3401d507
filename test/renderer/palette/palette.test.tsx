import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { LAYERS } from '#shared/layers/table';
import { markSplice, useInteraction } from '../../../renderer/canvas/interaction-store';
import { draggedLayer, setDraggedLayer } from '../../../renderer/palette/dragged-layer';
import { Palette } from '../../../renderer/palette/Palette';
import { useSettings } from '../../../renderer/state/settings-store';
import { TooltipProvider } from '../../../renderer/ui/Tooltip';
import { stubResizeObserver } from '../resize-observer';

beforeEach(stubResizeObserver);
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

test.each(['en', 'ko'] as const)(
  'a layer in focus tells in %s what it does and when to use it',
  (language) => {
    useSettings.setState({ language });
    render(<Palette />, { wrapper: TooltipProvider });
    const { summary, whenToUse } = LAYERS['Dropout']!.docs;
    expect(screen.queryByRole('tooltip')).toBeNull();
    act(() => screen.getByRole('treeitem', { name: /^Dropout/ }).focus());
    const help = screen.getByRole('tooltip').textContent;
    expect(help).toContain(summary[language]);
    expect(help).toContain(whenToUse[language]);
  },
);

test('a drag that is given up leaves no mark on the wire it was held over', () => {
  render(<Palette />, { wrapper: TooltipProvider });
  setDraggedLayer('Dropout');
  markSplice('a wire');
  fireEvent.dragEnd(screen.getByRole('treeitem', { name: /^Dropout/ }));
  expect(draggedLayer()).toBeNull();
  expect(useInteraction.getState().spliced).toBeNull();
});
