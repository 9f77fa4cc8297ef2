/** A phone proven by a code (短信验证码): asked for and entered over HTTPS. Nothing here says whether a number is anybody's. */
import { codeProof, codeRequest } from '../../shared/own-api.ts';
import { refuse } from '../../shared/refusal.ts';
import { answered, refused } from './answers.ts';
import { count } from './counting.ts';
import { egressOf } from '../channels/egress.ts';
import { codeAccountFor } from '../channels/registry.ts';
import { sendCode } from '../channels/sms/code.ts';
import { e164 } from '../channels/sms/number.ts';
import { A_DAY, freshCode, rangeOf } from '../codes/policy.ts';
import { configOf } from '../config.ts';
import { leaseKey, sealed } from '../identity/keys.ts';
import { placeOf } from '../staff/attempts.ts';
import { bearer } from './customers.ts';
import type { Asked } from './door.ts';
import { networkAddress, readJson } from './intake.ts';
import { askerOf, codesOf, linkProven } from './proven.ts';
import { settingsNow } from '../settings/shelf.ts';
import { isOff } from '../../shared/settings/switches.ts';

const random = () => crypto.getRandomValues(new Uint32Array(1))[0] ?? 0;

/** By what an asking is counted, all of it as keyed hashes. `range`: what the address shares with its neighbours; empty, none. */
export async function countedBy(context: Asked, range: string): Promise<{ range: string; place: string }> {
  const { secret } = configOf(context.env);
  return {
    range: range === '' ? '' : await sealed(secret, 'range', range),
    place: await sealed(secret, 'place', placeOf(networkAddress(context.req.raw))),
  };
}

const sealOf = (secret: string, subject: string, asker: string, code: string) =>
  sealed(secret, 'code', subject, asker, code);

/** A code goes to the number, within every budget. The answer is the same whoever has it, or nobody. */
export async function askCode(context: Asked): Promise<Response> {
  const who = await bearer(context);
  if (!who.ok) return refused(who);
  const read = await readJson(context.req.raw, codeRequest);
  if (!read.ok) return refused(read);
  const { phone, language } = read.value;
  const number = e164(phone, '86');
  if (number === null) return refused(refuse('bad_request', 'phone: a mobile number'));
  const config = configOf(context.env);
  const account = codeAccountFor(config.accounts, number);
  if (!account) return refused(refuse('no_account', 'No account sends codes to this country.'));
  if (isOff(settingsNow(context.env).switches, 'channel', Date.now(), account.id))
    return refused(refuse('unavailable'));
  const subject = (await leaseKey(config.secret, 'phone', number)).hash;
  const asker = await askerOf(context, who.claims);
  const code = freshCode(random);
  const codes = codesOf(context);
  const asked = await codes.ask({
    ...{ subject, asker, ...(await countedBy(context, rangeOf(number))) },
    stranger: who.claims.scope !== 'line',
    seal: await sealOf(config.secret, subject, asker, code),
    aDay: account.codesADay ?? A_DAY,
  });
  if (!asked.ok) return refused(asked);
  const { id, expiresAt, waitMs } = asked;
  const nonce = () => crypto.randomUUID().replaceAll('-', '');
  const tools = { call: egressOf(config), now: Date.now(), nonce };
  const sent = await sendCode(account, { id, number, code, language }, tools);
  // What may have gone out counts, and is waited for; what certainly did not is free to be asked again.
  if (sent.ok || sent.fate === 'unknown') {
    count(context, 'code', account.id);
    return answered({ ok: true, expiresAt, waitMs });
  }
  await codes.unsent(id);
  return refused(refuse('unavailable', 'The carrier did not take the code; try again later.'));
}

/** The code is entered: right, it proves the number as WeChat's button does. */
export async function enterCode(context: Asked): Promise<Response> {
  const who = await bearer(context);
  if (!who.ok) return refused(who);
  const read = await readJson(context.req.raw, codeProof);
  if (!read.ok) return refused(read);
  const number = e164(read.value.phone, '86');
  if (number === null) return refused(refuse('bad_request', 'phone: a mobile number'));
  const { secret } = configOf(context.env);
  const subject = (await leaseKey(secret, 'phone', number)).hash;
  const asker = await askerOf(context, who.claims);
  const { place } = await countedBy(context, '');
  const seal = await sealOf(secret, subject, asker, read.value.code);
  const entered = await codesOf(context).enter({ subject, asker, place, seal });
  return entered.ok ? linkProven(context, who.claims, number, 'code') : refused(entered);
}
