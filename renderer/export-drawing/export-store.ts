import { create } from 'zustand';
import { useUi } from '../state/ui-store';
import type { PictureFormat } from './export-actions';

interface ExportState {
  readonly format: PictureFormat;
  /** Null: as on screen. */
  readonly theme: 'light' | 'dark' | null;
  readonly onlySelected: boolean;
  readonly withPictures: boolean;
}

/** How pictures of the drawing are made; as one chose last. */
export const useExport = create<ExportState>()(() => ({
  format: 'png',
  theme: null,
  onlySelected: true,
  withPictures: true,
}));

/** Opens the dialog. */
export function exportDrawing(format: PictureFormat): void {
  useExport.setState({ format });
  useUi.getState().open('drawing');
}
