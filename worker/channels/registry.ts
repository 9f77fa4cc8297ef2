/** From an account to its channel: the one place that knows which platforms there are. */
import type { Address } from '../../shared/actors.ts';
import type { CallAnswer } from '../../shared/call.ts';
import type { Body, Reason } from '../../shared/message.ts';
import type { Result } from '../../shared/refusal.ts';
import type { Account, PhoneAccount, SmsAccount } from './account.ts';
import type {
  Channel,
  Incoming,
  MediaFetched,
  MediaReference,
  Outgoing,
  Reading,
  Sent,
  SendTools,
  Summon,
  Told,
} from './channel.ts';
import { callCentre } from './phone/centre.ts';
import { twilioVoice } from './phone/twilio.ts';
import { aliyun } from './sms/aliyun.ts';
import { sendsCodes } from './sms/code.ts';
import { tencent } from './sms/tencent.ts';
import { twilio } from './sms/twilio.ts';
import { wechat } from './wechat/channel.ts';

/** A channel with its account: see `Channel` for what each does. */
export type Bound = {
  account: Account;
  /** Sends are counted by windows the person opens (see wechat/limits.ts). */
  counted: boolean;
  /** What is owed waits until a call asks for it: nothing is sent by itself. */
  pulled: boolean;
  read(incoming: Incoming, now: number): Promise<Result<Reading>>;
  send(outgoing: Outgoing, tools: SendTools): Promise<Sent>;
  summon(summon: Summon, tools: SendTools): Promise<Sent>;
  tell(told: Told, tools: SendTools): Promise<Sent>;
  refuses(body: Body): Reason | null;
  split(body: Body): Body[];
  carries(body: Body): boolean;
  fetchMedia(reference: MediaReference, tools: SendTools): Promise<MediaFetched>;
  /** What a call's hook is answered; null where the channel answers no calls. */
  speaks(answer: CallAnswer, hook: string): string | null;
  typing(peer: string, on: boolean, tools: SendTools): Promise<boolean>;
};

const noSms = {
  ok: false,
  fate: 'failed',
  reason: { code: 'unsupported_kind', detail: 'no SMS goes here' },
} as const;

function bind<Kind extends Account>(channel: Channel<Kind>, account: Kind, is: 'counted' | 'pulled' | '' = ''): Bound {
  return {
    account,
    counted: is === 'counted',
    pulled: is === 'pulled',
    read: (incoming, now) => channel.read(incoming, account, now),
    send: (outgoing, tools) => channel.send(outgoing, account, tools),
    summon: (summon, tools) => channel.summon?.(summon, account, tools) ?? Promise.resolve(noSms),
    tell: (told, tools) => channel.tell?.(told, account, tools) ?? Promise.resolve(noSms),
    refuses: (body) => channel.refuses(body, account),
    split: (body) => channel.split(body, account),
    carries: (body) => channel.carries(body, account),
    fetchMedia: (reference, tools) =>
      channel.fetchMedia?.(reference, account, tools) ??
      Promise.resolve({ ok: false, lasting: true, why: 'this channel holds no files' }),
    speaks: (answer, hook) => channel.speaks?.(answer, account, hook) ?? null,
    typing: (peer, on, tools) => channel.typing(peer, on, account, tools),
  };
}

/** The channel an account speaks; null for our own screens (web, APP, mini-program): the socket is their send. */
export function channelFor(account: Account): Bound | null {
  switch (account.channel) {
    case 'wechat':
      return bind(wechat, account, 'counted');
    case 'web':
    case 'app':
    case 'miniprogram':
      return null;
    case 'sms':
      return smsChannel(account);
    case 'phone':
      return phoneChannel(account);
  }
}

/** Whether messages of an account leave by calls of ours. */
export function callsOut(account: Account): boolean {
  const channel = channelFor(account);
  return channel !== null && !channel.pulled;
}

function phoneChannel(account: PhoneAccount): Bound {
  switch (account.provider) {
    case 'twilio':
      return bind(twilioVoice, account, 'pulled');
    case 'tccc':
    case 'aliyun':
      return bind(callCentre, account, 'pulled');
  }
}

function smsChannel(account: SmsAccount): Bound {
  switch (account.provider) {
    case 'aliyun':
      return bind(aliyun, account);
    case 'tencent':
      return bind(tencent, account);
    case 'twilio':
      return bind(twilio, account);
  }
}

/** The path of an account's hook; null for accounts that have none. */
export function hookPath(account: Account): string | null {
  switch (account.channel) {
    case 'wechat':
      return `/hooks/wechat/${account.id}`;
    case 'sms':
    case 'phone':
      return `/hooks/${account.channel}/${account.provider}/${account.id}`;
    case 'web':
    case 'app':
    case 'miniprogram':
      return null;
  }
}

/** The channel behind a hook's path, null when there is none. */
export function channelAtHook(accounts: readonly Account[], path: string): Bound | null {
  const account = accounts.find((each) => hookPath(each) === path);
  return account ? channelFor(account) : null;
}

/** The account behind an address, null when it is no longer configured. */
export function accountOf(accounts: readonly Account[], address: Pick<Address, 'channel' | 'account'>): Account | null {
  return accounts.find((each) => each.channel === address.channel && each.id === address.account) ?? null;
}

/** The first account that sends codes to this number's country; null when none does. */
export function codeAccountFor(accounts: readonly Account[], number: string): SmsAccount | null {
  return smsAccountFor(
    accounts.filter((one) => one.channel === 'sms' && sendsCodes(one)),
    number,
  );
}

/** The account that sends an SMS with a way back to this number; null where its country's has no such template. */
export function summonsAccountFor(accounts: readonly Account[], number: string): SmsAccount | null {
  const account = smsAccountFor(accounts, number);
  return account && (account.provider === 'twilio' || account.templates.back !== undefined) ? account : null;
}

/** The first account that sends SMS to this number's country; null when none does. */
export function smsAccountFor(accounts: readonly Account[], number: string): SmsAccount | null {
  for (const account of accounts) {
    if (account.channel === 'sms' && account.countries.some((code) => number.startsWith(`+${code}`))) return account;
  }
  return null;
}
