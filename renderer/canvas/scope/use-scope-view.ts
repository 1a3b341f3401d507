import { useReactFlow, type Viewport } from '@xyflow/react';
import { useEffect, useRef } from 'react';
import { canvasView } from '../../state/canvas-view';
import { useProject } from '../../state/project-store';
import { restView, viewNow } from '../moving-view';
import { prefixOf, type Scope } from '../../state/scope';

/** What is open, whichever repetition is looked at. */
const placeOf = (scope: Scope): string => prefixOf(scope.map(({ use }) => ({ use, round: 0 })));

type State = ReturnType<typeof useProject.getState>;

/** Whether nothing was done to the project since it was opened. */
const isFresh = ({ past, future }: State): boolean => past.length === 0 && future.length === 0;

/** Fits the view to a composite block that is opened; on the way back it is where it was. */
export function useScopeView(): void {
  const flow = useReactFlow();
  const place = useProject((state) => placeOf(state.scope));
  const last = useRef(place);
  const left = useRef(new Map<string, Viewport>());
  useEffect(
    () =>
      // Before the page shows it, the view is still that of the place that is left.
      useProject.subscribe((state, before) => {
        const from = placeOf(before.scope);
        if (isFresh(state) && !isFresh(before)) left.current.clear();
        else if (placeOf(state.scope) !== from) left.current.set(from, viewNow());
      }),
    [],
  );
  useEffect(() => {
    if (last.current === place) return undefined;
    const isBack = last.current.startsWith(place);
    const known = isBack ? left.current.get(place) : undefined;
    last.current = place;
    if (known) {
      void flow.setViewport(known).then(restView);
      return undefined;
    }
    // Once the canvas has its new height.
    const request = requestAnimationFrame(() => canvasView()?.fit());
    return () => cancelAnimationFrame(request);
  }, [flow, place]);
}
