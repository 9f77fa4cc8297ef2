/** Reminders under test: what the company tells, somebody known by their phone alone, and the settings as a test wants them. */
import { env } from 'cloudflare:workers';
import { expect } from 'vitest';
import type { EventRequest } from '../../shared/reminders/api.ts';
import { demoReminders, type RemindersSettings } from '../../shared/settings/reminders.ts';
import { refreshSettings, SETTINGS } from '../../worker/settings/shelf.ts';
import { must } from '../results.ts';
import { until } from '../world.ts';
import { later, MINI, MINUTE, sent, type Person } from './planner-rig.ts';
import { customer, freshPerson, openScreen, rows, said, visitor } from './rig.ts';
import { Hand } from './served.ts';

export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
let keys = 0;
export const fresh = () => `k${(keys += 1)}`;
export const shipped = (order: string, key = fresh()): EventRequest => ({
  ...{ key, event: 'shipped' },
  values: { order, carrier: '顺丰速运', parcel: 'SF1468820013579' },
});
export const meets = (id: string, what: string, time: number | null, more: object = {}): EventRequest => ({
  ...{ key: fresh(), event: 'appointment', appointment: { id, time, what }, ...more },
});
export async function tells(person: Pick<Person, 'id'>, event: EventRequest) {
  const told = must(await customer(person.id).backend({ order: 'event', event }));
  if (!('event' in told)) throw new Error('no answer');
  return told.event;
}
export const refused = async (person: Person, event: EventRequest) => {
  const told = await customer(person.id).backend({ order: 'event', event });
  return told.ok ? 'taken' : [told.code, told.detail];
};
export const notices = async (person: Pick<Person, 'id'>) => {
  const found = await rows(person.id, 'select body, kind from notice order by number');
  return found.map(
    (row) => JSON.parse(String(row['body'])) as { title: { zh: string }; text: { zh: string }; facts: object[] },
  );
};
export const titles = async (person: Pick<Person, 'id'>) => (await notices(person)).map(({ title }) => title.zh);
export const mini = (person: Person) => visitor({ channel: 'miniprogram', account: MINI, peer: `o_${person.id}` });
export async function accepts(person: Person, template: string, times = 1): Promise<void> {
  const hand = new Hand(await openScreen(person.id, mini(person), `m-${fresh()}`));
  for (let at = 0; at < times; at += 1)
    expect(await hand.act({ act: 'subscribe', answers: [{ template, answer: 'accept' }] })).toBe('accepted');
  hand.screen.socket.close();
}
/** Somebody known by SMS alone, at noon. */
export async function byPhone(...words: string[]): Promise<Person> {
  const person = freshPerson();
  await noon(person);
  for (const one of ['你好', ...words]) must(await customer(person.id).hear(said(person.sms, fresh(), one)));
  await quiet(person);
  return person;
}
/** What went out that names this. */
export const naming = (mark: string) => sent.filter(({ words }) => words.includes(mark));
const quiet = (person: Person) =>
  until('nothing is owed', async () => {
    const found = await rows(person.id, `select 1 from letter where kind = 'send'`);
    if (found.length === 0) sent.length = 0;
    return found.length === 0;
  });
const noon = async (person: Person) => {
  const day = Math.floor((Date.now() + 8 * HOUR) / DAY) * DAY;
  await later(person, day + DAY + 4 * HOUR - Date.now());
};
let saved = 0;
export async function settingsAre(change: Partial<RemindersSettings>): Promise<void> {
  const actor = env.SETTINGS.getByName(SETTINGS);
  saved = (await actor.read('reminders'))?.revision ?? 0;
  const value = { ...demoReminders, ...change };
  must(await actor.write({ name: 'reminders', revision: saved, value, by: { id: 'm_lead', name: '赵敏' } }));
  await refreshSettings(env);
}
