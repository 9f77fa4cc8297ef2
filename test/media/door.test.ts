/** Files through the gateway's doors: given by customers and colleagues, fetched by whoever may, and everything hostile in between. */
import { env } from 'cloudflare:workers';
import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { MEDIA_HOURLY, mediaAnswer, mediaIn } from '../../shared/media.ts';
import { mediaKey, freshMediaId } from '../../worker/channels/media-key.ts';
import { take } from '../../worker/media/take.ts';
import { knock, openSession, post, refusalIn, site, statement } from '../hall/knock.ts';
import { stubOf } from '../stub.ts';
import * as files from './files.ts';

const answer = v.object({ ...mediaAnswer.entries });

let people = 0;
const visitor = async () => {
  people += 1;
  const { token } = await openSession({ site: site('web').id, token: await statement(`media-${people}`) });
  return { token, key: await keyOf(token) };
};

/** The key an answer to the sign-in carries. */
async function keyOf(token: string): Promise<string> {
  const claims = JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString()) as { person: string };
  return mediaKey(env.SECRET, 'line', claims.person, Date.now() + 60_000);
}

const give = (token: string, file: BodyInit, query = 'name=a.png', headers: Record<string, string> = {}) =>
  knock(`/v1/media?${query}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, origin: env.PUBLIC_URL, ...headers },
    body: file,
  });

const given = async (token: string, file: BodyInit, query?: string) => {
  const response = await give(token, file, query);
  if (!response.ok) throw new Error(await response.text());
  return v.parse(answer, await response.json()).media;
};

const fetched = async (url: string, key: string, headers: Record<string, string> = {}) =>
  knock(`${url}?key=${key}`, { headers });

describe('a file a customer gives', () => {
  it('U1 is kept, told, and fetched by the key of the session, bytes and all', async () => {
    const session = v.parse(
      v.object({ token: v.string(), media: v.string() }),
      await (await post('/v1/session', { site: site('web').id })).json(),
    );
    const media = await given(session.token, files.png(30, 20), `name=${encodeURIComponent('包装破损.png')}`);
    expect(media).toMatchObject({ kind: 'image', mime: 'image/png', name: '包装破损.png', width: 30, height: 20 });
    const response = await fetched(media.url, session.media);
    expect(response.status).toBe(200);
    const bytes = new Uint8Array(await response.arrayBuffer());
    expect(bytes.length).toBe(media.size);
    expect(files.holds(bytes, files.PLACE)).toBe(false);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'image/png',
      'x-content-type-options': 'nosniff',
      'content-security-policy': expect.stringContaining('sandbox') as unknown,
      'cache-control': 'private, max-age=604800, immutable',
      'content-disposition': expect.stringMatching(/^inline; filename=/u) as unknown,
    });
    const known = await fetched(media.url, session.media, { 'if-none-match': response.headers.get('etag') ?? '' });
    expect(known.status).toBe(304);
  });

  it('U6 is given in ranges, across its pieces, without more than one in memory', async () => {
    const { token, key } = await visitor();
    const large = new Uint8Array(2_500_000).map((_, at) => (at >> 8) & 127 || 65);
    large.set(files.pdf());
    const media = await given(token, large, 'name=a.pdf');
    expect(media).toMatchObject({ kind: 'file', size: large.length });
    const pieces = await runInDurableObject(stubOf(env.MEDIA.getByName(media.id)), (_, state) =>
      state.storage.sql.exec<{ size: number }>('select length(bytes) as size from piece').toArray(),
    );
    expect(pieces.map(({ size }) => size)).toEqual([1_048_576, 1_048_576, large.length - 2_097_152]);
    const part = await fetched(media.url, key, { range: 'bytes=1048570-2097160' });
    expect(part.status).toBe(206);
    expect(part.headers.get('content-range')).toBe(`bytes 1048570-2097160/${large.length}`);
    // Compared as bytes: a matcher that looks at each of millions takes longer than the file.
    expect(Buffer.from(await part.arrayBuffer()).equals(large.slice(1_048_570, 2_097_161))).toBe(true);
    expect(Buffer.from(await (await fetched(media.url, key)).arrayBuffer()).equals(large)).toBe(true);
    expect((await fetched(media.url, key, { range: `bytes=${large.length}-` })).status).toBe(416);
    expect((await fetched(media.url, key)).headers.get('content-disposition')).toMatch(/^attachment/u);
  });

  it('U1 comes in a form too, as WeChat’s uploadFile sends it', async () => {
    const { token } = await visitor();
    const form = new FormData();
    form.append('note', 'a field before');
    form.append('file', new File([files.jpeg(40, 30, 1)], '现场.jpg', { type: 'text/html' }));
    form.append('after', 'a field behind');
    const response = await give(token, form, '');
    expect(v.parse(answer, await response.json()).media).toMatchObject({
      kind: 'image',
      mime: 'image/jpeg',
      name: '现场.jpg',
      width: 40,
    });
    const noFile = new FormData();
    noFile.append('note', 'no file here');
    expect(await refusalIn(await give(token, noFile, ''))).toBe('bad_media');
    const cut = await give(token, '--b\r\ncontent-disposition: form-data; name="f"; filename="a.txt"\r\n\r\nhalf', '', {
      'content-type': 'multipart/form-data; boundary=b',
    });
    expect(await refusalIn(cut)).toBe('bad_media');
  });
});

describe('U5 who may fetch', () => {
  it('needs the person’s key, the file’s, or a seat; nothing else opens it', async () => {
    const { token, key } = await visitor();
    const { url, id } = await given(token, files.png());
    const stranger = await visitor();
    const now = Date.now();
    const fileKey = await mediaKey(env.SECRET, 'file', id, now + 1000);
    expect((await fetched(url, key)).status).toBe(200);
    expect((await fetched(url, fileKey)).status).toBe(200);
    expect(await refusalIn(await fetched(url, stranger.key))).toBe('bad_token');
    expect(await refusalIn(await fetched(url, await mediaKey(env.SECRET, 'file', id, now - 1)))).toBe('bad_token');
    const [, mark = ''] = fileKey.split('.');
    expect(await refusalIn(await fetched(url, `${(now + 9_000_000).toString(36)}.${mark}`))).toBe('bad_token');
    expect(await refusalIn(await knock(url))).toBe('not_signed_in');
  });

  it('made-up ids wake nobody', async () => {
    const { key } = await visitor();
    const made = await freshMediaId(env.SECRET);
    expect(mediaIn(`/media/${made}`)).toBe(made);
    for (const id of [
      `${made.slice(0, -1)}${made.endsWith('A') ? 'B' : 'A'}`,
      'f_x',
      '..%2F..%2Fetc',
      'f_'.padEnd(34, '0'),
    ]) {
      expect(await refusalIn(await fetched(`/media/${id}`, key)), id).toBe('not_found');
    }
    expect(await refusalIn(await fetched(`/media/${made}`, key))).toBe('not_found');
  });
});

describe('hostile gifts', () => {
  it.each([
    ['nothing', '', 'bad_media'],
    ['a page', '<!doctype html><script>alert(1)</script>', 'bad_media'],
    ['a page that calls itself a picture', '<svg onload=alert(1)>', 'bad_media'],
    ['a picture cut off', files.png().slice(0, 40), 'bad_media'],
    ['a picture with a program behind it, kept without it', files.png(3, 2, 'MZ<script>'), null],
    ['a zip bomb, kept as it is and never unpacked', files.zip(), null],
  ])('U2 %s', async (_, file, code) => {
    const { token, key } = await visitor();
    const response = await give(token, file, 'name=a.txt');
    if (code) return expect(await refusalIn(response)).toBe(code);
    const { media } = v.parse(answer, await response.json());
    const kept = await fetched(media.url, key);
    expect(files.holds(new Uint8Array(await kept.arrayBuffer()), '<script>')).toBe(false);
  });

  it('U3 one that grows over its kind’s limit is cut off and forgotten', async () => {
    const { token } = await visitor();
    let sent = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        controller.enqueue(sent === 0 ? files.gif().slice(0, 10) : new Uint8Array(256 * 1024));
        sent += 1;
        if (sent > 200) controller.close();
      },
    });
    expect(await refusalIn(await give(token, endless, 'name=a.gif'))).toBe('too_large');
    expect(sent).toBeLessThan(60);
    const said = await give(token, files.png(), 'name=a.png', { 'content-length': '99999999' });
    expect(await refusalIn(said)).toBe('too_large');
    expect(await refusalIn(await give(token, files.mp3(), 'as=image&name=a.png'))).toBe('bad_media');
    expect(await refusalIn(await give(token, files.mp3(), 'as=song'))).toBe('bad_request');
  });

  it('U3 a voice stays a voice up to two MiB; longer sound is a file, or refused as a voice', async () => {
    const { token } = await visitor();
    const song = new Uint8Array(3 * 1024 * 1024);
    song.set(files.mp3());
    expect(await given(token, files.m4a(), 'name=a.m4a&seconds=7')).toMatchObject({ kind: 'voice', seconds: 7 });
    expect(await given(token, song, 'name=a.mp3')).toMatchObject({ kind: 'file', mime: 'audio/mpeg' });
    expect(await refusalIn(await give(token, song, 'name=a.mp3&as=voice'))).toBe('too_large');
  });

  it('U3 a body that ends early, breaks off or dawdles leaves nothing', async () => {
    const order = { owner: 'c_1', name: 'a.txt' };
    const kept: number[] = [];
    const of = (pull: UnderlyingSource<Uint8Array>['pull'], announced?: number) =>
      take(
        'f_1',
        announced ? { ...order, announced } : order,
        new ReadableStream({ pull }),
        (one) => kept.push(one),
        30,
        90,
      );
    const short = await of((controller) => {
      controller.enqueue(files.text('half'));
      controller.close();
    }, 9);
    expect(short).toMatchObject({ ok: false, code: 'bad_media' });
    const broken = await of((controller) => controller.error(new Error('gone')));
    expect(broken).toMatchObject({ ok: false, code: 'bad_media' });
    const began = performance.now();
    const silent = await of(() => new Promise(() => undefined));
    expect(silent).toMatchObject({ ok: false, detail: 'The body took too long.' });
    const slow = await of(async (controller) => {
      await new Promise((resolve) => setTimeout(resolve, 20));
      controller.enqueue(files.text('a'));
    });
    expect(slow).toMatchObject({ ok: false, detail: 'The body took too long.' });
    expect(performance.now() - began).toBeLessThan(1000);
    expect(kept).toEqual([]);
  });

  it('U7 more than a person may give within an hour is refused', async () => {
    const { token } = await visitor();
    for (let count = 0; count < MEDIA_HOURLY; count += 1) await given(token, files.gif(), 'name=a.gif');
    expect(await refusalIn(await give(token, files.gif()))).toBe('rate_limited');
  });

  it('U5 without a session, or from another page, nothing is taken', async () => {
    const { token } = await visitor();
    expect(await refusalIn(await give('nonsense', files.png()))).toBe('bad_token');
    expect(await refusalIn(await give(token, files.png(), '', { origin: 'https://elsewhere.example' }))).toBe(
      'bad_origin',
    );
    const staff = await knock('/staff/v1/media?customer=c_1', {
      method: 'POST',
      headers: { origin: env.PUBLIC_URL },
      body: files.png(),
    });
    expect(await refusalIn(staff)).toBe('not_signed_in');
  });
});

describe('U7 time', () => {
  const state = (id: string) =>
    runInDurableObject(stubOf(env.MEDIA.getByName(id)), (_, { storage }) => ({
      file: storage.sql.exec<{ state: string }>('select state from file').toArray()[0]?.state ?? null,
      pieces: storage.sql.exec<{ n: number }>('select count(*) as n from piece').toArray()[0]?.n,
    }));

  it('an unfinished file is forgotten by its alarm, a kept one stays until its time', async () => {
    const { token, key } = await visitor();
    const media = await given(token, files.png());
    const stub = stubOf(env.MEDIA.getByName(media.id));
    await evictDurableObject(stub);
    await runDurableObjectAlarm(stub);
    expect(await state(media.id)).toEqual({ file: 'kept', pieces: 1 });
    await runInDurableObject(stub, (_, { storage }) => storage.sql.exec('update file set until = 1'));
    await runDurableObjectAlarm(stub);
    expect(await state(media.id)).toEqual({ file: 'gone', pieces: 0 });
    expect(await refusalIn(await fetched(media.url, key))).toBe('not_found');

    const unfinished = await freshMediaId(env.SECRET);
    const other = stubOf(env.MEDIA.getByName(unfinished));
    await runInDurableObject(other, (_, { storage }) => {
      storage.sql.exec(`insert into file values (1, 'coming', 1, 1, null)`);
      storage.sql.exec('insert into piece values (0, 0, ?)', new Uint8Array(9));
      return storage.setAlarm(Date.now() + 60_000);
    });
    await runDurableObjectAlarm(other);
    expect((await state(unfinished)).pieces).toBe(0);
  });
});
