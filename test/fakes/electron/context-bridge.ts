/** A world of its own: what a preload exposes there is all that it shares with the page. */
export type World = Record<string, unknown>;

/** `contextBridge` of one document. */
export const contextBridgeTo = (world: World) => ({
  exposeInMainWorld(name: string, api: unknown): void {
    if (name in world) throw new Error(`Cannot bind an API on top of an existing property: ${name}`);
    world[name] = acrossWorlds(api);
  },
});

/** Functions are called across the border, promises followed, everything else copied and frozen; prototypes and symbols stay behind. */
function acrossWorlds(value: unknown): unknown {
  if (typeof value === 'function') {
    const call = value as (...args: unknown[]) => unknown;
    return (...args: unknown[]) => {
      try {
        return acrossWorlds(call(...args.map(acrossWorlds)));
      } catch (error) {
        throw acrossWorlds(error);
      }
    };
  }
  if (value instanceof Promise) {
    return value.then(acrossWorlds, (error: unknown) => {
      throw acrossWorlds(error);
    });
  }
  if (value instanceof Error) return new Error(value.message);
  if (Array.isArray(value)) return Object.freeze(value.map(acrossWorlds));
  if (isPlain(value))
    return Object.freeze(
      Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, acrossWorlds(inner)])),
    );
  return structuredClone(value);
}

const isPlain = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
