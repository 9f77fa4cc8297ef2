/** What a message or a ticket may carry, and what becomes of files that nobody carries any more. */
import { env } from 'cloudflare:workers';
import { runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { MEDIA_ORDER, MEDIA_UNUSED_MS, type Giver, type MediaTaken } from '../../shared/media.ts';
import { freshMediaId } from '../../worker/channels/media-key.ts';
import { ticketFromFlow } from '../../worker/customer/ticket/intake.ts';
import { storesOf } from '../../worker/customer/stores.ts';
import { surroundingsOf } from '../../worker/customer/outside.ts';
import { Turn } from '../../worker/customer/turn.ts';
import { customer, freshPerson, openScreen, rows, visitor } from '../customer/rig.ts';
import { closingIs, Hand, served } from '../customer/served.ts';
import { must } from '../results.ts';
import { stubOf } from '../stub.ts';
import { knowledgeable, openWorld, until } from '../world.ts';
import { png } from './files.ts';

beforeAll(async () => {
  openWorld();
  await knowledgeable();
  await closingIs({});
}, 70_000);
afterEach(() => {
  vi.useRealTimers();
});

/** A picture with its bytes, given to this person's line. */
async function given(person: string, by: Giver = { kind: 'customer' }) {
  const id = await freshMediaId(env.SECRET);
  must(await customer(person).media({ order: 'admit', id, by }));
  const bytes = png(30, 20);
  const order = { owner: person, name: '坏.png', announced: bytes.length };
  const headers = { [MEDIA_ORDER]: encodeURIComponent(JSON.stringify(order)) };
  const put = new Request('https://media/', { method: 'PUT', headers, body: bytes });
  const taken: MediaTaken = await (await env.MEDIA.getByName(id).fetch(put)).json();
  if (!taken.ok) throw new Error(taken.code);
  must(await customer(person).media({ order: 'keep', media: taken.media, by }));
  return taken.media;
}
const image = (url: string, more: object = {}) => ({ type: 'send', body: { kind: 'image', url, ...more } });
const isKept = async (id: string) => (await env.MEDIA.getByName(id).about()) !== null;
const bodyOf = async (person: string, id: string) =>
  JSON.parse(
    String((await rows(person, `select body from message where body like '%${id}%' order by revision desc`))[0]?.body),
  ) as Record<string, unknown>;

describe('U8 a message', () => {
  it('U8 carries a file of its own line, told as we keep it, not as the sender says', async () => {
    const { person, mine } = await served();
    const media = await given(person.id);
    expect(await mine.does(image(media.url, { width: 9999, height: 1 }))).toBe('accepted');
    expect(await bodyOf(person.id, media.id)).toEqual({ kind: 'image', url: media.url, width: 30, height: 20 });
    const file = { kind: 'file', url: media.url, name: '账单.exe', size: 1, mime: 'text/html' };
    expect(await mine.does({ type: 'send', body: file })).toBe('accepted');
    expect(await bodyOf(person.id, media.id)).toMatchObject({ kind: 'image', width: 30 });
  });

  it('U8 carries nobody else’s file, none that never came, and a colleague’s only from a colleague', async () => {
    const { person, mine, desk, fence } = await served();
    const stranger = await given(freshPerson().id);
    expect(await mine.does(image(stranger.url))).toBe('bad_media');
    expect(await desk.does({ ...image(stranger.url), fence })).toBe('bad_media');
    const empty = await freshMediaId(env.SECRET);
    must(await customer(person.id).media({ order: 'admit', id: empty, by: { kind: 'customer' } }));
    expect(await mine.does(image(`/media/${empty}`))).toBe('bad_media');
    const staffs = await given(person.id, { kind: 'staff', id: 'a_1' });
    expect(await mine.does(image(staffs.url))).toBe('bad_media');
    expect(await desk.does({ ...image(staffs.url), fence })).toBe('accepted');
    const own = await given(person.id);
    expect(await desk.does({ ...image(own.url), fence })).toBe('accepted');
    const told = await rows(person.id, `select count(*) as n from message where body like '%"image"%'`);
    expect(told[0]?.['n']).toBe(2);
  });
});

describe('U12 a file nobody carries', () => {
  it('U12 goes when its message is taken back, and can’t be said again', async () => {
    const { person, mine } = await served();
    const media = await given(person.id);
    expect(await mine.does(image(media.url))).toBe('accepted');
    const [row] = await rows(person.id, `select id from message where body like '%${media.id}%'`);
    expect(await isKept(media.id)).toBe(true);
    expect(await mine.act({ act: 'recall', message: row?.['id'] })).toBe('accepted');
    await until('the bytes are gone', async () => !(await isKept(media.id)));
    expect(await mine.does(image(media.url))).toBe('bad_media');
  });

  it('U12 stays while another message still shows it', async () => {
    const { person, mine, desk, fence } = await served();
    const media = await given(person.id);
    expect(await mine.does(image(media.url))).toBe('accepted');
    expect(await desk.does({ ...image(media.url), fence })).toBe('accepted');
    const [row] = await rows(person.id, `select id from message where body like '%${media.id}%' order by revision`);
    expect(await mine.act({ act: 'recall', message: row?.['id'] })).toBe('accepted');
    expect(await rows(person.id, `select 1 from letter where key = 'media:forget:${media.id}'`)).toEqual([]);
    expect(await isKept(media.id)).toBe(true);
  });

  it('U12 goes a week after it was given and never used; what was said stays', async () => {
    const person = freshPerson();
    const mine = new Hand(await openScreen(person.id, visitor(person.web), 'i1'));
    const [said, left] = [await given(person.id), await given(person.id)];
    expect(await mine.does(image(said.url))).toBe('accepted');
    vi.useFakeTimers({ now: Date.now() + MEDIA_UNUSED_MS - 60_000, toFake: ['Date'] });
    await runDurableObjectAlarm(stubOf(customer(person.id)));
    expect(await isKept(left.id)).toBe(true);
    vi.useFakeTimers({ now: Date.now() + 120_000, toFake: ['Date'] });
    await runDurableObjectAlarm(stubOf(customer(person.id)));
    vi.useRealTimers();
    await until('the bytes are gone', async () => !(await isKept(left.id)));
    expect(await isKept(said.id)).toBe(true);
  });
});

it('U13 a bare id in what a dialog gathered opens nobody else’s file', async () => {
  const person = freshPerson();
  const mine = new Hand(await openScreen(person.id, visitor(person.web), 'i1'));
  expect(await mine.say('你好')).toBe('accepted');
  const [own, stranger] = [await given(person.id), await given(freshPerson().id)];
  const photos = await runInDurableObject(stubOf(customer(person.id)), (_, state) => {
    const turn = Turn.of(person.id, storesOf(state.storage.sql), surroundingsOf(env), Date.now());
    const session = turn.sessions.open()?.id ?? '';
    const opens = (id: string, photo: string) => {
      const call = { id, session, fence: 1, language: 'zh', flow: 'f', kind: 'act' } as const;
      const opened = ticketFromFlow(
        turn,
        { ...call, action: 'ticket-complaint', slots: { what: '坏了', photo }, irreversible: true },
        'complaint',
      );
      return opened.ok ? turn.tickets.byKey(`call:${id}`)?.fields['photo'] : 'refused';
    };
    return [opens('q1', own.id), opens('q2', stranger.url), opens('q3', stranger.id)];
  });
  expect(photos).toEqual([[own.id], undefined, undefined]);
});
