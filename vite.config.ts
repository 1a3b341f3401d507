// The page: React, bundled with everything it needs into dist/renderer.
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

/** The page's browser reads woff2; older formats of the formulas' fonts stay out of the app. */
const onlyWoff2: Plugin = {
  name: 'only-woff2',
  enforce: 'pre',
  transform: (code, id) =>
    id.includes('katex') && id.endsWith('.css')
      ? code.replaceAll(/,\s*url\([^)]*\.(?:woff|ttf)\)\s*format\("[^"]*"\)/g, '')
      : undefined,
};

export default defineConfig({
  root: 'renderer',
  base: './',
  plugins: [onlyWoff2, react(), tailwindcss()],
  build: {
    // A font within the style sheet would be refused by the page's policy.
    assetsInlineLimit: (file) => (file.endsWith('.woff2') ? false : undefined),
    outDir: '../dist/renderer',
    emptyOutDir: true,
    target: 'chrome140',
    sourcemap: true,
    chunkSizeWarningLimit: 2000,
  },
  server: { host: '127.0.0.1', port: 5173, strictPort: true },
});
