/** Two persons who turn out to be one, under test: what their tables say, and a move carried through or cut off. */
import { runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import type { Hearing } from '../../shared/actors.ts';
import type { Letter, Rank } from '../../shared/merge.ts';
import type { Body } from '../../shared/message.ts';
import { merged, moving } from '../../worker/customer/merge/tables.ts';
import { must } from '../results.ts';
import { stubOf } from '../stub.ts';
import { until } from '../world.ts';
import { customer, freshPerson, rows, said } from './rig.ts';

export type Somebody = ReturnType<typeof freshPerson>;

/** Somebody who said these things, one after the other. */
export async function speaker(...words: string[]): Promise<Somebody> {
  const person = freshPerson();
  for (const [at, one] of words.entries())
    must(await customer(person.id).hear(said(person.wechat, `${person.id}-${at}`, one)));
  return person;
}

export async function rankOf(person: Somebody): Promise<Rank> {
  const { rank } = await customer(person.id).merge({ order: 'rank' });
  if (!rank) throw new Error(`${person.id} was never met`);
  return rank;
}

let decisions = 0;

/** Decides at the one that they are one, or that the other is somebody else after all. */
export async function decide(at: Somebody, kind: 'merge' | 'unmerge', other: Somebody): Promise<void> {
  decisions += 1;
  const wish = { kind, other: await rankOf(other), key: `d${decisions}` };
  await customer(at.id).merge({ order: 'decide', wish });
}

/** Whether the machine rests: no move under way, no letter of it owed but to the index of addresses, which may take its time. */
export async function rests({ id }: Somebody): Promise<boolean> {
  const moving = await rows(
    id,
    `select 1 from letter where kind = 'merge' and lane <> 'merge:directory' union all
     select 1 from merge_state where body ->> '$.outgoing' is not null or body ->> '$.incoming' is not null
     or json_array_length(body, '$.wishes') > 0`,
  );
  return moving.length === 0;
}

/** Lets the clock ring until nothing moves any more. */
export async function atRest(...persons: Somebody[]): Promise<void> {
  await until(
    'the move is over',
    async () => {
      for (const { id } of persons) await runDurableObjectAlarm(stubOf(customer(id)));
      const all = await Promise.all(persons.map(rests));
      return all.every(Boolean) || null;
    },
    30_000,
  );
}

/** Tells it somebody's line and follows where it went, as the hall does; answers where it was taken. */
export async function tells(person: Somebody, hearing: Hearing): Promise<string> {
  return (await taken(person, hearing)).at;
}

/** The same, with what the hook's answer carries back to who said it. */
export async function taken(person: Somebody, hearing: Hearing): Promise<{ at: string; passive: Body | null }> {
  let id = person.id;
  for (let tries = 0; tries < 300; tries += 1) {
    const answer = await customer(id)
      .hear(hearing)
      .catch(() => null);
    if (answer?.ok === true) return { at: id, passive: answer.passive };
    if (answer && 'moved' in answer) id = String(answer.moved);
    else await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error('nobody took it');
}

export const run = (person: Somebody, sql: string) =>
  runInDurableObject(stubOf(customer(person.id)), (_: unknown, { storage }: DurableObjectState) => {
    storage.sql.exec(sql);
  });

/** Every letter of the machine a line ever wrote, where its tables were told to keep them. */
export async function lettersOf({ id }: Somebody): Promise<{ to: string; letter: Letter }[]> {
  return (await rows(id, 'select body from sent')).map(
    ({ body }) => JSON.parse(String(body)) as { to: string; letter: Letter },
  );
}

/** Columns that count or name what a line gives anew. */
const anew: Record<string, readonly string[]> = {
  person: ['epoch', 'company_read'],
  card: ['revision'],
  message: ['revision', 'status', 'reason'],
  change: ['revision', 'body'],
  mark: ['received', 'read'],
  session: ['version', 'fence', 'turn'],
};
/** One that ended by a merge stands again, and says so to the desk. */
const WITHOUT_AGAIN = `json_remove(service, '$.again')`;
/** Of a ticket, each move gives anew whose line it stands in, and makes it newer. */
const WITHOUT_PLACE = `json_remove(body, '$.customer', '$.revision', '$.version')`;
const also: Record<string, string> = { ticket: `, ${WITHOUT_PLACE} as body`, session: `, ${WITHOUT_AGAIN} as service` };

/** All rows that move, in one form: apart from revisions the same before and after. */
export async function dump(person: Somebody): Promise<Record<string, string[]>> {
  const names = [...merged, ...moving.flatMap(([table, { both }]) => (both ? [] : [table]))];
  return runInDurableObject(stubOf(customer(person.id)), (_: unknown, { storage }: DurableObjectState) => {
    const whole: Record<string, string[]> = {};
    for (const name of names) {
      if (['letter', 'quarantine', 'report', 'change'].includes(name)) continue;
      const numbered = moving.find(([table]) => table === name)?.[1].numbered;
      whole[name] = storage.sql
        .exec(`select *${also[name] ?? ''} from ${name}`)
        .toArray()
        .map((row) => Object.entries(row).filter(([column]) => column !== numbered && !anew[name]?.includes(column)))
        .map((row) => JSON.stringify(row))
        .sort();
    }
    return whole;
  });
}
