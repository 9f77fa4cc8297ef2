/** What a file is, what of it is kept, and under which name. */
import { describe, expect, it } from 'vitest';
import { rangeOf } from '../../worker/media/give.ts';
import { HEAD, typeOf } from '../../worker/media/kind.ts';
import { cleanName, disposition } from '../../worker/media/name.ts';
import type { Found } from '../../worker/media/sieve.ts';
import { sieveFor } from '../../worker/media/sieves.ts';
import * as files from './files.ts';

/** Passes a file through its sieve in parts of `step` bytes. */
function through(file: Uint8Array, name: string, step: number): { kept: Uint8Array; found: Found | null } | null {
  const head = file.slice(0, HEAD);
  const type = typeOf(head, name);
  if (!type) return null;
  const sieve = sieveFor(type, head);
  const kept: Uint8Array[] = [];
  for (let at = 0; at < file.length; at += step) {
    const parts = sieve.pass(file.slice(at, at + step));
    if (!parts) return null;
    kept.push(...parts.map((part) => part.slice()));
  }
  return { kept: new Uint8Array(Buffer.concat(kept)), found: sieve.end() };
}

const kindOf = (file: Uint8Array, name = 'x') => {
  const type = typeOf(file.slice(0, HEAD), name);
  return type && `${type.kind} ${type.mime}`;
};

describe('U2 the first bytes', () => {
  it.each([
    ['a picture named as text', files.png(), 'a.txt', 'image image/png'],
    ['jpeg', files.jpeg(), 'a', 'image image/jpeg'],
    ['gif', files.gif(), 'a', 'image image/gif'],
    ['webp', files.webp(), 'a', 'image image/webp'],
    ['pdf', files.pdf(), 'a.png', 'file application/pdf'],
    ['zip', files.zip(), 'a.jar', 'file application/zip'],
    ['mp3', files.mp3(), 'a', 'voice audio/mpeg'],
    ['amr', files.amr(), 'a', 'voice audio/amr'],
    ['m4a', files.m4a(), 'a', 'voice audio/mp4'],
    ['wav', files.wav(1), 'a', 'voice audio/wav'],
    ['mp4', files.mp4(), 'a', 'video video/mp4'],
    ['csv', files.text('订单,金额\n1,2\n'), '订单.CSV', 'file text/csv; charset=utf-8'],
    ['txt', files.text('请问订单在哪'), 'a.txt', 'file text/plain; charset=utf-8'],
  ])('decide: %s', (_, file, name, kind) => expect(kindOf(file, name)).toBe(kind));

  it('tell a spreadsheet from a zip by its name, and never one with macros', () => {
    expect(kindOf(files.zip(), '订单.xlsx')).toContain('spreadsheetml.sheet');
    expect(kindOf(files.zip(), '订单.xlsm')).toBe('file application/zip');
  });

  it.each([
    ['html', files.text('<!DOCTYPE html><script>alert(1)</script>'), 'a.txt'],
    ['html behind blanks and a mark', files.text('\uFEFF \n <HTML>'), 'a.txt'],
    ['svg', files.text('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'), 'a.txt'],
    ['svg as a picture', files.text('<?xml version="1.0"?><svg/>'), 'a.png'],
    ['a script', files.text('#!/bin/sh\nrm -rf /\n'), 'a.txt'],
    ['javascript', files.text('alert(1)'), 'a.js'],
    ['a program', files.text('MZ\x90\0\x03\0'), 'a.txt'],
    ['an elf', files.text('\x7fELF\x02'), 'a.txt'],
    ['text with a zero', files.text('abc\0def'), 'a.txt'],
    ['nothing', files.text(''), 'a.txt'],
    ['heic', files.text('\0\0\0\x18ftypheic\0\0\0\0'), 'a.heic'],
  ])('refuse %s', (_, file, name) => expect(kindOf(file, name)).toBeNull());
});

describe('U3 what a picture says of a person', () => {
  it.each([1, 2, 3, 7, 64, 4096])('stays outside, by parts of %i bytes', (step) => {
    for (const [name, file] of Object.entries({ png: files.png(), jpeg: files.jpeg(), webp: files.webp() })) {
      expect(files.holds(file, files.PLACE), name).toBe(true);
      const passed = through(file, name, step);
      expect(passed?.found, name).not.toBeNull();
      expect(files.holds(passed?.kept ?? file, files.PLACE), name).toBe(false);
    }
  });

  it('but how it is held up, its colours and its size are kept', () => {
    const turned = through(files.jpeg(4000, 3000, 6), 'a.jpg', 50);
    expect(turned?.found).toEqual({ width: 3000, height: 4000 });
    const again = through(turned?.kept ?? new Uint8Array(), 'a.jpg', 50);
    expect(again?.found, 'as what is kept says itself').toEqual({ width: 3000, height: 4000 });
    expect(again?.kept).toEqual(turned?.kept);
    expect(files.holds(turned?.kept ?? new Uint8Array(), 'ICC_PROFILE')).toBe(true);
    expect(through(files.jpeg(40, 30, 1), 'a', 9)?.found).toEqual({ width: 40, height: 30 });
    expect(through(files.png(3, 2), 'a', 9)?.found).toEqual({ width: 3, height: 2 });
    expect(through(files.webp(640, 480), 'a', 9)?.found).toEqual({ width: 640, height: 480 });
    expect(through(files.gif(7, 5), 'a', 9)?.found).toEqual({ width: 7, height: 5 });
  });

  it('U2 nothing hangs behind the end of a picture', () => {
    const kept = through(files.png(3, 2, '<script>PK\x03\x04'), 'a.png', 11)?.kept ?? files.text('<script>');
    expect(files.holds(kept, '<script>')).toBe(false);
    expect(files.holds(through(files.jpeg(), 'a', 5)?.kept ?? files.text('film'), 'film')).toBe(false);
    expect(files.holds(through(files.webp(), 'a', 5)?.kept ?? files.text('behind'), 'behind')).toBe(false);
  });

  it.each([
    ['cut', files.png().slice(0, 60)],
    ['without points', files.png(0, 4)],
    ['of more points than a browser should unpack', files.png(60_000, 60_000)],
    [
      'whose parts lie about their length',
      Uint8Array.from([...files.png().slice(0, 8), 0xff, 0xff, 0xff, 0xff, 1, 2, 3, 4]),
    ],
    ['a jpeg of nothing but its head', Uint8Array.from([0xff, 0xd8, 0xff, 0xe0, 0, 2])],
    ['a jpeg with rubbish between its parts', Uint8Array.from([0xff, 0xd8, 0xff, 0xe0, 0, 2, 0x41, 0x42])],
  ])('U2 a picture %s is refused', (_, file) => expect(through(file, 'a', 7)?.found ?? null).toBeNull());
});

describe('U4 a name', () => {
  const png = typeOf(files.png(), 'x');
  it.each([
    ['../../etc/passwd', 'passwd.png'],
    ['C:\\Windows\\system32\\a.png', 'a.png'],
    ['照片 2026.PNG', '照片 2026.png'],
    ['\u202Egpj.exe', 'gpj.exe.png'],
    ['a\r\nSet-Cookie: x=1.png', 'aSet-Cookie_ x=1.png'],
    ['..', 'file.png'],
    ['', 'file.png'],
    ['con.png', 'file.png'],
    ['a.png.exe', 'a.png.exe.png'],
    ['<b>"x"|?*.png', '_b__x____.png'],
    ['.htaccess', 'htaccess.png'],
  ])('%j becomes %j', (given, kept) => expect(png && cleanName(given, png)).toBe(kept));

  it('is never endless, and travels in a header whole', () => {
    expect(png && [...cleanName('名'.repeat(999), png)].length).toBeLessThan(130);
    expect(disposition('attachment', `发票(1)'"*.pdf`)).toBe(
      `attachment; filename="___1____.pdf"; filename*=UTF-8''%E5%8F%91%E7%A5%A8%281%29%27%22%2A.pdf`,
    );
  });
});

describe('U6 a range', () => {
  it.each([
    ['bytes=0-', { from: 0, to: 99 }],
    ['bytes=10-19', { from: 10, to: 19 }],
    ['bytes=90-500', { from: 90, to: 99 }],
    ['bytes=-5', { from: 95, to: 99 }],
    ['bytes=-500', { from: 0, to: 99 }],
    ['bytes=100-', 'unmet'],
    ['bytes=-0', 'unmet'],
    ['bytes=9-3', null],
    ['bytes=0-1,5-6', null],
    ['bytes=-', null],
    ['lines=1-2', null],
    [null, null],
  ])('%s of a hundred bytes', (header, range) => expect(rangeOf(header, 100)).toEqual(range));
});

it('U8 a voice knows how long it lasts', () => {
  expect(through(files.amr(4), 'a.amr', 17)?.found).toEqual({ seconds: 4 });
  expect(through(files.wav(3), 'a.wav', 999)?.found).toEqual({ seconds: 3 });
});
