import { localize, type Localized } from '#shared/graph/diagnostic';
import { useSettings } from '../state/settings-store';

/** Any text of the product in the language of the interface. */
export type Translate = (text: Localized | string) => string;

/** The way to show a text: `const t = useText(); … t({ en: 'Loss', ko: '손실' })`. The component follows a switch of the language. */
export function useText(): Translate {
  const language = useSettings((state) => state.language);
  return (text) => localize(text, language);
}

/** Outside of components: the text in the language of this moment. */
export const currentText: Translate = (text) => localize(text, useSettings.getState().language);
