import type { SmsAccount } from '../config.ts';
import type { Land } from '../world/land.ts';
import { randomHex } from '../world/digest.ts';
import { isOptOut } from './text.ts';

/** A person's reply on its way to the gateway. */
export interface Reply {
  sms: number;
  sequence: string;
  optOut?: 'STOP' | 'START' | 'HELP';
}

const STOP = ['STOP', 'UNSUBSCRIBE', 'END', 'QUIT', 'STOPALL', 'REVOKE', 'OPTOUT', 'CANCEL'];
const START = ['START', 'YES', 'UNSTOP'];
const HELP = ['HELP', 'INFO'];

/** Twilio's reading of a whole message as a keyword. */
export function keyword(text: string): Reply['optOut'] {
  const word = text.trim().toUpperCase();
  if (STOP.includes(word)) return 'STOP';
  if (START.includes(word)) return 'START';
  return HELP.includes(word) ? 'HELP' : undefined;
}

/** The account that owns a number; a longer number is an extension (SmsUpExtendCode, ExtendCode) of it. */
export const ownerOf = (accounts: SmsAccount[], number: string): SmsAccount | undefined =>
  accounts.find((each) => each.number === number) ??
  accounts.find(
    (each) =>
      each.provider !== 'twilio' &&
      number.startsWith(each.number) &&
      /^\d{1,8}$/.test(number.slice(each.number.length)),
  );

const REPLY_MS = 200;
const TENCENT_HEARS_MS = 72 * 3600_000;

function stopAtCarrier(
  land: Land,
  account: SmsAccount,
  phone: string,
  number: string,
  text: string,
  now: number,
): Reply['optOut'] {
  if (account.provider !== 'twilio') {
    if (isOptOut(text)) land.sms.stop(account.id, phone, true);
    return undefined;
  }
  const word = keyword(text);
  if (word === undefined) return undefined;
  if (word !== 'HELP') land.sms.stop(account.id, phone, word === 'STOP');
  const answer = {
    STOP: 'You have successfully been unsubscribed. You will not receive any more messages from this number. Reply START to resubscribe.',
    START:
      'You have successfully been re-subscribed to messages from this number. Reply HELP for help. Reply STOP to unsubscribe.',
    HELP: 'Reply STOP to unsubscribe. Msg&Data Rates May Apply.',
  }[word];
  land.sms.add({
    account: account.id,
    phone,
    number,
    direction: 'to person',
    text: answer,
    at: now,
    batch: `SM${randomHex(16)}`,
    ownId: '',
    template: '',
    status: 'delivered',
  });
  return word;
}

/** A person sends an SMS. Returns why it goes nowhere, or plans its way to the gateway. */
export function sendFromPerson(
  land: Land,
  phone: string,
  number: string,
  text: string,
  now: number,
): { ok: true; id: number } | { ok: false; code: string } {
  if (text.trim() === '' || text.length > 1600) return { ok: false, code: 'bad_text' };
  const account = ownerOf(land.smsAccounts(), number);
  if (!account) return { ok: false, code: 'no_such_number' };
  const id = land.sms.add({
    account: account.id,
    phone,
    number,
    direction: 'from person',
    text,
    at: now,
    batch: '',
    ownId: '',
    template: '',
    status: 'received',
  });
  const optOut = stopAtCarrier(land, account, phone, number, text, now);
  const heard =
    account.provider !== 'tencent' || land.sms.sent(account.id, phone, now - TENCENT_HEARS_MS, now + 1).length > 0;
  const fault = land.diary.strike('sms.reply');
  if (heard) {
    const payload: Reply = { sms: id, sequence: String(10_000_000 + id), ...(optOut ? { optOut } : {}) };
    for (let round = 0; round <= (fault.duplicate ?? 0); round += 1) {
      land.calendar.plan('reply', account.id, phone, payload, now + REPLY_MS + (fault.delayMs ?? 0) + round * 300);
    }
  } else {
    land.diary.note(
      'sms.reply',
      { account: account.id, dropped: 'nothing was sent to this number within 72 hours' },
      now,
    );
  }
  const person = land.personByPhone(phone);
  if (person) land.diary.ring(person.id, 'sms');
  return { ok: true, id };
}
