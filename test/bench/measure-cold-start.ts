import { performance } from 'node:perf_hooks';
import type { ProjectFile } from '#shared/project/schema';
import type { Client } from '#shared/protocol/rpc';
import { startHost } from './host';

/** Milliseconds. */
export interface ColdStart {
  /** From starting the browser host to the connected page. */
  readonly hostMs: number;
  /** From pressing Train, the project having just been sent, to the first point of the chart. */
  readonly trainMs: number;
  /** All of it. */
  readonly totalMs: number;
}

/** From nothing to the first point of the loss curve, without the time that a browser takes to show the page. */
export async function measureColdStart(serverFile: string, project: ProjectFile): Promise<ColdStart> {
  const startedAt = performance.now();
  const host = await startHost(serverFile);
  try {
    const connectedAt = performance.now();
    await host.client.call('engine.setProject', { project });
    const trainedAt = performance.now();
    const point = firstPoint(host.client);
    await host.client.call('engine.train', { mode: 'fresh', amount: 'all' });
    const pointAt = await point;
    return {
      hostMs: connectedAt - startedAt,
      trainMs: pointAt - trainedAt,
      totalMs: pointAt - startedAt,
    };
  } finally {
    await host.close();
  }
}

const firstPoint = (client: Client): Promise<number> =>
  new Promise((resolve, reject) => {
    client.on('run.steps', ({ steps }) => {
      if (steps.length > 0) resolve(performance.now());
    });
    client.on('run.end', ({ reason }) => reject(new Error(`The run ended: ${reason}`)));
    client.onClose(() => reject(new Error('The browser host closed the connection')));
  });
