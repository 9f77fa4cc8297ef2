import { isRecord, parseJson, textAt, wordAt } from './world/json.ts';
import { demoPeople } from './shop/people.ts';
import type { Order } from './shop/orders.ts';
import type { World } from './world/object.ts';

/** What the sandbox worker is given. GATEWAY is optional: a direct door to the gateway instead of the network. */
export interface Env {
  WORLD: DurableObjectNamespace<World>;
  GATEWAY_URL: string;
  ACCOUNTS: string;
  PEOPLE?: string;
  COMPANY?: string;
  GATEWAY?: Fetcher;
}

/** One entry of an official account's menu. */
export interface MenuEntry {
  name: string;
  kind:
    'click' | 'view' | 'miniprogram' | 'scancode_push' | 'scancode_waitmsg' | 'location_select' | 'pic_photo_or_album';
  key: string;
}

/** A bottom button of an official account: an entry, or a name over entries. */
export interface MenuButton {
  name: string;
  entry?: MenuEntry;
  entries?: MenuEntry[];
}

/** An official account or mini-program as it is set up in WeChat's console. */
export interface WechatAccount {
  channel: 'wechat';
  kind: 'official' | 'mini';
  id: string;
  name: string;
  appid: string;
  secret: string;
  token: string;
  encodingAesKey: string;
  mode: 'plain' | 'compatible' | 'encrypted';
  format: 'xml' | 'json';
  openPlatform?: string;
  menu?: MenuButton[];
  /** Subscription templates picked in the console: id → title and the keys it needs. Absent: any well-formed id. */
  subscribeTemplates?: Record<string, { title?: string; keys?: string[] }>;
}

/** An approved SMS template. */
export interface SmsTemplate {
  code: string;
  text: string;
  type?: 'verification' | 'notice' | 'marketing';
}

/** What the mainland carriers' accounts share. */
interface TemplatedSms {
  channel: 'sms';
  id: string;
  number: string;
  keyId: string;
  keySecret: string;
  signName: string;
  hookKey: string;
  templates: Record<string, SmsTemplate>;
  /** Tighter caps per number that a customer of the carrier may set. */
  limits?: { hour?: number; day?: number };
}

export type AliyunAccount = TemplatedSms & { provider: 'aliyun' };
export type TencentAccount = TemplatedSms & { provider: 'tencent'; sdkAppId: string; region: string };
export interface TwilioAccount {
  channel: 'sms';
  provider: 'twilio';
  id: string;
  number: string;
  accountSid: string;
  authToken: string;
}
/** A number at Twilio that people ring. */
export interface VoiceAccount {
  channel: 'phone';
  provider: 'twilio';
  id: string;
  name: string;
  number: string;
  accountSid: string;
  authToken: string;
}
export type SmsAccount = AliyunAccount | TencentAccount | TwilioAccount;
/** A site or an APP, whose server signs who its visitor is. */
interface Signing {
  id: string;
  name: string;
  jwtSecret: string;
  openPlatform?: string;
}
export interface WebAccount extends Signing {
  channel: 'web';
}
export interface AppAccount extends Signing {
  channel: 'app';
}
export type Account = WechatAccount | SmsAccount | WebAccount | AppAccount | VoiceAccount;

/** A person of the simulated world. */
export interface Person {
  id: string;
  name: string;
  phone: string;
  userId: string;
  /** Level in the shop's membership. */
  level?: string;
  orders: Order[];
}

/** Everything that is set up from outside, read once. */
export interface Setup {
  gatewayUrl: string;
  accounts: Account[];
  people: Person[];
  hookSecret: string;
}

function isAccount(value: unknown): value is Account {
  return (
    isRecord(value) &&
    typeof value.id === 'string' &&
    (['wechat', 'sms', 'web', 'app'].includes(String(value.channel)) ||
      (value.channel === 'phone' && value.provider === 'twilio'))
  );
}

function readPeople(text: string | undefined): Person[] {
  const given = parseJson(text ?? '');
  if (!Array.isArray(given) || given.length === 0) return demoPeople;
  return given.filter(isRecord).map((value) => {
    const id = wordAt(value, 'id');
    const known = demoPeople.find((person) => person.id === id);
    const orders = Array.isArray(value.orders) ? (value.orders as Order[]) : [];
    return {
      id,
      name: textAt(value, 'name') || (known?.name ?? id),
      phone: textAt(value, 'phone') || (known?.phone ?? ''),
      userId: wordAt(value, 'userId') || (known?.userId ?? id),
      ...(known?.level === undefined ? {} : { level: known.level }),
      orders: orders.length > 0 ? orders : (known?.orders ?? []),
    };
  });
}

/** Reads the environment. A part that cannot be read is empty; calls that need it are then refused by the rules. */
export function readSetup(env: Env): Setup {
  const accounts = parseJson(env.ACCOUNTS);
  const company = parseJson(env.COMPANY ?? '');
  return {
    gatewayUrl: env.GATEWAY_URL.replace(/\/+$/, ''),
    accounts: Array.isArray(accounts) ? accounts.filter(isAccount) : [],
    people: readPeople(env.PEOPLE),
    hookSecret: isRecord(company) && typeof company.hookSecret === 'string' ? company.hookSecret : '',
  };
}
