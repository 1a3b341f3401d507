// Everything that runs in Node: Electron's main process, the browser host, the engine process, the command line.
// Packages from node_modules stay outside the bundle (native addons); `electron` exists only inside Electron.
import { defineConfig } from 'vite';

export default defineConfig({
  build: {
    ssr: true,
    outDir: 'dist/electron',
    emptyOutDir: true,
    target: 'node20',
    sourcemap: true,
    minify: false,
    rolldownOptions: {
      external: ['electron'],
      input: {
        main: 'electron/main/main.ts',
        server: 'electron/server/server.ts',
        engine: 'electron/engine/engine.ts',
        cli: 'electron/cli/cli.ts',
      },
      output: { format: 'es', entryFileNames: '[name].mjs', chunkFileNames: 'chunks/[name]-[hash].mjs' },
    },
  },
});
