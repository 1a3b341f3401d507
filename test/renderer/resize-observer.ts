import { vi } from 'vitest';

/** A `ResizeObserver` that reports nothing, until `vi.unstubAllGlobals`: elements have no size in these tests. */
export function stubResizeObserver(): void {
  vi.stubGlobal(
    'ResizeObserver',
    class {
      observe() {}
      unobserve() {}
      disconnect() {}
    },
  );
}
