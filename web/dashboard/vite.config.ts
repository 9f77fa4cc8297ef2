import { fileURLToPath } from 'node:url';
import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vite';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  root: here('.'),
  base: '/desk/',
  plugins: [vue()],
  // Production whoever calls: a test runner's NODE_ENV would pull in Vue's development build.
  define: { 'process.env.NODE_ENV': '"production"', __VUE_OPTIONS_API__: 'false', __VUE_PROD_DEVTOOLS__: 'false' },
  build: {
    outDir: here('../../dist/site/desk'),
    emptyOutDir: true,
    target: 'es2022',
    // Nothing may become a data: address or an inline style: the page is served under a strict policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
});
