import type { Client } from '#shared/protocol/rpc';
import { useLive } from '../state/live-store';
import { useSnapshots } from '../state/snapshots-store';
import { afterPainting } from '../views/paint-queue';

/** Asks the engine for what is on screen, and takes its frames: one is acknowledged when it has been drawn. */
export function followViews(client: Client) {
  function send(): void {
    const { split, sample, inspected } = useLive.getState();
    const { at } = useSnapshots.getState();
    const request = { split, sample, at, thumbnails: !document.hidden, inspect: inspected };
    // A page without an engine shows nothing; the process event says why.
    client.call('engine.setView', request).catch(() => undefined);
  }
  useLive.subscribe((now, before) => {
    if (now.split !== before.split || now.sample !== before.sample || now.inspected !== before.inspected)
      send();
  });
  useSnapshots.subscribe((now, before) => {
    if (now.at !== before.at) send();
  });
  document.addEventListener('visibilitychange', send);
  client.onFrame((frame) => {
    const { at } = useSnapshots.getState();
    // One that was under way when another step was chosen.
    if (at === null || frame.step === at) useLive.getState().receive(frame);
    const acknowledge = () => {
      client.call('engine.acknowledge', { stream: frame.stream, seq: frame.seq }).catch(() => undefined);
    };
    // No more of them are sent than are drawn.
    if (frame.stream === 'thumbnails') afterPainting(acknowledge);
    else requestAnimationFrame(acknowledge);
  });
  return { send };
}
