import { fileURLToPath } from 'node:url';
import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vite';

/** What the first screen needs stays in one piece: shared with later screens it would fall into thirty, and compress badly. */
const first = [
  /web\/(client|tokens)\//u,
  /dashboard\/src\/(?!knowledge\/(?!route)|command\/(bar|sheet))/u,
  /node_modules\/(@vue|vue|vue-router|pinia|tinykeys|virtua|@floating-ui|@vueuse)\//u,
  /node_modules\/reka-ui\/dist\/(AlertDialog|Collection|ConfigProvider|Dialog|DismissableLayer|DropdownMenu|FocusScope|Menu|Popper|Presence|Primitive|RovingFocus|Tabs|Teleport|Tooltip|VisuallyHidden|shared)\//u,
];

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
    rolldownOptions: {
      checks: { pluginTimings: false },
      output: { codeSplitting: { groups: [{ name: 'desk', test: (id) => first.some((one) => one.test(id)) }] } },
    },
  },
});
