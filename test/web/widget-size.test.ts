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

  it('W2 carries no validator, and what every page loads stays small', () => {
    const all = Object.values(built.files).join('\n');
    expect(all.length).toBeGreaterThan(10_000);
    expect(all).not.toMatch(/safeParse|valibot/u);
    const sizes = Object.fromEntries(Object.entries(built.files).map(([name, text]) => [name, zipped(text)]));
    const total = Object.values(sizes).reduce((sum, size) => sum + size, 0);
    expect(total, JSON.stringify(sizes)).toBeLessThanOrEqual(24 * 1024);
    expect(sizes[built.entry], JSON.stringify(sizes)).toBeLessThanOrEqual(12 * 1024);
  });
});
