import { useMemo } from 'react';
import { useProject } from '../state/project-store';
import { type LayerGroup, layerGroups } from './search-layers';

/** Layers that answer a search and have a place in the drawing that is open. */
export function useLayerGroups(query: string): readonly LayerGroup[] {
  const isInside = useProject(({ scope }) => scope.length > 0);
  return useMemo(() => layerGroups(query, isInside), [query, isInside]);
}
