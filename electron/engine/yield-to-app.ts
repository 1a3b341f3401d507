import { readFileSync, writeFileSync } from 'node:fs';
import { constants, setPriority } from 'node:os';

/** With few cores, drawing the window goes before training. */
export function yieldToApp(): void {
  attempt(() => setPriority(constants.priority.PRIORITY_BELOW_NORMAL));
  if (process.platform === 'linux') attempt(lowerSession);
}

/**
 * Linux may share the cores among sessions before it looks at the processes in each (man 7 sched, "The autogroup feature"): an engine with a session
 * of its own, as `forkEngine` gives it, lowers that too.
 */
function lowerSession(): void {
  // After the name in brackets: state, parent, group, session.
  const [, , , session] = readFileSync('/proc/self/stat', 'utf8').split(') ').at(-1)!.split(' ');
  if (session === String(process.pid))
    writeFileSync('/proc/self/autogroup', `${constants.priority.PRIORITY_BELOW_NORMAL}`);
}

/** Where it is not allowed, training and window share the cores evenly. */
function attempt(act: () => void): void {
  try {
    act();
  } catch {
    // See above.
  }
}
