/** While a customer waits for a person: the robot answers in between by their own yes alone, and their wait is untouched. */
import { env } from 'cloudflare:workers';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Address } from '../../shared/actors.ts';
import { must } from '../results.ts';
import { knowledgeable, openWorld, until } from '../world.ts';
import { numberOf, told } from './reading.ts';
import { customer, freshPerson, rows, said } from './rig.ts';

let version = 100;
async function presence(duty: 'busy' | 'offline'): Promise<void> {
  version += 1;
  const agent = { id: 'a_mean', name: '陈晨' };
  must(await env.DESK.getByName('main').presence({ agent, duty, connected: duty === 'busy', version }));
}

beforeAll(async () => {
  openWorld();
  await knowledgeable();
}, 70_000);
afterEach(() => presence('offline'));

type Told = { text: string; options?: { id: string; label: string }[]; entry: string | null };

/** What the robot said after the words of the hand-over. */
async function robotSince(id: string, revision: number): Promise<Told[]> {
  const found = await rows(
    id,
    `select body, source from message where speaker like '%robot%' and revision > ${revision} order by revision`,
  );
  return found.map((row) => {
    const body = JSON.parse(String(row.body)) as Omit<Told, 'entry'>;
    const source = row.source === null ? null : (JSON.parse(String(row.source)) as { entry: string });
    return { ...body, entry: source?.entry ?? null };
  });
}

/** Somebody who waits, in line or with a message left, and has been told so. */
async function waiting(state: 'queued' | 'left-message', of: 'web' | 'wechat' = 'web') {
  if (state === 'queued') await presence('busy');
  const person = freshPerson();
  const address: Address = person[of];
  let count = 0;
  const hear = async (words: string, option?: string) => {
    count += 1;
    const hearing = said(address, `k${count}`, words);
    const heard = option ? { ...hearing.heard, body: { kind: 'text', text: words, option } } : hearing.heard;
    must(await customer(person.id).hear({ ...hearing, heard } as typeof hearing));
  };
  await hear('转人工');
  await told(person.id, /编号 \d{4}-\d{6}/u, 5_000);
  const wait = `select state, fence, version, waiting_since from session`;
  const before = await until('the place', async () => (await rows(person.id, wait)).find((row) => row.state === state));
  const [last] = await rows(person.id, 'select max(revision) as revision from message');
  const since = () => robotSince(person.id, Number(last?.revision));
  const untouched = async () => expect((await rows(person.id, wait))[0]).toEqual(before);
  return { person, hear, since, untouched };
}

describe('G17 while waiting for a person', () => {
  it.each(['queued', 'left-message'] as const)(
    'G17 5.2.3 %s: what the robot surely knows is offered once, shown by a yes alone, and the place stays',
    async (state) => {
      const { hear, since, untouched } = await waiting(state);
      await hear('在吗');
      expect(await since()).toEqual([]);
      await hear('怎么申请退款');
      const [offer, ...more] = await since();
      expect(more).toEqual([]);
      expect(offer?.text).toMatch(/在等候的同时，可以先让机器人回答：.*退款.*要看吗/u);
      expect(offer?.options?.map(({ id }) => id)).toEqual(['meanwhile-yes', 'meanwhile-no']);
      expect(offer?.entry).toBeNull();
      await untouched();
      await hear('看机器人的回答', 'meanwhile-yes');
      await hear('忘记登录密码要怎么弄');
      await hear('量子色动力学的渐近自由怎么证明');
      const [, first, second, ...rest] = await since();
      expect(first).toMatchObject({ entry: 'refund-steps', text: expect.stringContaining('继续为您等人工客服') });
      expect(second).toMatchObject({ entry: 'password-forgot', text: expect.stringMatching(/^机器人先回答/u) });
      expect(first?.options).toBeUndefined();
      expect(rest).toEqual([]);
      await untouched();
    },
  );

  it('G17 5.2.3 a no, other words or silence show nothing, and nobody is asked twice; “机器人” is a yes at any time', async () => {
    const { hear, since, untouched } = await waiting('left-message');
    await hear('怎么申请退款');
    await hear('不用');
    await hear('忘记登录密码要怎么弄');
    await hear('好的');
    expect((await since()).map(({ entry }) => entry)).toEqual([null]);
    await hear('先让机器人回答');
    expect((await since()).map(({ entry }) => entry)).toEqual([null, 'password-forgot']);
    await untouched();
  });

  it('G17 without a question before, “robot” opens the robot’s ear; a wish for a person, danger and secrets stay a person’s', async () => {
    const { hear, since, untouched } = await waiting('left-message');
    await hear('机器人');
    expect((await since()).map(({ text }) => text)).toEqual([expect.stringContaining('请直接说您的问题')]);
    for (const words of ['转人工', '家里着火了怎么办', '我的密码是 abc12345，怎么申请退款']) await hear(words);
    expect(await since()).toHaveLength(1);
    await untouched();
  });

  it('G17 where sends are counted one offer is all, and who refused the robot is offered none', async () => {
    const { hear, since } = await waiting('left-message', 'wechat');
    for (const words of ['怎么申请退款', '忘记登录密码要怎么弄', '怎么申请退款']) await hear(words);
    expect(await since()).toHaveLength(1);
    const person = freshPerson();
    must(await customer(person.id).hear(said(person.web, 'k1', '我不要机器人')));
    await told(person.id, /编号/u, 5_000);
    const [last] = await rows(person.id, 'select max(revision) as revision from message');
    must(await customer(person.id).hear(said(person.web, 'k2', '怎么申请退款')));
    expect(await robotSince(person.id, Number(last?.revision))).toEqual([]);
  });

  it('G17 L6 while an agent holds the floor the robot says nothing, also not to “机器人” after a yes', async () => {
    const { person, hear, since } = await waiting('left-message');
    await hear('机器人');
    const [session] = await rows(person.id, 'select id from session');
    const agent = { id: 'a_1', name: '林小夏' };
    must(await customer(person.id).assigned({ session: String(session?.id), agent, turn: 900 }));
    const before = await since();
    for (const words of ['怎么申请退款', '机器人']) await hear(words);
    await hear('看机器人的回答', 'meanwhile-yes');
    expect(await since()).toEqual(before);
    must(await customer(person.id).waiting({ session: String(session?.id), turn: 901, state: 'queued' }));
    await hear('怎么申请退款');
    expect((await since()).at(-1)?.text).toContain('要看吗');
  });
});

describe('G4 from a message left into the line', () => {
  it('G4 5.1.1 who left a message is told their place once, as at the hand-over, when colleagues are back', async () => {
    const { person, since } = await waiting('left-message');
    await presence('busy');
    const words = await told(person.id, /客服已上线，正在为您转接人工客服/u, 5_000);
    expect(words).toMatch(/前面还有 \d+ 位|无法预计/u);
    expect(words).toContain(await numberOf(person.id));
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(await since()).toHaveLength(1);
  });
});
