/** Topics: told by lines, kept once, grouped by the alarm, forgotten, and who may read them. */
import { env } from 'cloudflare:workers';
import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import fc from 'fast-check';
import * as v from 'valibot';
import { beforeAll, describe, expect, it } from 'vitest';
import { dateOf } from '../../shared/calendar.ts';
import { topicAnswer, topicsAnswer, weeksAnswer, type Topics } from '../../shared/topics/api.ts';
import type { AskedIn, AskedQuestion } from '../../shared/topics/asked.ts';
import { dayAfter, mondayOf } from '../../shared/zone.ts';
import { customer, freshPerson, openScreen, visitor } from '../customer/rig.ts';
import { Hand } from '../customer/served.ts';
import { knock, post } from '../hall/knock.ts';
import { stubOf } from '../stub.ts';
import { knowledgeable, openWorld, until } from '../world.ts';

let actors = 0;
const fresh = () => env.TOPICS.getByName(`t-${(actors += 1)}`);
const week = { days: 28 };
const now = Date.now();

beforeAll(async () => {
  openWorld();
  await knowledgeable();
}, 70_000);

const question = (text: string, more: Partial<AskedQuestion> = {}): AskedQuestion => ({
  ...{ text, language: 'zh', fate: 'missed', entry: null, fault: false },
  ...more,
});
const asked = (session: string, texts: readonly string[], more: Partial<AskedIn> = {}): AskedIn => ({
  ...{ session, customer: `c_${session}`, number: `N-${session}`, revision: 1, openedAt: now, channel: 'web' },
  ...{ group: '', product: '', level: '', people: false, agentMs: 0, unsolved: false, upset: false },
  questions: texts.map((text) => question(text)),
  ...more,
});
const filter = ['净水器滤芯怎么更换', '滤芯多久更换一次', '更换滤芯要关水吗', '净水器的滤芯在哪里买'];
const invoice = ['电子发票在哪下载', '怎么下载电子发票', '发票抬头怎么改', '电子发票抬头写错了'];
const letters = [...filter, ...invoice].map((text, at) => asked(`s${at}`, [text]));
const plain = ({ rows, ...rest }: Omit<Topics, 'ok' | 'minuteCost'>) => ({
  ...rest,
  rows: rows.map(({ name, sums, cause, needless }) => ({ name, sums, cause, needless })),
});

async function grouped(topics: ReturnType<typeof fresh>) {
  expect(await runDurableObjectAlarm(stubOf(topics))).toBe(true);
  return topics.view(week);
}

describe('the topics', () => {
  it('T105 keep the newest revision of each encounter once, however often and after a sleep; the alarm groups and names', async () => {
    const straight = fresh();
    await straight.tell(letters);
    expect((await straight.view(week)).rows).toEqual([]);
    expect((await straight.view(week)).loose).toBe(8);
    const wanted = await grouped(straight);
    expect(wanted.rows.map(({ sums }) => sums.sessions)).toEqual([4, 4]);
    expect(wanted.rows.map(({ name }) => name).join()).toMatch(/滤芯/u);
    expect(wanted.rows.map(({ name }) => name).join()).toMatch(/发票/u);
    expect(wanted).toMatchObject({ sessions: 8, loose: 0 });
    expect(
      wanted.rows.every(({ cause, needless, fresh: isNew }) => cause === 'missing' && needless === 4 && isNew),
    ).toBe(true);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom(...letters), { maxLength: 4 }), fc.boolean(), async (again, sleeps) => {
        const topics = fresh();
        await topics.tell(letters.slice(0, 5));
        if (sleeps) await evictDurableObject(stubOf(topics));
        for (const one of [...again, ...letters.slice(5), ...again]) await topics.tell([one]);
        const view = await grouped(topics);
        expect(plain(view).rows.map(({ sums }) => sums)).toEqual(plain(wanted).rows.map(({ sums }) => sums));
        expect(view.sessions).toBe(8);
      }),
      { numRuns: 6 },
    );
  });

  it('T105 what became of a question later stands, what came late does not', async () => {
    const topics = fresh();
    await topics.tell(letters);
    await grouped(topics);
    const later = { revision: 5, people: true, agentMs: 60_000 };
    await topics.tell([asked('s0', [filter[0] ?? ''], later)]);
    await topics.tell([asked('s0', [filter[0] ?? ''], { revision: 3 })]);
    const { rows } = await topics.view(week);
    const sums = rows.find(({ name }) => name.includes('滤芯'))?.sums;
    expect(sums).toMatchObject({ sessions: 4, people: 1, agentMs: 60_000 });
  });

  it('T105 a new question joins a topic at once, another waits; after a sleep too', async () => {
    const topics = fresh();
    await topics.tell(letters);
    await grouped(topics);
    await evictDurableObject(stubOf(topics));
    await topics.tell([asked('n1', ['请问净水器滤芯怎么更换']), asked('n2', ['你们老板是谁'])]);
    const { rows, loose } = await topics.view(week);
    expect(rows.map(({ sums }) => sums.sessions)).toEqual([5, 4]);
    expect(loose).toBe(1);
  });

  it('T109 an erased person’s questions go, and none of theirs is kept afterwards', async () => {
    const topics = fresh();
    await topics.tell(letters);
    await grouped(topics);
    await topics.forget({ customer: 'c_s0', sessions: ['s0'] });
    await topics.tell([asked('s0', [filter[0] ?? ''], { revision: 99 }), asked('s9', ['滤芯'], { customer: 'c_s0' })]);
    expect((await topics.view(week)).sessions).toBe(7);
    const left = await runInDurableObject(stubOf(topics), (_, state) =>
      state.storage.sql.exec(`select * from question where text = ?`, filter[0] ?? '').toArray(),
    );
    expect(left).toEqual([]);
  });

  it('T109 nor do names, typical questions and lists say what only they asked', async () => {
    const topics = fresh();
    const day = Date.parse(`${dayAfter(mondayOf(dateOf(now)), -4)}T10:00:00+08:00`);
    const theirs = filter.map((text, at) => asked(`s${at}`, [text], { customer: 'c_x', openedAt: day }));
    await topics.tell([...theirs, ...letters.slice(4)]);
    await grouped(topics);
    const stored = () =>
      runInDurableObject(stubOf(topics), (_, { storage: { sql } }) =>
        ['topic', 'week', 'question', 'encounter', 'counted']
          .flatMap((table) => sql.exec(`select * from ${table}`).toArray())
          .map((row) => JSON.stringify(row))
          .join('\n'),
      );
    expect(await stored()).toContain('滤芯');
    expect((await topics.weeks())[0]?.rows[0]?.name).toContain('滤芯');
    await topics.forget({ customer: 'c_x', sessions: theirs.map(({ session }) => session) });
    expect(await stored()).not.toContain('滤芯');
    const names = async () => (await topics.view(week)).rows.map(({ name }) => name).join();
    await until('what is left is grouped anew', async () => /发票/u.test(await names()), 9_000);
  });

  it('T109 questions older than three months go', async () => {
    const topics = fresh();
    await topics.tell([...letters, asked('old', ['滤芯怎么更换'], { openedAt: now - 100 * 86_400_000 })]);
    await grouped(topics);
    const days = await runInDurableObject(stubOf(topics), (_, state) =>
      state.storage.sql.exec('select distinct day from question').toArray(),
    );
    expect(days).toEqual([{ day: dateOf(now) }]);
  });

  it('T108 the week’s list is made once when it is over, and checked when the next is', async () => {
    const topics = fresh();
    const monday = mondayOf(dateOf(now));
    const at = (back: number) => Date.parse(`${dayAfter(monday, -back)}T10:00:00+08:00`);
    const two = filter.map((text, n) => asked(`w2-${n}`, [text], { openedAt: at(10) }));
    const one = asked('w1', [filter[1] ?? ''], { openedAt: at(4) });
    await topics.tell([
      ...letters.slice(4),
      ...two,
      { ...one, questions: [question(filter[1] ?? '', { fate: 'answered', entry: 'filter-change' })] },
    ]);
    await grouped(topics);
    // As it stood a week ago.
    await runInDurableObject(stubOf(topics), (_, state) => {
      const [topic] = state.storage.sql.exec<{ id: string }>(`select id from topic where name like '%滤芯%'`).toArray();
      const row = { topic: topic?.id, name: 'n', language: 'zh', typical: 't', cause: 'missing', entry: null };
      const list = {
        week: dayAfter(monday, -14),
        rows: [{ ...row, sessions: 4, needless: 4, agentMs: 0, after: null }],
      };
      state.storage.sql.exec('insert into week (monday, body) values (?, ?)', list.week, JSON.stringify(list));
    });
    await topics.tell([asked('today', ['一句别的话'])]);
    await grouped(topics);
    const [list] = await topics.weeks();
    expect(list).toMatchObject({ week: dayAfter(monday, -14) });
    expect(list?.rows[0]?.after).toEqual({ sessions: 1, needless: 0, answered: 'filter-change' });
  });

  it('T105 an encounter that ended tells what was asked in it, without personal data; what was only courtesy is nothing', async () => {
    const person = freshPerson();
    const mine = new Hand(await openScreen(person.id, visitor(person.web), 'i1'));
    await mine.say('怎么申请退货');
    await mine.say('谢谢');
    await mine.say('火星上的快递能送吗，我电话13800138000');
    await mine.act({ act: 'close' });
    const main = env.TOPICS.getByName('main');
    const told = () =>
      runInDurableObject(stubOf(main), (_, state) =>
        state.storage.sql
          .exec<{ text: string; fate: string; entry: string | null }>(
            `select text, fate, entry from question join encounter using (session) where body ->> '$.customer' = ? order by place`,
            person.id,
          )
          .toArray(),
      );
    const rows = await until('its questions', async () => ((await told()).length > 0 ? told() : null), 9_000);
    expect(rows.map(({ text }) => text)).toEqual(['怎么申请退货', '火星上的快递能送吗，我电话[号码]']);
    expect(rows[0]).toMatchObject({ fate: 'answered' });
    expect(rows[0]?.entry).not.toBeNull();
    await runInDurableObject(stubOf(main), (_, state) => state.storage.sql.exec('delete from encounter'));
    await runInDurableObject(stubOf(main), (_, state) => state.storage.sql.exec('delete from question'));
    await customer(person.id).retell();
    expect(await until('told anew', async () => ((await told()).length > 0 ? told() : null), 9_000)).toEqual(rows);
  }, 60_000);
});

describe('the operations', () => {
  const signed = async (role: 'editor' | 'agent' | 'lead' | 'marketer') => {
    const operator = { authorization: `Bearer ${env.OPERATOR_KEY}` };
    const made = await post('/operator/v1/member', { login: `t-${role}`, name: role, role }, operator, null);
    const { password } = v.parse(v.object({ password: v.string() }), await made.json());
    const entered = await post('/staff/v1/sign-in', { login: `t-${role}`, password });
    const cookie = (entered.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
    return (path: string) => knock(`/staff/v1/topics${path}`, { headers: { cookie } });
  };

  it('T110 leads and editors read topics, editors without whose they are; agents and marketers do not', async () => {
    const main = env.TOPICS.getByName('main');
    await main.tell(letters);
    await runDurableObjectAlarm(stubOf(main));
    const [lead, editor] = [await signed('lead'), await signed('editor')];
    const { rows, minuteCost } = v.parse(topicsAnswer, await (await lead('?days=7&level=-')).json());
    expect(rows.length).toBeGreaterThanOrEqual(2);
    expect(minuteCost).toBe(0);
    const id = rows.find(({ name }) => name.includes('滤芯'))?.id ?? '';
    const examples = async (who: typeof lead) => v.parse(topicAnswer, await (await who(`/${id}`)).json()).examples;
    expect((await examples(lead)).map((one) => one.session)).toContain('s0');
    expect(
      (await examples(editor)).every(({ customer: whose, session, number }) => whose + session + number === ''),
    ).toBe(true);
    expect(v.parse(weeksAnswer, await (await editor('/weeks')).json()).weeks).toEqual([]);
    for (const role of ['agent', 'marketer'] as const) {
      const none = await signed(role);
      for (const path of ['', '/weeks', `/${id}`]) expect((await none(path)).status).toBe(403);
    }
    expect((await knock('/staff/v1/topics')).status).toBe(401);
    expect((await lead('/t_none')).status).toBe(404);
    for (const bad of ['?days=0', '?days=29', '?channel=x']) expect((await lead(bad)).status, bad).toBe(400);
  });
});
