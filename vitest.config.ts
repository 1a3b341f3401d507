import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

const node = ['test/{shared,electron,repository,contract}/**/*.test.ts'];

export default defineConfig({
  plugins: [react()],
  test: {
    setupFiles: ['test/setup.ts'],
    projects: [
      { extends: true, test: { name: 'node', environment: 'node', include: node } },
      {
        extends: true,
        test: { name: 'dom', environment: 'happy-dom', include: ['test/renderer/**/*.test.{ts,tsx}'] },
      },
      {
        extends: true,
        test: {
          name: 'integration',
          environment: 'node',
          include: ['test/integration/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
