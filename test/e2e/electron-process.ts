import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron as electron } from '@playwright/test';
import type { AppProcess } from './server-process';

const ROOT = join(import.meta.dirname, '../..');

/** The desktop app of a test's own, with folders that nothing else uses. */
export async function startElectron(executablePath: string): Promise<AppProcess> {
  const folder = await mkdtemp(join(tmpdir(), 'neuroloom e2e '));
  const app = await electron.launch({
    executablePath,
    args: [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), '--lang=en-US', ROOT],
    env: {
      ...(process.env as Record<string, string>),
      NEUROLOOM_DATA: join(folder, 'data'),
      NEUROLOOM_DOCUMENTS: join(folder, 'documents'),
    },
  });
  return {
    folder,
    async open() {
      const page = await app.firstWindow();
      await page.setViewportSize({ width: 1440, height: 900 });
      await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
      return page;
    },
    async killEngine() {
      const metrics = await app.evaluate((main) => main.app.getAppMetrics());
      const engine = metrics.find(({ serviceName }) => serviceName === 'node.mojom.NodeService');
      if (!engine) throw new Error('The app has no engine process');
      process.kill(engine.pid, 'SIGKILL');
    },
    async stop() {
      await app.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
