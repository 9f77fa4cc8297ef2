import { fileURLToPath } from 'node:url';
import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vite';

type Modules = { getModuleInfo(id: string): { isEntry: boolean; importers: readonly string[] } | null };

/** Libraries the first screen needs, by what it needs of them. */
const libraries = [
  /node_modules\/(@vue|vue|vue-router|pinia|tinykeys|virtua|@floating-ui|@vueuse)\//u,
  /node_modules\/reka-ui\/dist\/(AlertDialog|Collection|ConfigProvider|Dialog|DismissableLayer|DropdownMenu|FocusScope|Menu|Popper|Presence|Primitive|RovingFocus|Tabs|Teleport|Tooltip|VisuallyHidden|shared)\//u,
];
const own = /\/web\/(client|tokens|dashboard)\//u;
const reached = new Map<string, boolean>();

/**
 * What the first screen needs stays in one piece: shared with later screens it would fall into thirty, and compress badly. Of our
 * own code that is whatever the entry reaches by plain imports; what is only asked for later comes later.
 */
function first(id: string, modules: Modules): boolean {
  if (!own.test(id)) return libraries.some((one) => one.test(id));
  const found = reached.get(id);
  if (found !== undefined) return found;
  reached.set(id, false);
  const about = modules.getModuleInfo(id);
  const answer = about !== null && (about.isEntry || about.importers.some((one) => first(one, modules)));
  reached.set(id, answer);
  return answer;
}

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
    // What draws the charts is the one large piece, fetched when a chart is shown.
    chunkSizeWarningLimit: 560,
    rolldownOptions: {
      checks: { pluginTimings: false },
      output: { codeSplitting: { groups: [{ name: (id, modules) => (first(id, modules) ? 'desk' : null) }] } },
    },
  },
});
