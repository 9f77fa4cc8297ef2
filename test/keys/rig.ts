/** The company's backend under test: keys of its own, and what it asks by them. */
import { env } from 'cloudflare:workers';
import type { Scope } from '../../shared/keys.ts';
import { freshPerson, customer, said } from '../customer/rig.ts';
import { knock } from '../hall/knock.ts';
import { must } from '../results.ts';
import { until } from '../world.ts';

export const keys = env.KEYS.getByName('main');
export const lead = { id: 'm_lead', name: '赵敏' };
let count = 0;

/** A key with these scopes. */
export async function keyWith(...scopes: Scope[]): Promise<{ id: string; secret: string }> {
  const made = must(await keys.make({ name: `键 ${(count += 1)}`, scopes, by: lead }));
  return { id: made.key.id, secret: made.secret };
}

export const bearing = (secret: string) => ({ authorization: `Bearer ${secret}` });

export function ask(path: string, secret: string, init: RequestInit = {}): Promise<Response> {
  return knock(path, { ...init, headers: { ...bearing(secret), ...Object.fromEntries(new Headers(init.headers)) } });
}

/** A POST under an Idempotency-Key; a fresh one where none is given. */
export function tell(path: string, secret: string, body: unknown, once: string = crypto.randomUUID()) {
  return ask(path, secret, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': once },
    body: JSON.stringify(body),
  });
}

/** A person who wrote these words on the website, known to the directory. */
export async function writer(...words: string[]) {
  const person = freshPerson();
  for (const [at, one] of words.entries()) {
    must(await customer(person.id).hear(said(person.web, `${person.id}-${at}`, one)));
  }
  await until('the directory', () => env.DIRECTORY.getByName('main').customer(person.id), 10_000);
  return person;
}
