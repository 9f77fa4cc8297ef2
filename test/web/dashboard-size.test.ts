import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { buildDashboard } from '../../web/dashboard/build.ts';

const KIB = 1024;
const out = mkdtempSync(join(tmpdir(), 'desk-size-'));
let page = '';

beforeAll(async () => {
  // As `npm run build` builds it: under vitest's own NODE_ENV the libraries keep what they have for developers.
  vi.stubEnv('NODE_ENV', 'production');
  await buildDashboard(out);
  vi.unstubAllEnvs();
  page = readFileSync(join(out, 'index.html'), 'utf8');
}, 120_000);
afterAll(() => rmSync(out, { recursive: true, force: true }));

/** What the first page load fetches: everything its HTML names. */
function initial(ending: string): { names: string[]; bytes: number } {
  const names = [...page.matchAll(/(?:src|href)="\/desk\/(assets\/[^"]+)"/gu)]
    .map((match) => match[1] ?? '')
    .filter((name) => name.endsWith(ending));
  const bytes = names.reduce((sum, name) => sum + gzipSync(readFileSync(join(out, name)), { level: 9 }).length, 0);
  return { names, bytes };
}

describe('the dashboard as built', () => {
  it('W2 loads at most 130 KiB of script and 15 KiB of style before it is usable', () => {
    const script = initial('.js');
    const style = initial('.css');
    expect(script.names.length).toBeGreaterThan(0);
    expect(style.names.length).toBeGreaterThan(0);
    expect(script.bytes).toBeGreaterThan(40 * KIB);
    expect(script.bytes).toBeLessThanOrEqual(130 * KIB);
    expect(style.bytes).toBeLessThanOrEqual(15 * KIB);
  });

  it('fits a strict policy: nothing inline in the page, no eval in the scripts', () => {
    expect(page).not.toMatch(/<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=/u);
    const scripts = readdirSync(join(out, 'assets')).filter((name) => name.endsWith('.js'));
    expect(scripts.length).toBeGreaterThan(1);
    for (const name of scripts) {
      expect(readFileSync(join(out, 'assets', name), 'utf8')).not.toMatch(/\bnew Function\(|\beval\(/u);
    }
  });
});
