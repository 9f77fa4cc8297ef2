import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { root } from '../../scripts/build.ts';
import { CannotStart, startGateway } from '../../scripts/gateway.ts';
import { aheadTo, moveDate } from '../../scripts/moved-clock.ts';
import { freePort } from '../../scripts/port.ts';
import { writeRuntime } from '../../scripts/runtime.ts';

const HOUR = 3_600_000;
const data = mkdtempSync(join(tmpdir(), 'yixian-clock-'));
afterAll(() => rmSync(data, { recursive: true, force: true }));

const written = (ahead: number) => {
  writeRuntime(data, {}, '127.0.0.1:1', true, ahead);
  return readFileSync(join(data, 'gateway.capnp'), 'utf8');
};
const sources = (folder: string): string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(?:ts|mjs|vue)$/u.test(file))
    .map((file) => join(folder, file));

describe('the clock that runs ahead', () => {
  it('O60 leads to the next such hour in China', () => {
    const night = Date.parse('2026-11-28T19:00:00Z');
    expect(aheadTo('10:00', night)).toBe(7 * HOUR);
    expect(aheadTo('03:00', night)).toBe(0);
    expect(aheadTo('02:30', night)).toBe(23.5 * HOUR);
  });

  it('O60 moves what the time is, and nothing that is said of another time', () => {
    const Real = Date;
    const before = Date.now();
    try {
      moveDate(HOUR);
      expect(Date.now()).toBeGreaterThanOrEqual(before + HOUR);
      expect(new Date().getTime()).toBeGreaterThanOrEqual(before + HOUR);
      expect(new Date(5).getTime()).toBe(5);
      expect(new Date(2026, 0, 2)).toEqual(new Real(2026, 0, 2));
      expect(Date.parse('1970-01-01T00:00:01Z')).toBe(1000);
      expect(new Date()).toBeInstanceOf(Date);
    } finally {
      globalThis.Date = Real;
    }
  });

  it('O60 is there only where it is asked for, and refused where there is no demo', async () => {
    expect(written(HOUR)).toContain('(name = "moved.js"');
    expect(written(0)).not.toContain('moved.js');
    expect(() => writeRuntime(data, {}, '127.0.0.1:1', false, HOUR)).toThrow('only the demo');
    const own = { data: join(data, 'own'), port: await freePort(), host: '127.0.0.1', demo: false };
    await expect(startGateway({ ...own, ahead: HOUR })).rejects.toThrow(CannotStart);
  });

  it('O60 no program that is deployed or started for a company knows of it', () => {
    const deployed = ['worker', 'shared', 'web', 'miniprogram'].flatMap(sources);
    expect(deployed.length).toBeGreaterThan(300);
    const started = ['start', 'deploy', 'dev', 'build', 'settings', 'ensure'].map((name) =>
      join('scripts', `${name}.${name === 'ensure' ? 'mjs' : 'ts'}`),
    );
    const naming = (files: readonly string[], words: RegExp) =>
      files.filter((file) => words.test(readFileSync(join(root, file), 'utf8')));
    expect(naming(deployed, /moved-clock|moveDate|globalThis\.Date\b|Date\.now = /u)).toEqual([]);
    expect(naming([...started, 'wrangler.toml', 'package.json'], /moved-clock|moveDate|\bahead\b/u)).toEqual([]);
  });
});
