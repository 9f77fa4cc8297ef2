/** The gateway as a process of this machine: started, locked, killed, stopped. The real runtime, the real data folder. */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { build, root } from '../../scripts/build.ts';
import { CannotStart, startGateway, waitReady, type Gateway } from '../../scripts/gateway.ts';
import { enterLink, makeMember, resetPassword } from '../../scripts/operator.ts';
import { Visitor } from '../../scripts/visitor.ts';

const folders: string[] = [];
function freshFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'yixian-operation-'));
  folders.push(folder);
  return folder;
}

/** A server on a free port, which stays taken until it is closed. */
async function taken(): Promise<{ server: Server; port: number }> {
  const server = createServer();
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address !== 'object') throw new Error('no port');
  return { server, port: address.port };
}

async function freePort(): Promise<number> {
  const { server, port } = await taken();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function refusalOf(start: Promise<Gateway>): Promise<CannotStart> {
  try {
    await (await start).stop();
  } catch (fault) {
    if (fault instanceof CannotStart) return fault;
    throw fault;
  }
  throw new Error('it started');
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

beforeAll(async () => void (await build()), 60_000);
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

describe('a gateway on this machine', () => {
  it('O1 keeps everything over a restart, and its secrets to itself', async () => {
    const data = freshFolder();
    const first = await startGateway({ data, port: await freePort(), host: '127.0.0.1', demo: true });
    expect(first.first).toBe(true);
    const password = await makeMember(first.url, first.settings, { login: 'owner', name: '店主', role: 'owner' });
    expect(password).toMatch(/^\w{4}(-\w{4}){3}$/u);
    expect(statSync(join(data, 'config.json')).mode & 0o777).toBe(0o600);
    const written = readFileSync(join(data, 'gateway.capnp'), 'utf8');
    expect(written).not.toContain(first.settings.secret);
    const visitor = new Visitor(first.url, 'keeper');
    const writing = visitor.write();
    while (visitor.acknowledged < 3) await pause(20);
    visitor.stop();
    await writing;
    await first.stop();

    const again = await startGateway({ data, port: Number(new URL(first.url).port), host: '127.0.0.1', demo: true });
    expect(again.first).toBe(false);
    expect(again.settings.secret).toBe(first.settings.secret);
    expect(await makeMember(again.url, again.settings, { login: 'owner', name: '店主', role: 'owner' })).toBeNull();
    expect((await visitor.written()).length).toBeGreaterThanOrEqual(3);
    expect(await enterLink(again.url, again.publicUrl, again.settings, 'owner', '/')).toMatch(/\/\?enter=[\w-]{43}$/u);
    expect(await resetPassword(again.url, again.settings, 'owner')).not.toBe(password);
    await again.stop();
  });

  it('O1 has one owner per folder and says so', async () => {
    const data = freshFolder();
    const owner = await startGateway({ data, port: await freePort(), host: '127.0.0.1', demo: false });
    const refused = await refusalOf(startGateway({ data, port: await freePort(), host: '127.0.0.1', demo: false }));
    expect(refused.message).toContain(`in use by process ${process.pid}`);
    expect(refused.zh).toContain('YIXIAN_DATA');
    expect((await fetch(`${owner.url}/sandbox/people`)).status).toBe(404);
    await owner.stop();
    const next = await startGateway({ data, port: await freePort(), host: '127.0.0.1', demo: false });
    await next.stop();
  });

  it('O1 says when its port is taken, and gives the folder back', async () => {
    const data = freshFolder();
    const { server, port } = await taken();
    const refused = await refusalOf(startGateway({ data, port, host: '127.0.0.1', demo: false }));
    expect(refused.message).toContain(`Port ${port} is in use`);
    server.close();
    const next = await startGateway({ data, port: await freePort(), host: '127.0.0.1', demo: false });
    await next.stop();
  });

  it('O2 is started again within a second when it is killed, and ends in five though a socket is open', async () => {
    const gateway = await startGateway({ data: freshFolder(), port: await freePort(), host: '127.0.0.1', demo: true });
    const pid = gateway.pid();
    if (pid === null) throw new Error('not running');
    process.kill(pid, 'SIGKILL');
    const killed = performance.now();
    while (gateway.pid() === pid || gateway.pid() === null) await pause(5);
    await waitReady(gateway.url, 5000);
    expect(performance.now() - killed).toBeLessThan(5000);

    const visitor = new Visitor(gateway.url, 'open');
    const writing = visitor.write();
    while (visitor.acknowledged < 1) await pause(20);
    const began = performance.now();
    await gateway.stop();
    expect(performance.now() - began).toBeLessThan(6000);
    expect(gateway.pid()).toBeNull();
    visitor.stop();
    await writing;
  });

  it('O1 a killed owner leaves a folder that the next one takes, ending the runtime left behind', async () => {
    const data = freshFolder();
    const port = await freePort();
    const child = spawn(
      process.execPath,
      ['--disable-warning=ExperimentalWarning', join(root, 'scripts/start.ts'), '--no-demo'],
      {
        env: { ...process.env, YIXIAN_DATA: data, PORT: String(port), HOST: '127.0.0.1' },
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    );
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString('utf8');
    });
    while (!output.includes('stop: Ctrl-C')) await pause(20);
    expect(output).toContain('the password is shown this once');
    expect(output).toMatch(/\/desk\/\?enter=[\w-]{43}/u);
    child.kill('SIGKILL');
    await new Promise((resolve) => child.once('close', resolve));
    // The runtime outlives its supervisor and still answers.
    expect((await fetch(`http://127.0.0.1:${port}/healthz`)).status).toBe(200);
    const next = await startGateway({ data, port, host: '127.0.0.1', demo: false });
    expect(next.first).toBe(false);
    await next.stop();
  });
});
