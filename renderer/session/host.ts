import type { Host } from '../host/host';

let current: Host | null = null;

export const setHost = (host: Host): void => {
  current = host;
};

/** The host of this page; there is one from before the first picture on. */
export function getHost(): Host {
  if (!current) throw new Error('The page is not connected to a host yet');
  return current;
}
