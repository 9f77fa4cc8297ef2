/** By which way a campaign that is killed reaches its people: how they agree, and how what each of them got is counted where it arrives. */
import * as v from 'valibot';
import { offersAnswer } from '../shared/campaign/api.ts';
import type { Cast } from './campaign-cast.ts';

const AT_ONCE = 8;

export type Way = {
  /** Who lives in the simulated world, where not the demo's people. */
  world?: readonly object[];
  agree(cast: Cast): Promise<void>;
  /** Of each, how many offers arrived. */
  count(cast: Cast): Promise<{ got: number }[]>;
};

async function inParts<Value>(many: number, one: (at: number) => Promise<Value>): Promise<Value[]> {
  const found: Value[] = [];
  for (let from = 0; from < many; from += AT_ONCE) {
    const some = Array.from({ length: Math.min(AT_ONCE, many - from) }, (_, at) => one(from + at));
    found.push(...(await Promise.all(some)));
  }
  return found;
}

/** On the website: what stands among their offers. One campaign is one row of a line, so that this counts who was forgotten alone. */
export function byApp(people: number): Way {
  let tokens: string[] = [];
  return {
    async agree(cast) {
      tokens = await inParts(people, (at) => cast.agreeing(`u-kill-${at}`));
    },
    count: (cast) =>
      inParts(people, async (at) => {
        const { body } = await cast.ask('/v1/me/offers', { token: tokens[at] ?? '' });
        return { got: v.parse(offersAnswer, body).offers.length };
      }),
  };
}

/** The carrier's number that takes replies, of the demo. */
const NUMBER = '10690001';
const inbox = v.object({ messages: v.array(v.looseObject({ direction: v.string(), text: v.string() })) });

/** By SMS: they agree by a word to the carrier's number, and what their telephone got is counted. */
export function bySms(people: number): Way {
  const world = Array.from({ length: people }, (_, at) => ({
    ...{ id: `k${at}`, name: `客${at}`, userId: `u-kill-${at}`, orders: [] },
    phone: `+86137${String(10_000_000 + at)}`,
  }));
  return {
    world,
    async agree(cast) {
      await inParts(people, (at) =>
        cast.ask(`/sandbox/people/k${at}/sms`, { value: { to: NUMBER, text: '恢复订阅' } }),
      );
    },
    count: (cast) =>
      inParts(people, async (at) => {
        const { messages } = v.parse(inbox, (await cast.ask(`/sandbox/people/k${at}/inbox`)).body);
        return { got: messages.filter(({ text }) => text.includes('拒收请回复R')).length };
      }),
  };
}
