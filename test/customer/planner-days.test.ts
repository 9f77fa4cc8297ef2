/** Seeded days of one person against the running line: WeChat counts by its published table, and remembers what it was given. */
import { describe, expect, it } from 'vitest';
import { must } from '../results.ts';
import { until } from '../world.ts';
import { Dice } from '../weather/dice.ts';
import { atNoon, given, held, later, looksAfter, MINUTE, of, platform, type Person } from './planner-rig.ts';
import { customer, freshPerson, rows, said } from './rig.ts';

looksAfter();

const HOUR = 60 * MINUTE;
const ACTS = 24;

/** WeChat's side of one conversation: five messages within 48 hours of each of theirs. */
class Counted {
  readonly refused: number[] = [];
  #left = 0;
  #endsAt = 0;

  heard(): void {
    this.#left = 5;
    this.#endsAt = Date.now() + 48 * HOUR;
  }

  take(): number {
    const code = Date.now() > this.#endsAt ? 45_015 : this.#left === 0 ? 45_047 : 0;
    if (code === 0) this.#left -= 1;
    else this.refused.push(code);
    return code;
  }
}

/** Seconds pass until nothing is due on a platform any more. */
async function settled(person: Person): Promise<void> {
  await until('nothing is due any more', async () => {
    await later(person, 1_000);
    const due = `select 1 from letter where kind = 'send' and state in ('owed', 'flying') and due_at <= ${Date.now()}`;
    return (await rows(person.id, due)).length === 0;
  });
}

describe('C55 random days on the running line', () => {
  it.each([1, 2, 3, 4, 5, 6])(
    'C55 day %i meets no 45015 and no 45047, says nothing twice, and tells why of the rest',
    async (seed) => {
      const dice = new Dice(seed);
      const person = freshPerson();
      const wechat = new Counted();
      let heard = 0;
      let spoken = 0;
      const due: string[] = [];
      wechat.heard();
      let { says } = await held(person, person.sms, person.web, person.wechat);
      platform.wechat = () => wechat.take();
      wechat.heard();
      await atNoon(person);
      for (let act = 0; act < ACTS; act += 1) {
        const roll = dice.below(100);
        if (roll < 25) {
          const address = dice.one([person.wechat, person.wechat, person.web, person.sms]);
          heard += 1;
          must(await customer(person.id).hear(said(address, `d${heard}-${person.id}`, `问题${heard}`)));
          if (address.channel === 'wechat') wechat.heard();
        } else if (roll < 75) {
          for (let words = 1 + dice.below(3); words > 0; words -= 1) {
            spoken += 1;
            const word = `答复〔${seed}·${spoken}〕`;
            const answer = await says(word);
            if (answer === 'accepted') due.push(word);
            else if (answer !== 'window_closed') {
              // The encounter ended by itself meanwhile: they write again.
              heard += 1;
              must(await customer(person.id).hear(said(person.wechat, `d${heard}-${person.id}`, '转人工')));
              wechat.heard();
              await settled(person);
              ({ says } = await given(person));
            }
          }
        } else await later(person, dice.one([MINUTE, 5 * MINUTE, 31 * MINUTE, 3 * HOUR, 20 * HOUR]));
        await settled(person);
      }
      for (let look = 0; look < 4; look += 1) {
        await later(person, 31 * MINUTE);
        await settled(person);
      }
      expect(wechat.refused).toEqual([]);
      expect(due.length).toBeGreaterThan(5);
      const told = of('wechat').flatMap(({ words }) => words.split('\n'));
      expect(told.filter((word, at) => word.startsWith('答复') && told.indexOf(word) !== at)).toEqual([]);
      const kept = await rows(
        person.id,
        // What stands on a screen is read once they write there.
        `select body, status, reason, exists (select 1 from message later where later.direction = 'in'
           and later.endpoint = message.endpoint and later.revision > message.revision) as answered, endpoint.channel as channel
         from message join endpoint on endpoint.id = message.endpoint where body like '%答复〔%'`,
      );
      expect(kept.map(({ body }) => due.find((word) => String(body).includes(word))).filter(Boolean)).toHaveLength(
        due.length,
      );
      const silent = kept.filter(
        ({ status, reason, channel, answered }) =>
          !['sent', 'delivered', 'read'].includes(String(status)) &&
          reason === null &&
          !(channel === 'web' && answered === 1),
      );
      expect(silent).toEqual([]);
    },
  );
});
