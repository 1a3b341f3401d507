import { PROJECT_VERSION } from './schema';

/** `MIGRATIONS[n]` turns a file of version n into one of version n + 1. */
const MIGRATIONS: Readonly<Record<number, (file: unknown) => unknown>> = {};

/** A project of `version` as one of the current version, step by step. */
export function migrate(file: unknown, version: number): unknown {
  let current = file;
  for (let v = version; v < PROJECT_VERSION; v++) current = MIGRATIONS[v]?.(current) ?? current;
  return current;
}
