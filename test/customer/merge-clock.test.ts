/** A line whose move waits keeps an alarm, whatever rings meanwhile. */
import { runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { beforeAll, describe, expect, it } from 'vitest';
import { stubOf } from '../stub.ts';
import { knowledgeable, openWorld, until } from '../world.ts';
import { atRest, decide, run, speaker } from './merge-rig.ts';
import { customer, rows } from './rig.ts';

beforeAll(async () => {
  openWorld();
  await knowledgeable();
}, 70_000);

describe('a move that waits', () => {
  it('I23 a sealed or given line whose letter must wait keeps an alarm, also when one rings too early', async () => {
    const [older, younger] = [await speaker('甲'), await speaker('乙')];
    await run(
      older,
      `create trigger crash before update on merge_state when old.body ->> '$.incoming' is not null
       and new.body ->> '$.incoming' is null begin select raise(abort, 'cut off'); end`,
    );
    await decide(younger, 'merge', older);
    await until(
      'the last letter waits',
      async () => {
        const [letter] = await rows(younger.id, `select tries, due_at from letter where key like '%:drained'`);
        return Number(letter?.['tries'] ?? 0) > 1 && Number(letter?.['due_at']) > Date.now() + 300 ? true : null;
      },
      30_000,
    );
    await runDurableObjectAlarm(stubOf(customer(younger.id)));
    const alarm = await runInDurableObject(
      stubOf(customer(younger.id)),
      (_: unknown, { storage }: DurableObjectState) => storage.getAlarm(),
    );
    expect(alarm).not.toBeNull();
    await run(older, 'drop trigger crash');
    await atRest(older, younger);
  }, 90_000);
});
