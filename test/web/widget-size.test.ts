import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { bundleWidget } from '../../web/build.ts';

const zipped = (text: string) => gzipSync(text, { level: 9 }).length;
let built: Awaited<ReturnType<typeof bundleWidget>>;

beforeAll(async () => {
  built = await bundleWidget();
});

describe('the widget as built', () => {
  it('W2 the loader stays within 2 KiB', () => {
    expect(zipped(built.loader)).toBeGreaterThan(200);
    expect(zipped(built.loader)).toBeLessThanOrEqual(2 * 1024);
  });

  /** A file with everything it imports at once; what it may fetch later is not counted. */
  function atOnce(name: string, seen = new Set<string>()): Set<string> {
    if (seen.has(name)) return seen;
    seen.add(name);
    for (const [, other = ''] of (built.files[name] ?? '').matchAll(/(?:from|import)\s*"\.\/([^"]+\.js)"/gu)) {
      atOnce(other, seen);
    }
    return seen;
  }

  it('W2 carries no validator; what every page loads, what opening it loads and what comes later stay small', () => {
    const all = Object.values(built.files).join('\n');
    expect(all.length).toBeGreaterThan(10_000);
    expect(/safeParse|valibot/u.test(all)).toBe(false);
    const sizes = Object.fromEntries(Object.entries(built.files).map(([name, text]) => [name, zipped(text)]));
    const room = Object.keys(sizes).find((name) => name.startsWith('room-')) ?? '';
    const opened = atOnce(room, atOnce(built.entry));
    expect(opened.has(room) && opened.size >= 3, [...opened].join()).toBe(true);
    const sum = [...opened].reduce((total, name) => total + (sizes[name] ?? 0), 0);
    expect(sum, JSON.stringify(sizes)).toBeLessThanOrEqual(27 * 1024);
    const loaded = [...atOnce(built.entry)].reduce((total, name) => total + (sizes[name] ?? 0), 0);
    expect(loaded, JSON.stringify(sizes)).toBeLessThanOrEqual(12 * 1024);
    const later = Object.keys(sizes).filter((name) => !opened.has(name));
    expect(later.length).toBeGreaterThan(1);
    for (const name of later) expect(sizes[name], name).toBeLessThanOrEqual(6 * 1024);
  });
});
