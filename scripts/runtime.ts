/** The configuration plain `workerd` runs by: gateway, sandbox when asked, one SQLite file per actor under the data folder. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { root } from './build.ts';
import { movedModules } from './moved-clock.ts';

/** Actor classes of the gateway with their bindings; the same as in wrangler.toml, which a house test compares. */
export const gatewayActors = [
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
] as const;

const variables = ['ACCOUNTS', 'SECRET', 'PUBLIC_URL', 'OPERATOR_KEY'];
const optional = [
  'METRICS_KEY',
  'KNOWLEDGE_SEED',
  'KNOWLEDGE_WAIT_MS',
  'COMPANY_HOOK_URL',
  'COMPANY_HOOK_SECRET',
  'COMPANY_HOOK_TRANSCRIBES',
  'COMPANY_HOOK_PUSHES',
  'RELAY_URL',
  'RELAY_SECRET',
  'REGION',
  'LANGUAGE_MODEL',
];
const text = (value: string) => JSON.stringify(value);
const fromEnvironment = (name: string) => `(name = ${text(name)}, fromEnvironment = ${text(name)})`;

type Made = { module: string; before: [name: string, text: string][] };

function worker(name: string, { module, before }: Made, bindings: string[], namespaces: string[]): string {
  const modules = [
    ...before.map(([of, source]) => `(name = ${text(of)}, esModule = ${text(source)})`),
    `(name = "worker.js", esModule = embed ${text(module)})`,
  ];
  return `const ${name} :Workerd.Worker = (
  modules = [${modules.join(', ')}],
  compatibilityDate = "2026-07-01", compatibilityFlags = ["nodejs_compat"],
  bindings = [
    ${bindings.join(',\n    ')}
  ],
  durableObjectNamespaces = [
    ${namespaces.join(',\n    ')}
  ],
  durableObjectStorage = (localDisk = "actors"),
);`;
}

const namespace = (owner: string, className: string) =>
  `(className = ${text(className)}, uniqueKey = ${text(`${owner}-${className}`)}, enableSql = true)`;

/** Writes `<data>/gateway.capnp` and makes the folders it names; answers the arguments for `workerd`. Only the demo's clock may run `ahead`. */
export function writeRuntime(
  data: string,
  environment: Record<string, string>,
  listen: string,
  demo: boolean,
  ahead = 0,
): string[] {
  if (ahead !== 0 && !demo) throw new Error('only the demo has a clock that runs ahead');
  const actorsFolder = join(data, 'v3', 'do');
  mkdirSync(actorsFolder, { recursive: true, mode: 0o700 });
  const made = (file: string, actors: readonly string[]): Made => ({
    module: relative(data, join(root, 'dist/worker', file))
      .split(sep)
      .join('/'),
    before: ahead === 0 ? [] : movedModules(ahead, actors),
  });
  const given = [...variables, ...optional].filter((name) => environment[name] !== undefined);
  const bindings = [
    ...gatewayActors.map((name) => `(name = ${text(name.toUpperCase())}, durableObjectNamespace = ${text(name)})`),
    '(name = "ASSETS", service = "site")',
    ...given.map(fromEnvironment),
    ...(demo ? ['(name = "SANDBOX", service = "sandbox")'] : []),
  ];
  const world = ['GATEWAY_URL', 'ACCOUNTS', 'COMPANY', 'PEOPLE']
    .filter((name) => environment[name] !== undefined)
    .map(fromEnvironment);
  const capnp = `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "gateway", worker = .gateway),${demo ? '\n    (name = "sandbox", worker = .sandbox),' : ''}
    (name = "actors", disk = (writable = true, allowDotfiles = true)),
    (name = "site", disk = (writable = false)),
    (name = "internet", network = (allow = ["public", "private"], tlsOptions = (trustBrowserCas = true))),
  ],
  sockets = [(name = "http", address = ${text(listen)}, http = (forwardedProtoHeader = "X-Forwarded-Proto"), service = "gateway")],
);
${worker(
  'gateway',
  made('gateway.js', gatewayActors),
  bindings,
  gatewayActors.map((name) => namespace('yixian', name)),
)}
${demo ? worker('sandbox', made('sandbox.js', ['World']), ['(name = "WORLD", durableObjectNamespace = "World")', ...world], [namespace('yixian-sandbox', 'World')]) : ''}
`;
  const path = join(data, 'gateway.capnp');
  writeFileSync(path, capnp, { mode: 0o600 });
  return ['serve', path, 'config', '-d', `actors=${actorsFolder}`, '-d', `site=${join(root, 'dist/site')}`];
}
