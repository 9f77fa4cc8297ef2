/** Orders that are said aloud, asked for by a dialog, or listed by the company's hook: hints like those that are typed. */
import { env } from 'cloudflare:workers';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import sandbox from '../../sandbox/index.ts';
import type { Body } from '../../shared/message.ts';
import { freshMediaId } from '../../worker/channels/media-key.ts';
import { customer, freshPerson, openScreen, said, visitor } from '../customer/rig.ts';
import { must } from '../results.ts';
import { Caller } from '../story/caller.ts';
import { knowledgeable, openWorld, until } from '../world.ts';
import { fresh, hints, holder, left, named, says, stamp, told, who, type Person } from './orders-rig.ts';

beforeAll(async () => {
  openWorld();
  await knowledgeable();
}, 70_000);
beforeEach(() => openWorld());

/** One frame of sound. */
const amr = new Uint8Array([...new TextEncoder().encode('#!AMR\n'), 0x04, ...Array.from({ length: 12 }, () => 0)]);
/** Each letter and digit by itself, as a machine that listens writes them. */
const spelled = (number: string) => [...number].join(' ');
async function signedIn(userId: string): Promise<Person> {
  const person = freshPerson();
  const known = visitor(person.web);
  if (known.kind === 'customer') known.facts = { userId, name: '林小满' };
  await openScreen(person.id, known, 'i1');
  return person;
}
const isHintedAt = async (one: Person, other: Person) =>
  expect(await hints(other)).toMatchObject([{ why: 'same_order', confirm: 'agent', other: one.id, evidence: 'typed' }]);

describe('I85 an order that is said aloud', () => {
  it('I85 in a voice message hints once its words are here, whoever heard them', async () => {
    const order = fresh();
    const one = await who(named(order));
    await told(one);
    openWorld({
      'world.test': async (request) => {
        const { pathname } = new URL(request.url);
        if (pathname.endsWith('/cgi-bin/media/get'))
          return new Response(amr, { headers: { 'content-type': 'audio/amr' } });
        if (!pathname.endsWith('/hook/transcribe')) return sandbox.fetch(request, env);
        return Response.json({ outcome: 'done', text: `我的订单号是${spelled(order)}` });
      },
    });
    const later = freshPerson();
    const body: Body = { kind: 'voice', mediaId: `V-${later.id}` };
    const hearing = said(later.wechat, `v-${later.id}`, '');
    const media = await freshMediaId(env.SECRET);
    must(await customer(later.id).hear({ ...hearing, heard: { ...hearing.heard, body }, media }));
    await until('the words', async () => (await hints(later)).length > 0 || null);
    await isHintedAt(one, later);
    const atOnce = freshPerson();
    const heard = { ...said(atOnce.wechat, `v-${atOnce.id}`, '').heard, body: { ...body, transcript: named(order) } };
    must(await customer(atOnce.id).hear({ heard }));
    await told(atOnce);
    await isHintedAt(one, atOnce);
  });

  it('I85 on the telephone, letter by letter; what the caller’s number is says nothing of orders', async () => {
    const order = fresh();
    const one = await who(named(order));
    await told(one);
    const caller = new Caller('chen');
    await caller.rings();
    await caller.says('你好');
    await caller.says(`我的订单号是 ${spelled(order)}`);
    await until('the hint', async () => (await hints(one)).length > 0 || null);
    expect(await hints(one)).toMatchObject([{ why: 'same_order', confirm: 'agent' }]);
    await caller.hangsUp();
  });

  it('I85 digits in words are digits, and a card’s stay a card’s', async () => {
    const order = `2026${stamp}`;
    const one = await who(`订单号是 ${order}`);
    await told(one);
    const aloud = [...order].map((digit) => '零一二三四五六七八九'[Number(digit)]).join('');
    const other = await who(`订单号是${aloud}`);
    await told(other);
    await isHintedAt(one, other);
    const careless = await who('卡号四一一一一一一一一一一一一一一一');
    expect(await left(careless)).toEqual([]);
  });
});

describe('I86 an order of a form or a list', () => {
  it('I86 picked from one’s own list, or typed, where an APP’s form asks for it', async () => {
    const [picked, typed] = [fresh(), fresh()];
    const one = await who(named(picked), named(typed));
    await told(one);
    const other = freshPerson();
    const app = { ...other.web, channel: 'app' } as const;
    must(await customer(other.id).hear(said(app, `a-${other.id}`, '我的快递到哪了')));
    const { heard } = said(app, `b-${other.id}`, '');
    const order = { no: picked, stateText: '运输中', items: [] };
    must(await customer(other.id).hear({ heard: { ...heard, body: { kind: 'order', text: picked, order } } }));
    must(await customer(other.id).hear(said(app, `c-${other.id}`, typed)));
    await told(other);
    expect(await hints(other)).toMatchObject([{ why: 'same_order', other: one.id, times: 2 }]);
  });

  it('I86 in the list of a signed-in user it is theirs by the company’s word, and whoever typed it is hinted at', async () => {
    const person = await signedIn('u1001');
    const stranger = await who('你好');
    const listed = (must(await customer(person.id).orders(false)).orders[0]?.order.no ?? '').toUpperCase();
    await told(person);
    expect(await holder(listed)).toMatchObject({ person: person.id, source: 'company' });
    await says(stranger, named(listed));
    await told(stranger);
    expect(await hints(person)).toMatchObject([{ why: 'same_order', confirm: 'agent', other: stranger.id }]);
    expect(must(await customer(person.id).orders(false)).known).toBe(true);
    expect(await left(person)).toEqual([]);
  });
});
