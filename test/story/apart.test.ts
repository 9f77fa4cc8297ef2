/** What a colleague took apart, whatever is proven afterwards. */
import { beforeAll, describe, expect, it } from 'vitest';
import { openSession, statement } from '../hall/knock.ts';
import { knowledgeable, openWorld, until } from '../world.ts';
import { fresh, personOf, placeOf, say, signInOwning, whole } from './joins-rig.ts';
import { AgentDesk } from './rig.ts';

beforeAll(async () => {
  openWorld();
  await knowledgeable();
}, 70_000);

describe('taken apart', () => {
  it('I39 what a colleague took apart no proof joins again by itself', async () => {
    const user = fresh('u-apart');
    const agent = await AgentDesk.signIn(fresh('ag'), '林小夏');
    await say((await openSession({ site: 'shop', token: await statement(user) })).token, '用户的话');
    const visitor = await openSession({ site: 'shop' });
    await say(visitor.token, '游客的话');
    const [mine, theirs] = [
      await personOf((await openSession({ site: 'shop', token: await statement(user) })).token),
      await personOf(visitor.token),
    ];
    const signIn = async () => signInOwning(user, visitor.visitor);
    const signed = await signIn();
    expect(await placeOf(signed.token)).toBe(await placeOf(visitor.token));
    expect(await agent.asks(`/staff/v1/line/${mine}/alike`, { other: theirs, say: 'apart' })).toEqual({ ok: true });
    await until('two again', async () => (await placeOf(signed.token)) !== (await placeOf(visitor.token)));
    const again = await signIn();
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(await placeOf(again.token)).not.toBe(await placeOf(visitor.token));
    expect(await whole(again.token)).not.toContain('游客的话');
  });

  it('I39 nor once one of the two stands in a third one’s line', async () => {
    const user = fresh('u-third');
    const agent = await AgentDesk.signIn(fresh('ag'), '林小夏');
    const third = await openSession({ site: 'shop' });
    await say(third.token, '第三个人的话');
    const signed = await openSession({ site: 'shop', token: await statement(user) });
    await say(signed.token, '用户的话');
    const visitor = await openSession({ site: 'shop' });
    await say(visitor.token, '游客的话');
    const signIn = async (before: string | null) => signInOwning(user, before);
    await signIn(visitor.visitor);
    const theirs = await personOf(visitor.token);
    const at = await personOf((await signIn(null)).token);
    expect(await placeOf(visitor.token)).toBe(await placeOf(signed.token));
    expect(await agent.asks(`/staff/v1/line/${at}/alike`, { other: theirs, say: 'apart' })).toEqual({ ok: true });
    await until('two again', async () => (await placeOf(signed.token)) !== (await placeOf(visitor.token)));
    // The user goes into the older line of the third.
    await signIn(third.visitor);
    const now = async () => personOf((await signIn(null)).token);
    await until('known as the third', async () => (await now()) === (await personOf(third.token)), 60_000);
    await signIn(visitor.visitor);
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(await placeOf(signed.token)).not.toBe(await placeOf(visitor.token));
    expect(await whole(signed.token)).not.toContain('游客的话');
  }, 90_000);
});
