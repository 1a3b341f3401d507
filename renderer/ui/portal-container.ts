import { createContext } from 'react';

/** Where floating pieces hang: in the dialog they belong to, since nothing outside of an open dialog lies above it; else in the page. */
export const PortalContainer = createContext<HTMLElement | null>(null);
