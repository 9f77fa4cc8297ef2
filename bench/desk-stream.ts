/** A desk with very many sessions and a busy conversation, as their streams would tell it: what the screen's figures are fed with. */
import { STREAM_VERSION } from '../shared/frame.ts';
import type { Snapshot } from '../shared/line.ts';
import type { Message } from '../shared/message.ts';
import type { Conversation, DeskAgent, DeskSession } from '../shared/seat.ts';

/** Rows in one part of the desk, as the desk tells them. */
const PART = 200;
const channels = ['web', 'app', 'miniprogram', 'wechat', 'sms'] as const;
const groups = ['presale', 'aftersales', 'finance'] as const;
const of = <One>(list: readonly One[], at: number): One => list[at % list.length] as One;

/** The customer whose conversation is open. */
export const OPEN = 'c_0';

/** One session of the desk: mostly waiting, some with the robot, some with agents. */
export function sessionAt(at: number, me: { id: string; name: string }, now: number): DeskSession {
  const state = at < 200 ? 'agent' : at % 5 === 0 ? 'robot' : 'queued';
  return {
    ...{
      session: `s_${at}`,
      customer: `c_${at}`,
      name: `客户 ${at}`,
      kind: 'session',
      channel: of(channels, at),
      state,
    },
    ...(state === 'agent' ? { agent: me } : {}),
    ...{ skill: of(['aftersales', 'presale', 'invoice'], at), urgency: at % 17 === 0 ? 'urgent' : 'normal' },
    ...{
      reason: 'customer_asked',
      since: now - (at % 600) * 1000,
      group: of(groups, at),
      class: 'standard',
      tier: at % 4,
    },
    ...{ language: 'zh', why: { zh: '排队等候，暂无空闲客服', en: 'In line: nobody is free' } },
    ...(state === 'queued' ? { dueAt: now + ((at % 240) - 60) * 1000 } : {}),
  };
}

/** A row of the agent's own list after so many words. */
export function conversationAt(at: number, me: { id: string; name: string }, words: number, now: number): Conversation {
  return {
    ...{ customer: `c_${at}`, name: `客户 ${at}`, session: `s_${at}`, state: 'agent', fence: 1, agent: me },
    ...{ channels: [of(channels, at)], unread: words % 7, waitingSince: now - 5000, urgency: 'normal' },
    last: { text: `第 ${words} 句：我的订单什么时候发货？`, at: now, speaker: 'customer', channel: of(channels, at) },
    revision: words + 1,
  };
}

const agents = (me: { id: string; name: string }, now: number): DeskAgent[] =>
  Array.from({ length: 30 }, (_, at) => ({
    ...{ id: at === 0 ? me.id : `m_${at}`, name: at === 0 ? me.name : `客服 ${at}`, duty: 'online', connected: true },
    ...{ load: at % 9, capacity: 8, since: now - 60_000, groups: [of(groups, at)], assign: 'auto', handled: at },
    firstAnswerMs: 12_000,
  }));

const figures = (waiting: number, now: number) => ({
  ...{ waiting, oldest: now - 590_000, entered: 9000, taken: 4000, abandoned: 120, inTime: 3500, groups: [] },
});

/** The whole desk in the parts it is told in. */
export function deskParts(sessions: number, me: { id: string; name: string }, now: number): object[] {
  const all = Array.from({ length: sessions }, (_, at) => sessionAt(at, me, now));
  const parts = Math.ceil(sessions / PART);
  return Array.from({ length: parts }, (_, at) => ({
    type: 'desk',
    desk: {
      ...{ since: at === 0 ? 0 : at * PART, version: (at + 1) * PART, gone: [], more: at < parts - 1 },
      ...{ sessions: all.slice(at * PART, (at + 1) * PART), agents: at === 0 ? agents(me, now) : [] },
      ...(at === parts - 1
        ? {
            line: all
              .filter((one) => one.state === 'queued')
              .slice(0, 200)
              .map((one) => one.session),
            figures: figures(sessions, now),
          }
        : {}),
    },
  }));
}

/** What changed at a busy desk: one session anew, and the numbers. */
export function deskChange(version: number, at: number, me: { id: string; name: string }, now: number): object {
  const desk = { since: version - 1, version, gone: [], more: false, agents: [], figures: figures(4800, now) };
  return { type: 'desk', desk: { ...desk, sessions: [sessionAt(at, me, now)] } };
}

/** What a stream says first. */
export function welcome(kind: 'seat' | 'agent', now: number): object {
  const viewer = { kind, endpoint: '' };
  return { type: 'welcome', version: STREAM_VERSION, epoch: 'e', revision: 1, accepted: 0, serverTime: now, viewer };
}

/** One word of the customer whose conversation is open. */
export function messageAt(at: number, now: number): Message {
  return {
    ...{ id: `m_${at}`, endpoint: 'e_1', channel: 'web', position: at, at: now, revision: at, status: 'received' },
    ...{ direction: 'in', session: 's_0' },
    speaker: { kind: 'customer', name: '客户 0' },
    body: { kind: 'text', text: `第 ${at} 句：我的订单什么时候发货？已经等了三天了，请帮我看看。` },
  };
}

/** The open conversation as it begins. */
export function lineSnapshot(me: { id: string; name: string }, now: number): Snapshot {
  return {
    person: { id: OPEN, name: '客户 0' },
    endpoints: [
      {
        ...{ id: 'e_1', channel: 'web', account: 'shop', accountName: '商城', label: 'v_1', window: null },
        lastInboundAt: now,
      },
    ],
    session: { id: 's_0', state: 'agent', openedAt: now - 60_000, fence: 1, agent: me },
    handover: null,
    marks: { customer: {}, company: { read: 0 } },
    messages: Array.from({ length: 50 }, (_, at) => messageAt(at, now - 50_000 + at * 1000)),
    more: true,
  };
}
