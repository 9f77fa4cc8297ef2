/** Everything kept of a person, for the person. */
import { runInDurableObject } from 'cloudflare:test';
import { beforeAll, describe, expect, it } from 'vitest';
import type { OwnOrder, OwnOutcome } from '../../shared/own-calls.ts';
import type { Result } from '../../shared/refusal.ts';
import { must } from '../results.ts';
import { stubOf } from '../stub.ts';
import { knowledgeable, openWorld } from '../world.ts';
import { customer, visitor } from './rig.ts';
import { closingIs, served } from './served.ts';
import { opens } from './ticket-rig.ts';

beforeAll(async () => {
  openWorld();
  await knowledgeable();
}, 70_000);

const asked = (id: string, order: OwnOrder) => customer(id).own(order);
const notice = {
  ...{ key: 'n1', kind: 'refund' as const, title: { zh: '退款已受理', en: 'Refund accepted' } },
  ...{ text: { zh: '', en: '' }, facts: [], opens: null },
};

/** So many words on the line at once, as if they had been said. */
async function many(id: string, count: number): Promise<void> {
  await runInDurableObject(stubOf(customer(id)), (_: unknown, state: DurableObjectState) => {
    const head = Number(state.storage.sql.exec('select max(revision) as head from change').one()['head']);
    for (let at = 0; at < count; at += 1) {
      state.storage.sql.exec(
        `insert into message (id, revision, endpoint, channel, position, direction, speaker, body, at, session, status)
         select ?, ?, endpoint, channel, 0, 'in', '{"kind":"customer"}', ?, at, session, status from message limit 1`,
        ...[`m_many${at}`, head + 1 + at, JSON.stringify({ kind: 'text', text: `第 ${at} 句` })],
      );
    }
  });
}

describe('their data', () => {
  it('V26 comes whole in parts, without what colleagues noted among themselves', async () => {
    await closingIs({});
    const { person, mine, desk, fence } = await served();
    await mine.say('第一句');
    await desk.say('内部：老客户', { note: true });
    await desk.say('收到', { fence });
    must(await asked(person.id, { order: 'notify', notice }));
    await opens(person.id);
    await many(person.id, 310);
    let part: Extract<OwnOrder, { order: 'data' }>['part'] = null;
    const words: string[] = [];
    let head: object | undefined;
    let notices = 0;
    for (let parts = 0; parts < 20; parts += 1) {
      const got: Result<OwnOutcome> = await asked(person.id, { order: 'data', viewer: visitor(person.web), part });
      if (!got.ok) throw new Error(got.code);
      if (!('data' in got)) throw new Error('no data');
      head ??= got.data.head;
      for (const one of got.data.messages ?? []) if (one.body.kind === 'text') words.push(one.body.text);
      notices += got.data.notices?.length ?? 0;
      part = got.next;
      if (part === null) break;
    }
    expect(part).toBeNull();
    expect(words.join()).toContain('第一句');
    expect(words.filter((one) => one.startsWith('第 '))).toEqual(Array.from({ length: 310 }, (_, at) => `第 ${at} 句`));
    expect(words.join()).not.toContain('老客户');
    expect(head).toMatchObject({
      person: { id: person.id },
      addresses: [{ address: person.web.peer }],
      tickets: [{ title: '咨询发票' }],
    });
    expect(notices).toBe(2);
    const viewer = visitor(person.web, 'endpoint');
    expect(await asked(person.id, { order: 'data', viewer, part: null })).toMatchObject({ code: 'not_allowed' });
  });
});

describe('查找聊天记录', () => {
  it('N55 finds every one of the words in the whole history, newest first, page by page, without notes and what was taken back', async () => {
    await closingIs({});
    const { person, mine, desk } = await served();
    await mine.say('请问 ＩＮＶＯＩＣＥ 发票怎么开');
    await desk.say('内部：发票找财务', { note: true });
    await many(person.id, 2_300);
    const viewer = visitor(person.web);
    const look = async (words: string, before: number | null = null) => {
      const got: Result<OwnOutcome> = await asked(person.id, { order: 'search', viewer, words, before });
      if (!got.ok || !('found' in got)) throw new Error('no answer');
      return { before: got.before, texts: got.found.map(({ text }) => text) };
    };
    const texts: string[] = [];
    let stretches = 0;
    for (let before: number | null | undefined; before !== null; stretches += 1) {
      const page = await look('发票 invoice', before ?? null);
      texts.push(...page.texts);
      before = page.before;
    }
    expect(stretches).toBe(2);
    expect(texts).toEqual(['请问 ＩＮＶＯＩＣＥ 发票怎么开']);
    const first = await look('第 句');
    expect(first.texts).toHaveLength(20);
    expect(first.texts[0]).toBe('第 2299 句');
    expect((await look('第 句', first.before)).texts[0]).toBe('第 2279 句');
    expect((await look('财务')).texts).toEqual([]);
    expect(
      await asked(person.id, { order: 'search', viewer: visitor(person.web, 'endpoint'), words: '发票', before: null }),
    ).toMatchObject({ code: 'not_allowed' });
  });
});
