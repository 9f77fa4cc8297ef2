import type { SmsAccount } from '../config.ts';
import type { Land } from '../world/land.ts';
import { roll } from '../world/digest.ts';

/** One accepted message on its way to one phone. */
export interface Outgoing {
  phone: string;
  number: string;
  text: string;
  batch: string;
  ownId: string;
  template: string;
  segments: number;
  now: number;
}

/** What a report will say. */
export interface Report {
  sms: number;
  status: string;
  segments: number;
}

/** How long a report takes in fair weather. */
const REPORT_MS = 1200;

/**
 * When which reports leave. Fair: one. In weather (a seed) they come late, twice, or `sent` after `delivered`. Pure: the dice
 * depend on the seed and the words only.
 */
export function planReports(
  provider: SmsAccount['provider'],
  about: string,
  seed: number | undefined,
  status: string,
): { afterMs: number; status: string }[] {
  const last = provider === 'twilio' && status === 'delivered' ? ['sent', 'delivered'] : [status];
  const fair = last.map((each, index) => ({
    afterMs: REPORT_MS * (index + 1) * (provider === 'twilio' ? 0.6 : 1),
    status: each,
  }));
  if (seed === undefined) return fair;
  const dice = (what: string): number => roll(seed, about, what);
  const late = fair.map((each, index) => ({
    ...each,
    afterMs: Math.round(each.afterMs + dice(`late ${index}`) * 5000),
  }));
  const twice = dice('twice') < 0.35 ? late.map((each) => ({ ...each, afterMs: each.afterMs + 400 })) : [];
  return [...late, ...twice];
}

/** Hands an accepted message to the phone and plans its reports. Numbers ending in 0000 are dead: their report is a failure. */
export function dispatch(land: Land, account: SmsAccount, out: Outgoing): void {
  const { phone, number, text, batch, ownId, template, now } = out;
  const fault = land.diary.strike('sms.report');
  const dead = phone.endsWith('0000');
  const status = fault.code ?? (dead ? (account.provider === 'twilio' ? '30003' : 'MK:0001') : 'delivered');
  const reaches = status === 'delivered';
  const id = land.sms.add({
    account: account.id,
    phone,
    number,
    direction: 'to person',
    text,
    at: now,
    batch,
    ownId,
    template,
    status: reaches ? 'sent' : 'lost',
  });
  const person = land.personByPhone(phone);
  if (person && reaches) land.diary.ring(person.id, 'sms');
  const seed = land.diary.strike('weather').seed;
  const reports = planReports(account.provider, `${account.id} ${phone} ${id}`, seed, status);
  const times = 1 + (fault.duplicate ?? 0);
  for (let round = 0; round < times; round += 1) {
    for (const report of reports) {
      const payload: Report = { sms: id, status: report.status, segments: out.segments };
      land.calendar.plan(
        'report',
        account.id,
        phone,
        payload,
        now + report.afterMs + (fault.delayMs ?? 0) + round * 300,
      );
    }
  }
}
