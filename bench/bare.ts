/** What the machine and the runtime allow at most: a bare object that inserts one row and answers, on plain workerd. */
import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { waitReady } from '../scripts/gateway.ts';

const inserting = `import { DurableObject } from 'cloudflare:workers';
export class Bare extends DurableObject {
  constructor(ctx, env) {
    super(ctx, env);
    ctx.storage.sql.exec('create table if not exists row (number integer primary key, body text) strict');
  }
  fetch() {
    const [client, server] = Object.values(new WebSocketPair());
    this.ctx.acceptWebSocket(server);
    return new Response(null, { status: 101, webSocket: client });
  }
  webSocketMessage(socket, text) {
    const { number, body } = JSON.parse(text);
    this.ctx.storage.sql.exec('insert into row (number, body) values (?, ?)', number, JSON.stringify(body));
    socket.send(JSON.stringify({ type: 'accepted', number }));
  }
  webSocketClose(socket) { socket.close(); }
}
export default { fetch(request, env) {
  const { pathname } = new URL(request.url);
  return pathname === '/healthz' ? new Response('ok') : env.BARE.getByName(pathname).fetch(request);
} };
`;

/** Starts it, or another script with a class of that name, in a folder of its own; answers how to end it. */
export async function startBare(
  data: string,
  port: number,
  script = inserting,
): Promise<{ url: string; stop(): Promise<void> }> {
  const actors = join(data, 'actors');
  mkdirSync(actors, { recursive: true });
  writeFileSync(join(data, 'bare.js'), script);
  const path = join(data, 'bare.capnp');
  writeFileSync(
    path,
    `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [(name = "bare", worker = .bare), (name = "actors", disk = (writable = true, allowDotfiles = true))],
  sockets = [(name = "http", address = "127.0.0.1:${port}", http = (), service = "bare")],
);
const bare :Workerd.Worker = (
  modules = [(name = "worker.js", esModule = embed "bare.js")],
  compatibilityDate = "2026-07-01",
  bindings = [(name = "BARE", durableObjectNamespace = "Bare")],
  durableObjectNamespaces = [(className = "Bare", uniqueKey = "bare", enableSql = true)],
  durableObjectStorage = (localDisk = "actors"),
);
`,
  );
  const found: unknown = createRequire(import.meta.url)('workerd');
  const binary =
    found !== null && typeof found === 'object' && 'default' in found ? String(found.default) : String(found);
  const child = spawn(binary, ['serve', path, 'config', '-d', `actors=${actors}`], { stdio: 'ignore' });
  const ended = new Promise<void>((resolve) => child.on('close', () => resolve()));
  const url = `http://127.0.0.1:${port}`;
  await waitReady(url);
  return {
    url,
    stop() {
      child.kill('SIGKILL');
      return ended;
    },
  };
}
