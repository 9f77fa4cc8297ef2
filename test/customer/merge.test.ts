/** Two persons become one and part again, with real objects (docs/identity.md). */
import { abortAllDurableObjects, runDurableObjectAlarm } from 'cloudflare:test';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Card } from '../../worker/customer/person/card.ts';
import { must } from '../results.ts';
import { stubOf } from '../stub.ts';
import { knowledgeable, openWorld, until } from '../world.ts';
import { atRest, decide, dump, lettersOf, rankOf, run, speaker, tells } from './merge-rig.ts';
import { agent, customer, openScreen, rows, said, text, visitor } from './rig.ts';
import { tables } from '../../worker/customer/merge/tables.ts';

beforeAll(async () => {
  openWorld();
  await knowledgeable();
}, 70_000);

describe('tables', () => {
  it('I29 every table of the person is declared with what a move does with it', async () => {
    const person = await speaker('你好');
    const found = await rows(
      person.id,
      `select name from sqlite_master where type = 'table' and name not like 'sqlite\\_%' escape '\\' and name not like '\\_cf\\_%' escape '\\'`,
    );
    expect(found.map(({ name }) => String(name)).sort()).toEqual(Object.keys(tables).sort());
  });
});

describe('a merge', () => {
  it('I30 brings everything of the younger to the older, and each says where the other’s words are', async () => {
    const older = await speaker('退货地址在哪里', '谢谢');
    const younger = await speaker('发票怎么开', '我要人工');
    await until('both answers', async () => ((await dump(younger))['message'] ?? []).length > 3);
    await decide(older, 'merge', younger);
    await atRest(older, younger);
    const texts = await rows(
      older.id,
      `select body ->> '$.text' as words from message where direction = 'in' order by revision`,
    );
    expect(texts.map(({ words }) => words)).toEqual(['退货地址在哪里', '谢谢', '发票怎么开', '我要人工']);
    expect(await rows(younger.id, 'select count(*) as n from message')).toEqual([{ n: 0 }]);
    expect(await customer(younger.id).hear(said(younger.wechat, 'later', '在吗'))).toEqual({ moved: older.id });
    must(await customer(older.id).hear(said(younger.wechat, 'later', '在吗')));
    expect(await rows(older.id, `select count(*) as n from message where direction = 'in'`)).toEqual([{ n: 5 }]);
  }, 60_000);

  it('I61 words taken back that the directory doesn’t know of yet are taken back by the line they went to', async () => {
    const [older, younger] = [await speaker('甲'), await speaker('乙')];
    const later = Date.now() + 3_600_000;
    await run(
      younger,
      `insert into letter (lane, kind, key, body, state, due_at)
       values ('directory', 'directory', 'directory:gone:m_1', 'm_1', 'owed', ${later})`,
    );
    await decide(older, 'merge', younger);
    await atRest(older, younger);
    const owed = `select body from letter where key like 'directory:gone:%'`;
    expect(await rows(older.id, owed)).toEqual([{ body: 'm_1' }]);
    expect(await rows(younger.id, owed)).toEqual([]);
  }, 60_000);

  it('I31 is undone: both are as they were, but for what was said since', async () => {
    const older = await speaker('退货地址在哪里');
    const younger = await speaker('发票怎么开');
    const [mine, theirs] = [await dump(older), await dump(younger)];
    await decide(younger, 'merge', older);
    await atRest(older, younger);
    await decide(older, 'unmerge', younger);
    await atRest(older, younger);
    expect(await dump(older)).toEqual(mine);
    expect(await dump(younger)).toEqual(theirs);
  }, 60_000);
});

describe('what is one of two', () => {
  it('I31 I30 a name and a card made of two are taken back, also after what was changed since', async () => {
    const [older, younger] = [await speaker('甲'), await speaker('乙')];
    const by = { id: 'a_1', name: '林小夏' };
    const field = (value: string) => ({ by, at: 1, value });
    const none = { revision: 1, owner: null, level: null, block: null };
    const level = { by, at: 1, level: 'vip', reason: '老客户' };
    const [mine, theirs] = [
      { ...none, fields: { city: field('北京') }, tags: ['甲'] },
      { ...none, fields: { city: field('上海'), name: field('许知') }, tags: ['乙'], level },
    ];
    for (const [who, card] of [
      [older, mine],
      [younger, theirs],
    ] as const) {
      await run(who, `insert into card (only_row, revision, body) values (1, 1, '${JSON.stringify(card)}')`);
    }
    await run(younger, `update person set name = '许知', level = 'vip'`);
    await abortAllDurableObjects();
    const cardIn = async ({ id }: typeof older) => {
      const [row] = await rows(id, 'select name, person.level, body from person, card');
      const { revision: _, ...card } = JSON.parse(String(row?.['body'])) as Card;
      return { name: row?.['name'], level: row?.['level'], card };
    };
    const before = [await cardIn(older), await cardIn(younger)];
    await decide(older, 'merge', younger);
    await atRest(older, younger);
    expect(await cardIn(older)).toMatchObject({
      ...{ name: '许知', level: 'vip' },
      card: {
        fields: { city: { value: '北京' }, name: { value: '许知' } },
        tags: ['甲', '乙'],
        level: { level: 'vip' },
      },
    });
    const act = { act: 'tags' as const, tags: ['甲', '乙', '丙'] };
    must(await customer(older.id).person({ order: 'card', by, leads: false, revision: 2, act }));
    await decide(older, 'unmerge', younger);
    await atRest(older, younger);
    const [was, other] = before;
    expect(await cardIn(older)).toEqual({ ...was, card: { ...was?.card, tags: ['甲', '丙'] } });
    expect(await cardIn(younger)).toEqual(other);
  }, 60_000);
});

describe('many lines', () => {
  it('I30 C into B and B into A at once: all are in A, and each old line leads there', async () => {
    const [a, b, c] = [await speaker('甲'), await speaker('乙'), await speaker('丙')];
    await Promise.all([decide(b, 'merge', c), decide(a, 'merge', b)]);
    await atRest(a, b, c);
    const held = await rows(a.id, `select distinct home from endpoint order by home`);
    expect(held.map(({ home }) => home)).toEqual(['', ...[b.id, c.id].sort()]);
    for (const one of [b, c]) expect(await customer(one.id).ticket(agent())).toEqual({ moved: a.id });
    expect(await tells(c, said(c.wechat, 'c-later', '在吗'))).toBe(a.id);
    await decide(a, 'unmerge', c);
    await atRest(a, b, c);
    expect(await tells(a, said(c.wechat, 'c-last', '还在'))).toBe(c.id);
    const words = await rows(
      c.id,
      `select body ->> '$.text' as words from message where direction = 'in' order by revision`,
    );
    expect(words.map((one) => one['words'])).toEqual(['丙', '在吗', '还在']);
  }, 60_000);

  it('I27 late copies of every letter change nothing', async () => {
    const [older, younger] = [await speaker('甲'), await speaker('乙')];
    await run(younger, 'create table sent (body text not null)');
    await run(
      younger,
      `create trigger sending after insert on letter when new.kind = 'merge' begin insert into sent (body) values (new.body); end`,
    );
    for (const { id } of [older, younger])
      await until('what was said has left', async () => {
        await runDurableObjectAlarm(stubOf(customer(id)));
        return (await rows(id, `select 1 from letter where kind = 'send' and state <> 'dead'`)).length === 0 || null;
      });
    await decide(younger, 'merge', older);
    await atRest(older, younger);
    const before = await dump(older);
    const letters = await lettersOf(younger);
    expect(letters.map(({ letter }) => letter.kind)).toEqual(
      expect.arrayContaining(['prepare', 'chunk', 'commit', 'drained']),
    );
    for (const { to, letter } of letters) if (to === older.id) await customer(to).merge({ order: 'letter', letter });
    await atRest(older, younger);
    expect(await dump(older)).toEqual(before);
  }, 60_000);

  it('I21 two strong identities stay two, and both go on', async () => {
    const [older, younger] = [await speaker('甲'), await speaker('乙')];
    const mark = (hash: string) => ({ kind: 'user' as const, realm: '', hash });
    const giver = { ...(await rankOf(younger)) };
    const asked = {
      kind: 'prepare' as const,
      giver,
      number: 1,
      move: 'merge' as const,
      marks: [mark('u2')],
    };
    await run(
      older,
      `insert into merge_state (only_row, version, head, body) values (1, 1, 0, '${JSON.stringify({
        ...{
          self: await rankOf(older),
          epoch: 1,
          away: [],
          wishes: [],
          decided: [],
          moves: 0,
          outgoing: null,
          incoming: null,
        },
        ...{ settled: [], held: [{ home: older.id, hop: 0, within: null, marks: [mark('u1')] }] },
      })}')`,
    );
    await abortAllDurableObjects();
    const { answer } = await customer(older.id).merge({ order: 'letter', letter: asked });
    expect(answer).toEqual({ kind: 'refused', why: 'two_strong' });
    expect(await tells(older, said(older.wechat, 'o-1', '好'))).toBe(older.id);
  });

  it('I36 an erased person takes nobody in and goes nowhere', async () => {
    const [older, younger] = [await speaker('甲'), await speaker('乙')];
    const plan = must(await customer(older.id).own({ order: 'erasure-plan', viewer: visitor(older.wechat) }));
    const wish = { kind: 'merge' as const, other: await rankOf(older), key: 'gone' };
    if (!('plan' in plan)) throw new Error('no plan');
    must(
      await customer(older.id).own({
        order: 'erase',
        viewer: visitor(older.wechat),
        confirmation: plan.plan.confirmation,
      }),
    );
    await customer(younger.id).merge({ order: 'decide', wish });
    await atRest(younger);
    expect(await tells(younger, said(younger.wechat, 'y-1', '好'))).toBe(younger.id);
    expect(await customer(older.id).merge({ order: 'rank' })).toMatchObject({ rank: null });
  }, 60_000);
});

describe('screens', () => {
  it('I33 a screen that followed the younger goes on at the older without a reset, and sees none of its words', async () => {
    const [older, younger] = [await speaker('甲的秘密'), await speaker('乙')];
    const tab = await openScreen(younger.id, visitor(younger.web, 'endpoint'), 'tab-1');
    tab.say({ type: 'send', number: 1, body: text('退货地址在哪里') });
    await tab.next('accepted');
    const { epoch } = await tab.next('welcome');
    await tab.next('event', ({ change }) => change.kind === 'message' && change.message.direction === 'out');
    const revision = tab.of('event').at(-1)?.revision ?? 0;
    await decide(older, 'merge', younger);
    await atRest(older, younger);
    expect(tab.closed?.code).toBe(4003);
    const again = await openScreen(older.id, visitor(younger.web, 'endpoint'), 'tab-1', { epoch, revision });
    expect((await again.next('welcome')).accepted).toBe(1);
    again.say({ type: 'send', number: 2, body: text('发票怎么开') });
    await again.next('accepted');
    await again.next('event', ({ change }) => change.kind === 'message' && change.message.direction === 'out');
    expect(again.of('reset')).toEqual([]);
    const [first] = again.of('event');
    expect(first?.previous).toBe(revision);
    expect(first?.revision).toBeGreaterThan(revision);
    again.say({ type: 'history', request: 1, before: revision + 1, limit: 50 });
    const page = await again.next('page');
    expect(page.messages.length).toBeGreaterThan(0);
    expect(JSON.stringify(again.frames)).not.toContain('甲的秘密');
    expect(JSON.stringify(page.messages)).toContain('退货地址');
  }, 60_000);

  it('I60 who sees the whole person is told the whole line: a screen of the younger begins anew with it, at either side all words stand', async () => {
    const [older, younger] = [await speaker('甲的话'), await speaker('乙的话')];
    const signedIn = visitor(younger.web, 'line');
    const [tab, desk] = [
      await openScreen(younger.id, signedIn, 'tab-1'),
      await openScreen(younger.id, agent(), 'desk-1'),
    ];
    tab.say({ type: 'send', number: 1, body: text('退货地址在哪里') });
    await tab.next('accepted');
    const { epoch } = await tab.next('welcome');
    await tab.next('event', ({ change }) => change.kind === 'message' && change.message.direction === 'out');
    const revision = tab.of('event').at(-1)?.revision ?? 0;
    const olderTab = await openScreen(older.id, visitor(older.web, 'line'), 'tab-2');
    await decide(older, 'merge', younger);
    await atRest(older, younger);
    expect([tab, desk].map(({ closed }) => closed?.code)).toEqual([4003, 4003]);
    // The older one's screen was told what came; it never closed.
    await olderTab.next('event', ({ change }) => JSON.stringify(change).includes('退货地址'));
    expect(olderTab.closed).toBeNull();
    for (const [viewer, instance] of [
      [signedIn, 'tab-1'],
      [agent(), 'desk-1'],
    ] as const) {
      const again = await openScreen(older.id, viewer, instance, { epoch, revision });
      const { snapshot } = await again.next('reset');
      const words = JSON.stringify(snapshot.messages);
      expect(words).toMatch(/甲的话.*乙的话.*退货地址/u);
      // From then on it counts as everybody there does.
      const next = await openScreen(older.id, viewer, instance, {
        epoch: (await again.next('welcome')).epoch,
        revision: (await again.next('reset')).revision,
      });
      await next.next('welcome');
      expect(next.of('reset')).toEqual([]);
    }
  }, 60_000);

  it('I34 every answer goes to the address that asked', async () => {
    const [older, younger] = [await speaker('你好'), await speaker('你好')];
    await decide(older, 'merge', younger);
    await atRest(older, younger);
    for (const [who, words] of [
      [younger, '退货地址在哪里'],
      [older, '发票怎么开'],
      [younger, '退款多久到账'],
    ] as const) {
      await tells(younger, said(who.wechat, `${who.id}-${words}`, words));
      const [last] = await rows(
        older.id,
        `select endpoint.peer as peer from message join endpoint on endpoint.id = message.endpoint
        where direction = 'out' order by revision desc limit 1`,
      );
      expect(last?.['peer']).toBe(who.wechat.peer);
    }
  }, 60_000);
});
