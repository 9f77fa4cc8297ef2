/** People who name orders, and what identity made of it. */
import { env } from 'cloudflare:workers';
import { configOf } from '../../worker/config.ts';
import { orderKey } from '../../worker/identity/keys.ts';
import { bucketOfPerson, bucketPort } from '../../worker/identity/port.ts';
import { customer, freshPerson, rows, said } from '../customer/rig.ts';
import { must } from '../results.ts';
import { until } from '../world.ts';

let count = 0;
export const stamp = String(Date.now()).slice(-8);
/** An order nobody named yet. */
export const fresh = () => `YX77${stamp}${String((count += 1)).padStart(3, '0')}`;

export type Person = ReturnType<typeof freshPerson>;
let heard = 0;
export const says = async ({ id, web }: Person, words: string) =>
  must(await customer(id).hear(said(web, `n-${(heard += 1)}`, words)));
export async function who(...words: string[]): Promise<Person> {
  const person = freshPerson();
  for (const one of words) await says(person, one);
  return person;
}
export const hints = (person: Person) => env.IDENTITY.getByName(bucketOfPerson(person.id)).requests(person.id);
export const left = ({ id }: Person) => rows(id, `select key from letter where lane = 'identity'`);
/** Everything it had to tell identity is told. */
export const told = (person: Person) => until('the letter', async () => (await left(person)).length === 0 || null);
export const holder = async (number: string) => {
  const port = bucketPort((name) => env.IDENTITY.getByName(name));
  return port.find((await orderKey(configOf(env).secret, number)).hash);
};
export const named = (number: string) => `我的订单号是 ${number}，到哪了`;
