/** `@yixian/client` as it would be published: one module, one file of types, nothing else needed. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import ts from 'typescript';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { buildClient } from '../../web/sdk/build.ts';

const out = mkdtempSync(join(tmpdir(), 'yixian-client-'));
beforeAll(() => buildClient({ out, site: null }), 60_000);
afterAll(() => rmSync(out, { recursive: true }));

/** What a strict compiler says of a program that uses the package, in words. */
function faults(program: string): string[] {
  const file = join(out, 'app.ts');
  writeFileSync(file, program);
  const built = ts.createProgram([file], {
    target: ts.ScriptTarget.ES2020,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    lib: ['lib.es2020.d.ts'],
    types: [],
    strict: true,
    exactOptionalPropertyTypes: true,
    noEmit: true,
  });
  return ts.getPreEmitDiagnostics(built).map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
}

it('W56 is one ES2020 module of at most 13 KiB compressed that needs nothing, not even a browser to be loaded', async () => {
  const script = readFileSync(join(out, 'index.js'), 'utf8');
  expect(script).not.toMatch(/\bimport\s*[({"'*]|\brequire\(|\.at\(-?\d|replaceAll|\?\?=|\|\|=|static\{/u);
  const packed = gzipSync(script, { level: 9 }).length;
  expect(packed).toBeGreaterThan(4_000);
  expect(packed).toBeLessThanOrEqual(13 * 1024);
  const client: Record<string, unknown> = await import(join(out, 'index.js'));
  expect(Object.keys(client).sort()).toEqual(['createClient', 'reactNativePlatform', 'uniPlatform', 'webPlatform']);
  const about = JSON.parse(readFileSync(join(out, 'package.json'), 'utf8')) as Record<string, unknown>;
  expect([about['name'], about['dependencies']]).toEqual(['@yixian/client', undefined]);
});

it('W56 its types stand alone, without the DOM’s or Node’s, and know what may be said', () => {
  const good = `
    import { createClient, uniPlatform, type Platform, type Row, type Uni } from './index.js';
    declare const uni: Uni;
    const own: Platform = { ...uniPlatform(uni), storage: { getItem: () => Promise.resolve(null), setItem: () => undefined } };
    export async function open(): Promise<number> {
      const client = await createClient({ gateway: 'https://x.example', site: 'app', platform: own });
      client.on('message', (row: Row) => void (row.body.kind === 'text' ? row.body.text : row.text));
      client.on('queue', (queue) => void queue?.position);
      client.act({ act: 'rate', score: 5 });
      client.on('question', (question) => void (question?.proof === 'given' && client.answer('yes')));
      client.draft = client.sendText('你好');
      return (await client.pushed()) ?? client.unread;
    }`;
  expect(faults(good)).toEqual([]);
  expect(faults(good.replace("act: 'rate', score: 5", "act: 'nonsense'"))).toHaveLength(1);
  expect(
    faults(good.replace("on('queue', (queue) => void queue?.position)", "on('queues', () => undefined)")),
  ).not.toEqual([]);
});
