import { useLive } from '../state/live-store';
import { useProject } from '../state/project-store';

/** The right class of the chosen sample by name, once the engine has said it. */
export function useSampleLabel(): string | null {
  const index = useLive((state) => state.prediction?.tensors['label']?.data[0]);
  return useProject(({ info }) => (index === undefined ? null : className(info?.classNames, index)));
}

/** The name of a class; its number where it has none. */
export const className = (names: readonly string[] | undefined, index: number): string =>
  names?.[index] ?? String(index);
