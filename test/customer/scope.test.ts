/** Who sees what of a line that two people’s rows stand on: a tab of one address sees no more than before. */
import { evictDurableObject, runInDurableObject } from 'cloudflare:test';
import { beforeAll, describe, expect, it } from 'vitest';
import { steps } from '../../worker/customer/schema.ts';
import { migrate } from '../../worker/lib/migrate.ts';
import { stubOf } from '../stub.ts';
import { knowledgeable, openWorld } from '../world.ts';
import { customer, freshPerson, openScreen, rows, text, visitor, type Screen } from './rig.ts';

const send = (number: number, words: string) => ({ type: 'send', number, body: text(words) });

beforeAll(async () => {
  openWorld();
  await knowledgeable();
}, 70_000);

/** A line with a second tab, whose address came from somebody else’s line. */
async function shared() {
  const person = freshPerson();
  const other = { ...person.web, peer: `v_other_${person.id}` };
  const first = await openScreen(person.id, visitor(person.web, 'endpoint'), 'i1');
  first.say(send(1, '我的旧事'));
  await first.next('accepted');
  first.say({ type: 'act', number: 2, act: { act: 'close' } });
  await first.next('accepted', ({ number }) => number === 2);
  await customer(person.id).ticket(visitor(other, 'endpoint'));
  await runInDurableObject(stubOf(customer(person.id)), (_actor: unknown, { storage }: DurableObjectState) => {
    storage.sql.exec(`update endpoint set home = 'c_other' where peer = ?`, other.peer);
  });
  await evictDurableObject(stubOf(customer(person.id)));
  return { person, other };
}

/** Everything this screen was ever shown, as text. */
const shownTo = (screen: Screen) => JSON.stringify(screen.frames.filter(({ type }) => type !== 'welcome'));

describe('a line of two homes', { timeout: 60_000 }, () => {
  it('I28 shows a tab of one address nothing of the other home: no words, no encounter, no marks, by no page', async () => {
    const { person, other } = await shared();
    const mine = (await rows(person.id, `select id from endpoint where home = ''`))[0]?.id;
    const tab = await openScreen(person.id, visitor(other, 'endpoint'), 'i2');
    const { snapshot } = await tab.next('reset');
    expect(snapshot).toMatchObject({ messages: [], more: false, session: null, invite: null });
    tab.say({ type: 'history', request: 1, before: 1_000_000, limit: 50 });
    expect((await tab.next('page')).messages).toEqual([]);
    expect(shownTo(tab)).not.toContain(String(mine));
    expect(shownTo(tab)).not.toContain('会话已结束');
  });

  it('I28 what has no address is of the home where the encounter is; who is the whole person sees it all', async () => {
    const { person, other } = await shared();
    const [tab, old, whole] = [
      await openScreen(person.id, visitor(other, 'endpoint'), 'i2'),
      await openScreen(person.id, visitor(person.web, 'endpoint'), 'i3'),
      await openScreen(person.id, visitor(person.web, 'line'), 'i4'),
    ];
    tab.say(send(1, '另一个窗口的话'));
    await tab.next('event', ({ change }) => change.kind === 'session');
    tab.say({ type: 'act', number: 2, act: { act: 'close' } });
    const end = await tab.next('event', ({ change }) => change.kind === 'session' && change.session.state === 'closed');
    await whole.next('event', ({ revision }) => revision >= end.revision);
    expect(shownTo(tab)).toContain('会话已结束');
    expect(whole.texts()).toContain('另一个窗口的话');
    // The old tab has had its turn: it hears of its own words, and of them alone.
    old.say(send(1, '旧窗口的话'));
    await old.next('event', ({ change }) => change.kind === 'session');
    expect(old.texts()).toContain('旧窗口的话');
    expect(old.texts()).not.toContain('另一个窗口的话');
    expect(old.of('event').every(({ revision }) => revision > end.revision)).toBe(true);
    await whole.next('event', ({ change }) => change.kind === 'message' && change.message.body.kind === 'text');
    expect(shownTo(tab)).not.toContain('旧窗口的话');
    const back = await openScreen(person.id, visitor(other, 'endpoint'), 'i5');
    expect((await back.next('reset')).snapshot.session).toBeNull();
  });

  it('I28 an address and words from before there were homes are the line’s own', async () => {
    const person = freshPerson();
    await runInDurableObject(stubOf(customer(person.id)), (_actor: unknown, { storage }: DurableObjectState) => {
      const tables = storage.sql
        .exec<{ name: string }>(
          `select name from sqlite_master where type = 'table' and name not like 'sqlite%' and name not like '\\_cf%' escape '\\'`,
        )
        .toArray();
      for (const { name } of tables) storage.sql.exec(`drop table "${name}"`);
      migrate(
        storage,
        steps.slice(
          0,
          steps.findIndex(({ name }) => name === 'homes'),
        ),
      );
      storage.sql.exec(
        `insert into endpoint (id, channel, account, peer, position, last_inbound_at, window_left, window_ends_at, created_at)
         values ('e1', 'wechat', 'a', 'o1', 3, 5, 2, 9, 1)`,
      );
      migrate(storage, steps);
      expect(storage.sql.exec('select * from endpoint').toArray()).toEqual([
        {
          ...{ id: 'e1', channel: 'wechat', account: 'a', peer: 'o1', position: 3, last_inbound_at: 5, window_left: 2 },
          ...{
            window_ends_at: 9,
            blocked_code: null,
            blocked_detail: null,
            marketing_refused: 0,
            created_at: 1,
            heard_at: 0,
            counts: null,
            home: '',
          },
        },
      ]);
    });
  });
});
