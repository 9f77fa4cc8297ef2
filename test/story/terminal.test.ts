/** A terminal many use, through the gateway's own doors: whose was what was said before somebody signs in. */
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { openSession, statement } from '../hall/knock.ts';
import { knowledgeable, openWorld } from '../world.ts';
import { fresh, ownWords, personOf, placeOf, say, whole } from './joins-rig.ts';
import { AgentDesk } from './rig.ts';

beforeAll(async () => {
  openWorld();
  await knowledgeable();
}, 70_000);
afterEach(() => {
  vi.useRealTimers();
});

const MINUTE = 60_000;
const later = (ms: number) => {
  vi.useFakeTimers({ toFake: ['Date'] });
  vi.setSystemTime(Date.now() + ms);
};

/** Somebody speaks at the terminal at each of these minutes, then a user who has a line signs in there. */
async function atTerminal(spoken: readonly number[], signsIn: number) {
  const user = fresh('u-terminal');
  await say((await openSession({ site: 'shop', token: await statement(user) })).token, '我从前问过的');
  const visitor = await openSession({ site: 'shop' });
  let at = 0;
  for (const minute of spoken) {
    later((minute - at) * MINUTE);
    at = minute;
    await say(visitor.token, `第 ${minute} 分钟说的`);
  }
  later((signsIn - at) * MINUTE);
  const again = async () => openSession({ site: 'shop', token: await statement(user), visitor: visitor.visitor });
  const signed = await again();
  return {
    signed,
    visitor,
    again,
    isOne: async () => (await placeOf(signed.token)) === (await placeOf(visitor.token)),
  };
}
describe('a sign-in on a terminal', () => {
  it('I80 what was said there before is seen by nobody but the browser until who signed in says that it was them; colleagues are told', async () => {
    const agent = await AgentDesk.signIn(fresh('ag'), '林小夏');
    const { signed, isOne } = await atTerminal([0, 0, 1, 2, 2], 2);
    expect(await isOne()).toBe(false);
    const hints = await agent.reads(`/staff/v1/line/${await personOf(signed.token)}/alike`);
    expect(JSON.stringify(hints)).toContain('登录前在同一个浏览器上说过的话');
    expect(await whole(signed.token)).not.toContain('分钟说的');
    const [question] = await ownWords(signed.token);
    expect(question).toMatchObject({ common: 'device', number: null, proof: 'given' });
    expect(question?.said).toEqual(['第 0 分钟说的', '第 0 分钟说的', '…', '第 2 分钟说的', '第 2 分钟说的']);
    expect(await isOne()).toBe(true);
    expect(await whole(signed.token)).toMatch(/我从前问过的.*第 0 分钟说的.*第 2 分钟说的/u);
    const records = await agent.reads(`/staff/v1/line/${await personOf(signed.token)}/alike`);
    expect(JSON.stringify(records)).toContain('登录前的话是自己说的');
  });

  it('I80 who says no is never joined with that browser’s words, however often they sign in there', async () => {
    const { signed, again, isOne } = await atTerminal([0], 1);
    expect(await ownWords(signed.token, 'no')).toHaveLength(1);
    expect(await ownWords((await again()).token)).toEqual([]);
    expect(await isOne()).toBe(false);
  });

  it('I80 once more is said there, or a number is proven, a word is not enough', async () => {
    const { signed, visitor, isOne } = await atTerminal([0], 1);
    later(MINUTE);
    await say(visitor.token, '下一位客户说的');
    expect(await ownWords(signed.token)).toEqual([]);
    expect(await isOne()).toBe(false);
  });
});
