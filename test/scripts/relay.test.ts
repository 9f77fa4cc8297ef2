import { spawn, type ChildProcess } from 'node:child_process';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { egress } from '../../worker/channels/egress.ts';
import { CallFault } from '../../worker/channels/fault.ts';
import { wrap } from '../../worker/channels/relay.ts';

const secret = `${crypto.randomUUID()}${crypto.randomUUID()}`;
const SECRET_WORD = 'a-token-that-must-not-be-logged';
let target: Server;
let program: ChildProcess;
let relay: { url: string; secret: string };
let refusedUrl = '';
let printed = '';
const heard: { method: string; path: string; authorization: string; body: string }[] = [];

const portOf = (server: Server): number => (server.address() as AddressInfo).port;
const opened = (server: Server): Promise<Server> =>
  new Promise((done) => server.listen(0, '127.0.0.1', () => done(server)));

beforeAll(async () => {
  target = await opened(
    createServer((request, response) => {
      let body = '';
      request.on('data', (piece: Buffer) => (body += piece.toString()));
      request.on('end', () => {
        heard.push({
          method: request.method ?? '',
          path: request.url ?? '',
          authorization: request.headers.authorization ?? '',
          body,
        });
        if (request.url === '/drop') request.socket.destroy();
        else
          response
            .writeHead(418, { 'content-type': 'application/json', location: 'https://evil.example' })
            .end('{"errcode":0}');
      });
    }),
  );
  const closed = await opened(createServer());
  const refused = portOf(closed);
  await new Promise((done) => closed.close(done));
  refusedUrl = `http://127.0.0.1:${refused}/`;
  program = spawn(process.execPath, ['scripts/relay.ts'], {
    env: {
      ...process.env,
      PORT: '0',
      RELAY_SECRET: secret,
      RELAY_HOSTS: `127.0.0.1:${portOf(target)},127.0.0.1:${refused}`,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const port = await new Promise<number>((done) => {
    program.stdout?.on('data', (piece: Buffer) => {
      printed += piece.toString();
      const found = /"port":(\d+)/u.exec(printed)?.[1];
      if (found) done(Number(found));
    });
  });
  relay = { url: `http://127.0.0.1:${port}/`, secret };
});

afterAll(() => {
  program.kill();
  target.close();
});

const toTarget = (path: string) =>
  new Request(`http://127.0.0.1:${portOf(target)}${path}`, {
    method: 'POST',
    headers: { authorization: SECRET_WORD },
    body: `{"话":"${SECRET_WORD}"}`,
  });
const fateOf = async (request: Request, by = relay): Promise<string> => {
  try {
    await egress(by, (each) => fetch(each))(request, 5000);
    return 'answered';
  } catch (fault) {
    return fault instanceof CallFault ? fault.fate : 'not a CallFault';
  }
};

describe('C15 the relay program', () => {
  test('C15 carries a call whole and its answer back', async () => {
    const got = await egress(relay, (each) => fetch(each))(toTarget('/x?a=1'), 5000);
    expect([got.status, await got.text()]).toEqual([418, '{"errcode":0}']);
    expect(heard.at(-1)).toEqual({
      method: 'POST',
      path: '/x?a=1',
      authorization: SECRET_WORD,
      body: `{"话":"${SECRET_WORD}"}`,
    });
  });
  test('C15 tells what never left from what may have', async () => {
    expect(await fateOf(new Request(refusedUrl, { method: 'POST', body: '{}' }))).toBe('never_left');
    expect(await fateOf(toTarget('/drop'))).toBe('unknown');
  });
  test('C15 calls nobody who is not listed, and nobody without the secret', async () => {
    const before = heard.length;
    expect(await fateOf(new Request('http://127.0.0.1:1/', { method: 'POST', body: '{}' }))).toBe('never_left');
    expect(await fateOf(new Request('http://localhost/', { method: 'POST', body: '{}' }))).toBe('never_left');
    expect(await fateOf(toTarget('/x'), { ...relay, secret: `${secret}x` })).toBe('never_left');
    expect((await fetch(relay.url)).status).toBe(405);
    expect(heard).toHaveLength(before);
  });
  test('C15 makes a call once: a replay is refused', async () => {
    const before = heard.length;
    const wrapped = {
      method: 'POST',
      url: `http://127.0.0.1:${portOf(target)}/once`,
      block: '',
      body: new Uint8Array(new TextEncoder().encode('{}')),
    };
    const request = await wrap(wrapped, relay, Date.now(), 'one-nonce');
    expect((await fetch(request.clone())).status).toBe(418);
    expect((await fetch(request)).status).toBe(401);
    expect(heard).toHaveLength(before + 1);
  });
  test('C15 logs no secret, no path, no body', () => {
    expect(printed).toContain('"status":418');
    for (const word of [SECRET_WORD, secret, '/x?a=1']) expect(printed).not.toContain(word);
  });
});
