/**
 * Call centres that answer calls themselves and tell of them: each event is a grey line of the person who called. What each means
 * stands in tables; kinds that aren't listed are kept with their own words. Sources: cloud.tencent.com/document/product/679 (cdr push),
 * help.aliyun.com/zh/ccs (CCC 2.0 events; its list of call events is not published whole).
 */
import type { Heard } from '../../../shared/actors.ts';
import { refuse, type Refusal, type Result } from '../../../shared/refusal.ts';
import { base64, same, utf8 } from '../../lib/digest.ts';
import type { CallCentreAccount } from '../account.ts';
import type { Channel, Incoming, Reading } from '../channel.ts';
import { listOf, mapAt, readJson, wordAt, type Json, type JsonMap } from '../json.ts';
import { namedBy, openDoor } from '../sms/push.ts';
import { clean, clip } from '../words.ts';
import { callerNumber } from './number.ts';

/** So much of an event's own words is kept. */
const RAW_MOST = 400;

type Told = { event: string; number: string; at: number; key: string; text: string };

/** How a call ended, by TCCC's names. */
const ENDINGS = named({
  ok: '已接通',
  seatGiveUp: '坐席未接',
  seatForward: '坐席已转接',
  ivrGiveUp: '客户在语音菜单中挂断',
  waitingGiveUp: '客户在排队中挂断',
  ringingGiveUp: '客户在振铃时挂断',
  noSeatOnline: '无坐席在线',
  notWorkTime: '非工作时间',
  ivrEnd: '语音菜单结束',
  autoFinished: '自动结束',
  error: '系统异常',
});
/** Who hung up, by TCCC's names. */
const SIDES = named({ user: '客户挂断', seat: '坐席挂断' });

/** Aliyun's events that say something of a call; numbers stand under the first of these names that is there. */
const ALIYUN = named({
  AgentDialing: '坐席正在呼叫',
  AgentRinging: '坐席振铃',
  AgentTalking: '坐席已接通',
  AgentHeld: '坐席保持通话',
  AgentReleased: '坐席挂断',
  ContactQueued: '排队中',
  ContactEnded: '通话结束',
  ContactAbandoned: '客户放弃排队',
});
const ALIYUN_NUMBERS = ['callerNumber', 'caller', 'customerNumber', 'ani', 'callingNumber'];
const ALIYUN_CALLED = ['calleeNumber', 'callee', 'called', 'dnis', 'calledNumber'];

async function read(incoming: Incoming, account: CallCentreAccount, now: number): Promise<Result<Reading>> {
  const opened = open(incoming, account);
  if (!opened.ok) return opened;
  const isTccc = account.provider === 'tccc';
  const entries = isTccc ? [opened.value] : listOf(opened.value);
  const action = incoming.url.searchParams.get('action') ?? 'cdr';
  const results = await Promise.all(
    entries.map((entry) => (isTccc ? tcccEvent(entry, action, now) : aliyunEvent(unwrapped(entry), now))),
  );
  const broken = results.find((one): one is Refusal => one !== null && 'ok' in one);
  const heard = results.filter((one): one is Told => one !== null && 'event' in one).map((one) => lineOf(one, account));
  if (heard.length === 0 && broken) return broken;
  const body = isTccc ? '{"ErrCode":0,"ErrMsg":""}' : '{"success":true}';
  const answered = { status: 200, contentType: 'application/json; charset=utf-8', body };
  return { ok: true, heard, answer: () => Promise.resolve(answered) };
}

/** Unsigned: the word in the address, or HTTP basic with it as the password, is all that proves it. */
function open(incoming: Incoming, { id, hookKey }: CallCentreAccount): Result<{ value: JsonMap | Json[] }> {
  const authorization = incoming.headers.get('authorization') ?? '';
  const byAddress = same(incoming.url.searchParams.get('key') ?? '', hookKey);
  const byBasic = same(authorization, `Basic ${base64(utf8(`${id}:${hookKey}`))}`);
  if (!byAddress && !byBasic) return refuse('bad_signature', 'Neither the key in the address nor HTTP basic matches.');
  const door = openDoor(incoming);
  if (!door.ok) return door;
  const json = readJson(door.text);
  if (!json.ok) return json;
  const { value } = json;
  return value instanceof Map || Array.isArray(value)
    ? { ok: true, value }
    : refuse('bad_json', 'An object is expected.');
}

function lineOf({ event, number, at, key, text }: Told, { id }: CallCentreAccount): Heard {
  const address = { channel: 'phone', account: id, peer: number } as const;
  return { kind: 'event', key, address, event: clip(event, 64), text: clip(clean(text), 480), at };
}

async function tcccEvent(entry: Json, action: string, now: number): Promise<Told | Refusal | null> {
  const session = wordAt(entry, 'SessionId');
  if (!/^[\w.-]{1,96}$/u.test(session)) return refuse('bad_request', 'SessionId is missing.');
  const isOut = wordAt(entry, 'Direction') === '1';
  const number = callerNumber(wordAt(entry, isOut ? 'Callee' : 'Caller'), '86');
  // Of no caller there is no line it could stand in.
  if (number === null) return null;
  const ended = wordAt(entry, 'EndedTimestamp');
  const at = secondsAt(ended, now);
  if (action !== 'cdr') {
    const key = `tccc:${action.slice(0, 32)}:${session}:${await namedBy(rawOf(entry))}`;
    return { event: `tccc_${action.slice(0, 32)}`, number, at, key, text: `腾讯云联络中心 ${rawOf(entry)}` };
  }
  const status = wordAt(entry, 'EndStatusString');
  const seat = wordAt(mapAt(entry, 'SeatUser'), 'Name') || wordAt(mapAt(entry, 'SeatUser'), 'UserId');
  const keys = wordAt(entry, 'IVRKeyPressed');
  const parts = [
    `${isOut ? '呼出' : '来电'}（腾讯云联络中心）：${ENDINGS.get(status) ?? (status || '已结束')}`,
    lasted(wordAt(entry, 'Duration')),
    seat === '' ? '' : `坐席 ${seat}`,
    keys === '' ? '' : `按键 ${keys}`,
    wordAt(entry, 'QueuedSkillGroupName') === '' ? '' : `技能组 ${wordAt(entry, 'QueuedSkillGroupName')}`,
    SIDES.get(wordAt(entry, 'HungUpSide')) ?? '',
    wordAt(entry, 'RecordId') === '' && wordAt(entry, 'RecordURL') === '' ? '' : '有录音',
    wordAt(entry, 'UserRemark') === '' ? '' : `备注 ${wordAt(entry, 'UserRemark')}`,
  ];
  return { event: 'tccc_cdr', number, at, key: `tccc:cdr:${session}:${ended}`, text: joined(parts) };
}

/** EventBridge's whole event is an envelope of CloudEvents 1.0 around Aliyun's own. */
function unwrapped(entry: Json): Json {
  if (!(entry instanceof Map) || wordAt(entry, 'specversion') === '') return entry;
  const told = entry.get('data');
  const read = typeof told === 'string' ? readJson(told) : null;
  const data = read?.ok ? read.value : told;
  if (!(data instanceof Map)) return entry;
  const type = wordAt(entry, 'type').split(':').at(-1) ?? '';
  return new Map<string, Json>([['eventType', type], ['eventTime', wordAt(entry, 'time')], ...data]); // prettier-ignore
}

async function aliyunEvent(entry: Json, now: number): Promise<Told | Refusal | null> {
  const type = wordAt(entry, 'eventType');
  if (!/^[\w.:-]{1,64}$/u.test(type)) return refuse('bad_request', 'eventType is missing.');
  const written = wordAt(entry, 'eventTime');
  const parsed = Date.parse(written);
  const at = Number.isFinite(parsed) ? parsed : now;
  const isOut = wordAt(entry, 'callType') === 'OUTBOUND';
  const names = isOut ? ALIYUN_CALLED : ALIYUN_NUMBERS;
  const number = names.map((name) => callerNumber(wordAt(entry, name), '86')).find((one) => one !== null) ?? null;
  if (number === null) return null;
  const contact = clip(wordAt(entry, 'contactId') || (await namedBy(rawOf(entry))), 96);
  const agent = wordAt(entry, 'agentId');
  const known = ALIYUN.get(type);
  const text = known
    ? joined([
        `${isOut ? '呼出' : '来电'}（阿里云云呼叫中心）：${known}`,
        agent === '' ? '' : `坐席 ${clip(agent, 60)}`,
      ])
    : `阿里云云呼叫中心 ${type} ${rawOf(entry)}`;
  return { event: `aliyun_${type}`, number, at, key: `aliyun:${type}:${contact}:${clip(written, 40)}`, text };
}

/** A table by names that come from outside: one of an object's own (`constructor`) is in none. */
function named(table: Record<string, string>): ReadonlyMap<string, string> {
  return new Map(Object.entries(table));
}

const joined = (parts: readonly string[]): string => parts.filter((one) => one !== '').join('，');

function secondsAt(text: string, now: number): number {
  return /^\d{9,11}$/u.test(text) ? Number(text) * 1000 : now;
}

function lasted(text: string): string {
  if (!/^\d{1,6}$/u.test(text) || text === '0') return '';
  const seconds = Number(text);
  return `通话 ${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/** An event in its own words, bounded. */
function rawOf(entry: Json): string {
  const plain = (value: Json): unknown =>
    value instanceof Map
      ? Object.fromEntries([...value].map(([name, inner]) => [name, plain(inner)]))
      : Array.isArray(value)
        ? value.map(plain)
        : value;
  return clip(JSON.stringify(plain(entry)), RAW_MOST);
}

const NO_SEND = { code: 'unsupported_kind', detail: '这条线路由呼叫中心接听，不能从这里说话' };

export const callCentre: Channel<CallCentreAccount> = {
  read,
  send: () => Promise.resolve({ ok: false, fate: 'failed', reason: NO_SEND }),
  refuses: () => NO_SEND,
  split: (body) => [body],
  carries: () => false,
  typing: () => Promise.resolve(false),
};
