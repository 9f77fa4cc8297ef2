/** Two worlds of tests: inside the Workers runtime (`workers`) and in Node (`node`); browser stories run by scripts/test.ts. */
import { availableParallelism } from 'node:os';
import { cloudflareTest } from '@cloudflare/vitest-plugin';
import { defineConfig } from 'vitest/config';
import { LongestFirst } from './scripts/longest-first.ts';
import { oneModule } from './scripts/one-module.ts';
import { demoAccounts, randomWord } from './scripts/accounts.ts';

const cores = Math.max(2, availableParallelism() - 1);
const PUBLIC_URL = 'http://gateway.test';
const WORLD_URL = 'http://world.test';
const hookSecret = randomWord(40);

/** Stands for the built screens: a few files as the disk service would give them, octet-stream all. */
const screens = `
const files = {
  '/index.html': '<!doctype html><title>demo</title>',
  '/desk/index.html': '<!doctype html><title>desk</title>',
  '/desk/assets/app-abcdef12.js': 'export const screen = 1;',
  '/desk/assets/app-abcdef12.css': 'body{margin:0}',
  '/widget.js': 'export const widget = 1;',
  '/help/pack.svg': '<svg xmlns="http://www.w3.org/2000/svg"/>',
  '/mini/index.html': '<!doctype html><title>mini</title>',
  '/world/index.html': '<!doctype html><title>world</title>',
};
export default { fetch(request) {
  const found = files[new URL(request.url).pathname];
  return found === undefined ? new Response('Not Found', { status: 404 })
    : new Response(request.method === 'HEAD' ? null : found, { headers: { 'content-type': 'application/octet-stream' } });
} };
`;

const actors = [
  'Customer',
  'Identity',
  'Desk',
  'Seat',
  'Staff',
  'Provider',
  'Knowledge',
  'Settings',
  'Webhook',
  'Quality',
  'Directory',
  'Docket',
  'Media',
  'Ledger',
  'Codes',
  'Keys',
  'Outreach',
  'Watch',
  'Topics',
  'World',
];

/** The folders of tests that run inside the Workers runtime. */
const rooms = [
  'channel',
  'identity',
  'staff',
  'desk',
  'seat',
  'customer',
  'hall',
  'story',
  'sandbox',
  'weather',
  'provider',
  'lib',
  'knowledge-actor',
  'settings',
  'webhook',
  'quality',
  'directory',
  'docket',
  'media',
  'ledger',
  'codes',
  'keys',
  'outreach',
  'watch',
  'topics-actor',
];

/** A site whose pages stand elsewhere. */
const outsideSite = {
  ...{ channel: 'web', id: 'outside', name: '外部网站', origins: ['https://outside.example'] },
  jwtSecret: randomWord(48),
};

export default defineConfig({
  test: {
    silent: 'passed-only',
    // On two cores vitest would take one. Of a file inside the runtime more than half is waiting for the other side of a call and
    // for moments to pass: a whole run takes twice as many as there are cores, somebody at work leaves the machine some air.
    maxWorkers: process.env.YIXIAN_ONE_MODULE ? 2 * cores : cores,
    sequence: { sequencer: LongestFirst },
    // An object that another one wakes just as a file's last test ends can't load its class any more: the runner's end, no fault.
    onUnhandledError: (error) => !(error.name === 'EnvironmentTeardownError' && error.message.includes('Closing rpc')),
    projects: [
      {
        plugins: [
          cloudflareTest({
            main: './test/worker.ts',
            miniflare: {
              compatibilityDate: '2026-07-01',
              compatibilityFlags: ['nodejs_compat'],
              durableObjects: Object.fromEntries(
                actors.map((className) => [className.toUpperCase(), { className, useSQLite: true }]),
              ),
              bindings: {
                ACCOUNTS: JSON.stringify([...demoAccounts(PUBLIC_URL, WORLD_URL), outsideSite]),
                SECRET: randomWord(48),
                PUBLIC_URL,
                KNOWLEDGE_SEED: 'demo',
                // The demo's first version takes seconds on a busy machine; no test is about that.
                KNOWLEDGE_WAIT_MS: '15000',
                GATEWAY_URL: PUBLIC_URL,
                COMPANY: JSON.stringify({ hookSecret }),
                COMPANY_HOOK_URL: `${WORLD_URL}/sandbox/shop/hook`,
                COMPANY_HOOK_SECRET: hookSecret,
                COMPANY_HOOK_TRANSCRIBES: 'yes',
                COMPANY_HOOK_PUSHES: 'yes',
                OPERATOR_KEY: randomWord(40),
                METRICS_KEY: randomWord(40),
              },
              serviceBindings: { ASSETS: 'screens' },
              workers: [{ name: 'screens', modules: true, compatibilityDate: '2026-07-01', script: screens }],
            },
          }),
          // A whole run loads one module; a run while one works reads the files themselves, with their own lines in what fails.
          ...(process.env.YIXIAN_ONE_MODULE ? oneModule(rooms) : []),
        ],
        // Days and first seed of the weather, as "days:seed"; disconnects of the seats, as "times:seed"; empty for a few.
        define: {
          __WEATHER__: JSON.stringify(process.env.YIXIAN_WEATHER ?? ''),
          __SEATS__: JSON.stringify(process.env.YIXIAN_SEATS ?? ''),
          __CRASHES__: JSON.stringify(process.env.YIXIAN_CRASHES ?? ''),
        },
        test: {
          name: 'workers',
          include: [`test/{${rooms.join(',')}}/**/*.test.ts`],
          testTimeout: 60_000,
        },
      },
      {
        define: { __VUE_OPTIONS_API__: 'false' },
        test: {
          name: 'node',
          environment: 'node',
          include: [
            'test/{brain,evidence,merge,miniprogram,house,web,shared,scripts,knowledge,ticket,topics}/**/*.test.ts',
          ],
          testTimeout: 60_000,
        },
      },
    ],
  },
});
