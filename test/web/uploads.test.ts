/** Files on their way: in the order they were added, several at once, called off, tried again, kept over a reload. */
import { describe, expect, it } from 'vitest';
import type { MediaView } from '../../shared/media.ts';
import { shrunkSize } from '../../web/client/shrink.ts';
import { Uploads, type Upload, type UploadGiving } from '../../web/client/uploads.ts';
import { pictureRoom } from '../../web/widget/bodies.ts';
import { fileMark } from '../../web/widget/timeline.ts';

type Settle = Parameters<ConstructorParameters<typeof Promise<Awaited<UploadGiving['done']>>>[0]>[0];

const media = (name: string): MediaView => ({
  id: `f_${name}`,
  url: `/media/f_${name}`,
  kind: 'image',
  name,
  mime: 'image/png',
  size: 3,
});
const file = (name: string, size = 3, type = 'image/png') => new File([new Uint8Array(size)], name, { type });
const moment = () => new Promise((resolve) => setTimeout(resolve));

/** A list of files with a network that answers when told. */
function bench(more: { prepare?: (file: File) => Promise<File>; most?: number } = {}) {
  const going = new Map<string, Settle>();
  const stopped: string[] = [];
  const said: string[] = [];
  const uploads = new Uploads({
    ...more,
    give: ({ name }) => ({
      done: new Promise((resolve) => going.set(name, resolve)),
      stop: () => stopped.push(name),
    }),
  });
  uploads.deliverBy(({ name }) => said.push(name) > 0);
  const answer = async (name: string, code?: string) => {
    going.get(name)?.(code === undefined ? { ok: true, media: media(name) } : { ok: false, code, detail: '' });
    going.delete(name);
    await moment();
  };
  const one = (name: string): Upload => uploads.list.find((upload) => upload.file.name === name) as Upload;
  return { uploads, going, stopped, said, answer, one };
}

describe('files on their way', () => {
  it('U14 go two at once and are said in the order they were added, whichever is up first', async () => {
    const { uploads, going, said, answer } = bench();
    uploads.add([file('a.png'), file('b.png'), file('c.png')]);
    await moment();
    expect([...going.keys()]).toEqual(['a.png', 'b.png']);
    await answer('b.png');
    expect([...going.keys()]).toEqual(['a.png', 'c.png']);
    expect(said).toEqual([]);
    uploads.send();
    await answer('c.png');
    expect(said).toEqual([]);
    await answer('a.png');
    expect(said).toEqual(['a.png', 'b.png', 'c.png']);
    expect(uploads.list).toEqual([]);
  });

  it('U14 called off leaves nothing behind, and lets the next one go', async () => {
    const { uploads, going, stopped, said, answer, one } = bench();
    uploads.add([file('a.png'), file('b.png'), file('c.png')]);
    uploads.send();
    await moment();
    uploads.remove(one('a.png'));
    await moment();
    expect(stopped).toEqual(['a.png']);
    expect([...going.keys()]).toContain('c.png');
    await answer('a.png');
    await answer('b.png');
    await answer('c.png');
    expect(said).toEqual(['b.png', 'c.png']);
  });

  it('U14 what broke off goes on when the network is back; what isn’t taken says why and isn’t tried', async () => {
    const { uploads, going, said, answer, one } = bench();
    uploads.add([file('a.png'), file('x.exe', 3, 'application/x-msdownload'), file('big.pdf', 21 * 1024 * 1024, '')]);
    uploads.send();
    await moment();
    expect(one('x.exe')).toMatchObject({ state: 'failed', why: 'bad_media' });
    expect(one('big.pdf')).toMatchObject({ state: 'failed', why: 'too_large' });
    expect(Uploads.again(one('x.exe'))).toBe(false);
    await answer('a.png', 'unavailable');
    expect(one('a.png')).toMatchObject({ state: 'failed', why: 'unavailable' });
    expect(Uploads.again(one('a.png'))).toBe(true);
    uploads.resume();
    await moment();
    expect([...going.keys()]).toEqual(['a.png']);
    await answer('a.png');
    expect(said).toEqual(['a.png']);
  });

  it('U14 a reload goes on where it was: what was up is said, what was not goes again', async () => {
    const { uploads, going, said, answer } = bench();
    uploads.restore({ key: 'k1', file: file('a.png'), media: media('a.png'), sent: true });
    uploads.restore({ key: 'k2', file: file('b.png'), media: null, sent: true });
    await moment();
    expect(said).toEqual(['a.png']);
    expect([...going.keys()]).toEqual(['b.png']);
    await answer('b.png');
    expect(said).toEqual(['a.png', 'b.png']);
  });

  it('U14 a photograph too large is made smaller before it is judged; more than fit are counted', async () => {
    const { uploads, going, one } = bench({
      most: 2,
      prepare: ({ name }) =>
        Promise.resolve(
          file(name === 'still.jpg' ? name : 'small.jpg', name === 'still.jpg' ? 11 * 1024 * 1024 : 9, 'image/jpeg'),
        ),
    });
    const large = (name: string) => file(name, 11 * 1024 * 1024, 'image/jpeg');
    expect(uploads.add([large('photo.jpg'), large('still.jpg'), file('more.png')])).toBe(1);
    await moment();
    expect([...going.keys()]).toEqual(['small.jpg']);
    expect(one('still.jpg')).toMatchObject({ state: 'failed', why: 'too_large' });
  });
});

it('U14 a photograph is drawn smaller by its longer side; a small one is left alone', () => {
  expect(shrunkSize(4000, 3000, 5_000_000)).toEqual({ width: 2560, height: 1920 });
  expect(shrunkSize(3000, 4000, 5_000_000)).toEqual({ width: 1920, height: 2560 });
  expect(shrunkSize(1200, 800, 900_000)).toBeNull();
  expect(shrunkSize(1200, 800, 3_000_000)).toEqual({ width: 1200, height: 800 });
});

it('U15 a picture’s room is kept by its measures, within the bubble', () => {
  expect(pictureRoom({ width: 4000, height: 3000 })).toEqual({ width: 248, height: 186 });
  expect(pictureRoom({ width: 300, height: 3000 })).toEqual({ width: 32, height: 240 });
  expect(pictureRoom({})).toBeNull();
});

it('U15 a picture that was fetched meanwhile, or is lost, is drawn anew', () => {
  const coming = { kind: 'image', url: '/media/f_1', coming: true } as const;
  const here = { kind: 'image', url: '/media/f_1', width: 3, height: 2 } as const;
  const marks = [fileMark(coming), fileMark(here), fileMark({ kind: 'image' })];
  expect(new Set(marks).size).toBe(3);
  expect(fileMark({ ...here })).toBe(fileMark(here));
});
