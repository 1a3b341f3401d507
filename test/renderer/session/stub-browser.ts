import { vi } from 'vitest';

/** Locks and frames as a browser has them, for one page. */
export function stubBrowser(): void {
  const held = new Set<string>();
  vi.stubGlobal('navigator', {
    platform: 'Linux',
    language: 'en-US',
    locks: {
      request: (name: string, options: unknown, callback?: () => Promise<void>) => {
        const run = callback ?? (options as () => Promise<void>);
        if (held.has(name)) return Promise.reject(new Error('timeout'));
        held.add(name);
        return run().finally(() => held.delete(name));
      },
      query: () => Promise.resolve({ held: [...held].map((name) => ({ name })) }),
    },
  });
}
