import type { Account, Env, Person, Setup, SmsAccount, WebAccount, WechatAccount } from '../config.ts';
import { readSetup } from '../config.ts';
import { ShopBook } from '../shop/book.ts';
import { CallBook } from '../call/book.ts';
import { SmsBook } from '../sms/book.ts';
import { WechatBook } from '../wechat/book.ts';
import { openidOf } from '../wechat/identity.ts';
import { Calendar } from './calendar.ts';
import { Diary, type Fault } from './diary.ts';

/** Everything a rule of the world may touch: what is set up, and what is remembered. */
export class Land {
  readonly setup: Setup;
  readonly diary: Diary;
  readonly calendar: Calendar;
  readonly wechat: WechatBook;
  readonly sms: SmsBook;
  readonly calls: CallBook;
  readonly shop: ShopBook;
  readonly #storage: DurableObjectStorage;

  constructor(storage: DurableObjectStorage, env: Env) {
    this.#storage = storage;
    this.setup = readSetup(env);
    this.diary = new Diary(storage.sql);
    this.calendar = new Calendar(storage);
    this.wechat = new WechatBook(storage.sql, this.calendar);
    this.sms = new SmsBook(storage.sql);
    this.calls = new CallBook(storage.sql);
    this.shop = new ShopBook(storage.sql);
  }

  /** Runs a decision and its rows as one. */
  together<Result>(work: () => Result): Result {
    return this.#storage.transactionSync(work);
  }

  person(id: string): Person | undefined {
    return this.setup.people.find((each) => each.id === id);
  }

  personByPhone(phone: string): Person | undefined {
    return this.setup.people.find((each) => each.phone === phone);
  }

  personByOpenid(appid: string, openid: string): Person | undefined {
    return this.setup.people.find((each) => openidOf(appid, each.id) === openid);
  }

  account<Kind extends Account['channel']>(channel: Kind, id: string): Extract<Account, { channel: Kind }> | undefined {
    return this.setup.accounts.find(
      (each): each is Extract<Account, { channel: Kind }> => each.channel === channel && each.id === id,
    );
  }

  /** The shop's own site, when none is named. */
  firstSite(): WebAccount | undefined {
    return this.setup.accounts.find((each): each is WebAccount => each.channel === 'web');
  }

  wechatByAppid(appid: string): WechatAccount | undefined {
    return this.setup.accounts.find((each): each is WechatAccount => each.channel === 'wechat' && each.appid === appid);
  }

  smsAccounts(): SmsAccount[] {
    return this.setup.accounts.filter((each): each is SmsAccount => each.channel === 'sms');
  }

  /** Is the caller refused by address? Switch `caller`: `{refuse: true}`, or `{refuse: true, code: 'wechat'}` for one only. */
  refusesCaller(who: 'wechat' | 'aliyun' | 'tencent'): boolean {
    const fault = this.diary.strike('caller');
    return fault.refuse === true && (fault.code === undefined || fault.code === who);
  }
}

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Answers after the fault's will: the deed is done, but the answer is slow, or never comes (a 504 ends it after `slowMs`). */
export async function answerBy(fault: Fault, answer: Response): Promise<Response> {
  if (fault.slowMs || fault.lost) await wait(fault.slowMs ?? 20_000);
  return fault.lost ? new Response('upstream gave up', { status: 504 }) : answer;
}
