import type { Client } from '#shared/protocol/rpc';

const HEARTBEAT_MS = 5_000;
/** A chunk of a huge network may keep the engine from answering for long; only then it counts as hung. */
const HUNG_MS = 120_000;

/** Asks the engine for a sign of life again and again; `onHung` is told once, when none came for too long. */
export function watchHeartbeat(client: Pick<Client, 'call'>, onHung: () => void): () => void {
  let answered = Date.now();
  let waiting = false;
  const timer = setInterval(() => {
    if (waiting) {
      if (Date.now() - answered <= HUNG_MS) return;
      clearInterval(timer);
      onHung();
      return;
    }
    waiting = true;
    const done = () => {
      waiting = false;
      answered = Date.now();
    };
    client.call('engine.status', {}).then(done, done);
  }, HEARTBEAT_MS);
  timer.unref();
  return () => clearInterval(timer);
}
