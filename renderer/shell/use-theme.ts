import { useLayoutEffect } from 'react';
import { useSettings } from '../state/settings-store';

/** Keeps theme and language of the document's root as the settings say. */
export function useTheme(): void {
  const theme = useSettings((state) => state.theme);
  const language = useSettings((state) => state.language);
  // Before the effects in which canvases read the colours of the theme.
  useLayoutEffect(() => {
    document.documentElement.dataset['theme'] = theme;
    document.documentElement.lang = language;
  }, [theme, language]);
}
