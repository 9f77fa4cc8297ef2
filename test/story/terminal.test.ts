/** A terminal many use, through the gateway's own doors: whose was what was said before somebody signs in. The silence is read from the line itself. */
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { openSession, statement } from '../hall/knock.ts';
import { knowledgeable, openWorld } from '../world.ts';
import { fresh, personOf, placeOf, say, whole } from './joins-rig.ts';
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
  const token = await statement(user);
  const signed = await openSession({ site: 'shop', token, visitor: visitor.visitor });
  return { signed, visitor, isOne: async () => (await placeOf(signed.token)) === (await placeOf(visitor.token)) };
}
describe('a sign-in on a terminal', () => {
  it('I9 takes in the talk before it while nobody was silent for over three minutes', async () => {
    const { signed, isOne } = await atTerminal([0, 2], 4);
    expect(await isOne()).toBe(true);
    expect(await whole(signed.token)).toMatch(/我从前问过的.*第 0 分钟说的.*第 2 分钟说的/u);
  });

  it('I9 after a silence before it they see nothing of what was said there; colleagues are told that they may be one', async () => {
    const agent = await AgentDesk.signIn(fresh('ag'), '林小夏');
    const { signed, isOne } = await atTerminal([0], 4);
    expect(await isOne()).toBe(false);
    const hints = await agent.reads(`/staff/v1/line/${await personOf(signed.token)}/alike`);
    expect(JSON.stringify(hints)).toContain('以前在同一个浏览器上咨询过');
    expect(await whole(signed.token)).not.toContain('分钟说的');
  });

  it('I9 a silence within the talk is one as well: somebody else may have stepped up', async () => {
    const { signed, isOne } = await atTerminal([0, 5], 6);
    expect(await isOne()).toBe(false);
    expect(await whole(signed.token)).not.toContain('分钟说的');
  });
});
