/** What the line and its tickets read of calls and callbacks, in the language they speak with the customer. Pure words. */
import type { CallMoment } from '../../../shared/call.ts';
import type { Language } from '../../../shared/knowledge.ts';
import type { Session } from '../sessions.ts';

type BackState = Extract<CallMoment, { kind: 'back' }>['state'];

type Say = {
  incoming: string;
  missedCall: string;
  overUntold: string;
  over(byUs: boolean, time: string): string;
  /** The leg to an agent's own telephone; null: nobody's name is known. */
  agentNotReached(name: string | null): string;
  talkedWith(name: string | null, time: string): string;
  /** A callback without a time. */
  soon: string;
  /** The title of its ticket, and what stands in it. */
  title(time: string): string;
  what(time: string): string;
  /** For staff: whose telephone is rung first. */
  rings(name: string): string;
  ringsOwn: string;
  note(words: string): string;
  /** What came of it: in the line, in the ticket, at the colleague's ear. */
  talked(time: string): string;
  notReached: string;
  talkedTicket(time: string): string;
  notReachedTicket(why: string): string;
  putDown: string;
  ownNotReached(why: string): string;
  noAnswer: string;
  why: Partial<Record<BackState, string>>;
};

export const callWords: Record<Language, Say> = {
  zh: {
    incoming: '来电',
    missedCall: '未接来电',
    overUntold: '通话已结束（没有收到挂断通知）',
    over: (byUs, time) => `通话结束（${byUs ? '我方挂断' : '对方挂断'}），时长 ${time}`,
    agentNotReached: (name) => `没有接通${name === null ? '客服' : `${name} `}的电话`,
    talkedWith: (name, time) => `与${name === null ? '客服' : ` ${name} `}通话 ${time}`,
    soon: '尽快回电',
    title: (time) => `预约回电 · ${time}`,
    what: (time) => `回电时间：${time}`,
    rings: (name) => `${name} 回电，先拨 ${name} 的电话`,
    ringsOwn: '回电，先拨自己的电话',
    note: (words) => `回电：${words}`,
    talked: (time) => `客服回电，通话 ${time}`,
    notReached: '客服回电，没有接通',
    talkedTicket: (time) => `回电已接通，通话 ${time}`,
    notReachedTicket: (why) => `回电没有接通（${why}）`,
    putDown: '客服先挂断了，没有接通客户',
    ownNotReached: (why) => `没有接通客服自己的电话（${why}），没有拨给客户`,
    noAnswer: '客户没有接听，稍后再试。',
    why: { 'no-answer': '无人接听', busy: '忙线', failed: '拨不出去', canceled: '已取消' },
  },
  en: {
    incoming: 'Incoming call',
    missedCall: 'Missed call',
    overUntold: 'Call over (no word of its end)',
    over: (byUs, time) => `Call ended (${byUs ? 'we hung up' : 'caller hung up'}), ${time}`,
    agentNotReached: (name) => `${name ?? 'Our colleague'} did not pick up`,
    talkedWith: (name, time) => `Talked with ${name ?? 'our colleague'} for ${time}`,
    soon: 'as soon as possible',
    title: (time) => `Callback · ${time}`,
    what: (time) => `Call back: ${time}`,
    rings: (name) => `${name} calls back; ${name}’s telephone is rung first`,
    ringsOwn: 'Calls back; their own telephone is rung first',
    note: (words) => `Callback: ${words}`,
    talked: (time) => `We called back and talked for ${time}`,
    notReached: 'We called back and did not reach you',
    talkedTicket: (time) => `Called back, talked for ${time}`,
    notReachedTicket: (why) => `Called back, not reached (${why})`,
    putDown: 'the colleague hung up first, the customer was not reached',
    ownNotReached: (why) => `the colleague’s own telephone was not reached (${why}), the customer was not rung`,
    noAnswer: 'The customer did not answer. Please try again later.',
    why: { 'no-answer': 'no answer', busy: 'busy', failed: 'could not be rung', canceled: 'cancelled' },
  },
};

/** The words of the encounter; before the first one, Chinese. */
export const wordsOf = (session: Pick<Session, 'mind'> | null): Say => callWords[session?.mind.language ?? 'zh'];
