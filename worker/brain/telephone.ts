/** What is said on the telephone beside answers: the greeting, waiting, silence, a callback, recording. Pure words. */
import type { Language } from '../../shared/knowledge.ts';
import type { Option } from '../../shared/message.ts';
import { dateOf } from '../../shared/calendar.ts';
import { extract } from './extract/extract.ts';
import { normalise } from './words.ts';

/** When a customer wants to be called back: in words for people, the day where one is known, and by when, unix ms, where that is. */
export type CallbackTime = { words: string; day: string | null; until: number | null };

type Say = {
  greeting(company: string): string;
  english: string;
  withAgent(agent: string): string;
  stillWaiting: string;
  stillLeft: string;
  silent: string;
  silentTwice: string;
  more: string;
  moment: string;
  place(position: number, waitMs: number | null): string;
  hold: string;
  callbackKey: string;
  leave: string;
  tone: string;
  kept: string;
  nobody: string;
  askNumber: string;
  askNumberAgain: string;
  askTime: string;
  askTimeAgain: string;
  booked(time: string, tail: string, number: string): string;
  noBooking: string;
  askRecording: string;
  askRecordingAgain: string;
  putThrough: string;
  noAnswer: string;
  goodbye: string;
  missed(reference: string): string;
};

/** The telephone's own words. The greeting says first that a machine speaks, and how to reach a person (标识办法; GB/T 47746 5.2.2). */
export const telephone: Record<Language, Say> = {
  zh: {
    greeting: (company) =>
      `您好，${company === '' ? '' : `这里是${company}，`}我是人工智能语音助手。请直接说您的问题；任何时候按 0 或说“转人工”，都可以找人工客服。`,
    english: 'For English, press 9.',
    withAgent: (agent) => `您好，我是人工智能语音助手。客服${agent}正在为您服务，请直接说。`,
    stillWaiting: '您好，我是人工智能语音助手。您正在排队等候人工客服，请不要挂机。',
    stillLeft: '您好，我是人工智能语音助手。您的留言已经收到，人工客服上班后会联系您。',
    silent: '我没有听到您说话。请直接说您的问题，找人工客服请按 0。',
    silentTwice: '还是没有听到声音，我为您转接人工客服。',
    more: '后面还有内容，要听请说“继续”，也可以直接问别的。',
    moment: '我正在查，请稍等。',
    place: (position, waitMs) =>
      `${position === 0 ? '您排在第一位' : `您前面还有${position}位`}，${waitMs === null ? '等待时间暂时估计不出' : `预计还要${minutes(waitMs)}分钟`}。`,
    hold: '正在为您转接人工客服，请不要挂机。',
    callbackKey: '不想等待，请按 1 预约回电。',
    leave: '您可以直接说出留言；预约回电请按 1；录音留言请按 2，按 2 表示您同意录音。',
    tone: '请在提示音后留言，说完按井号键。',
    kept: '留言已收到，我们会尽快联系您。',
    nobody: '现在没有人工客服值班。',
    askNumber: '您的来电没有显示号码。请用按键输入您的电话号码，按井号键结束，也可以直接说号码。',
    askNumberAgain: '没有听清号码。请用按键输入您的电话号码，按井号键结束。',
    askTime: '希望我们什么时候给您回电？',
    askTimeAgain: '没有听清时间。请按键选择，或者说一个时间，例如“明天下午三点”。',
    booked: (time, tail, number) =>
      `好的，已为您预约回电，时间是${time}，打尾号 ${apart(tail)} 的号码，工单号是 ${number}。`,
    noBooking: '好的，那您继续等候。',
    askRecording:
      '接下来由人工客服和您通话。为了核对服务内容，我们希望录音。同意录音请按 1，不同意请按 2，两种都会为您接通。',
    askRecordingAgain: '没有听清。同意录音请按 1，不同意请按 2。',
    putThrough: '正在接通客服的电话。',
    noAnswer: '客服的电话没有接通，客服会打字回答，由我读给您听，请直接说。',
    goodbye: '感谢您的来电，再见。',
    missed: (reference) =>
      `很抱歉，刚才的电话没有接通人工客服。直接回复本短信就能继续，您说过的内容都在，不用重复。${reference === '' ? '' : `受理编号 ${reference}`}`,
  },
  en: {
    greeting: (company) =>
      `Hello${company === '' ? '' : `, this is ${company}`}. I am an artificial intelligence voice assistant. Just say what you need. At any time press 0 or say “agent” to reach a person.`,
    english: '',
    withAgent: (agent) =>
      `Hello, this is an artificial intelligence voice assistant. ${agent} is with you. Please go ahead.`,
    stillWaiting:
      'Hello, this is an artificial intelligence voice assistant. You are in the queue for a person. Please hold.',
    stillLeft:
      'Hello, this is an artificial intelligence voice assistant. We have your message, and a person will be in touch during working hours.',
    silent: 'I did not hear anything. Please say what you need, or press 0 for a person.',
    silentTwice: 'I still hear nothing, so I am putting you through to a person.',
    more: 'There is more. Say “continue” to hear it, or ask something else.',
    moment: 'I am looking that up, one moment please.',
    place: (position, waitMs) =>
      `${position === 0 ? 'You are first in line' : `${position} ahead of you`}; ${waitMs === null ? 'the wait cannot be told yet' : `about ${minutes(waitMs)} minutes to go`}.`,
    hold: 'I am putting you through to a person. Please hold.',
    callbackKey: 'If you would rather be called back, press 1.',
    leave:
      'You can say your message now. To be called back, press 1. To record a message, press 2; pressing 2 means that you agree to the recording.',
    tone: 'Please leave your message after the tone and press the hash key.',
    kept: 'Your message was received. We will be in touch soon.',
    nobody: 'Nobody is on duty at the moment.',
    askNumber: 'Your number is withheld. Please enter your telephone number and press the hash key, or simply say it.',
    askNumberAgain: 'I did not catch the number. Please enter your telephone number and press the hash key.',
    askTime: 'When shall we call you back?',
    askTimeAgain: 'I did not catch the time. Please press a key, or say a time such as “tomorrow at three”.',
    booked: (time, tail, number) =>
      `Done. We will call you back ${time}, on the number ending in ${apart(tail)}. Your ticket is ${number}.`,
    noBooking: 'All right, please hold.',
    askRecording:
      'A person will now talk to you. We would like to record the call to check our service. Press 1 to agree, 2 to decline; you are put through either way.',
    askRecordingAgain: 'I did not catch that. Press 1 to agree to the recording, 2 to decline.',
    putThrough: 'I am ringing our colleague.',
    noAnswer: 'Our colleague did not pick up. They will type and I will read it to you. Please go ahead.',
    goodbye: 'Thank you for calling. Goodbye.',
    missed: (reference) =>
      `Sorry, your call did not reach a person. Answer this message to go on: everything you said is here.${reference === '' ? '' : ` Your reference is ${reference}`}`,
  },
};

/** Said digit by digit. */
const apart = (digits: string): string => [...digits].join(' ');

const minutes = (ms: number): number => Math.max(1, Math.ceil(ms / 60_000));

const HOUR_MS = 3_600_000;
const ZONE_MS = 8 * HOUR_MS;
/** Later than this hour “this afternoon” is no use any more. */
const AFTERNOON_UNTIL = 16;

/** The times offered by keys. */
export function callbackTimes(now: number, language: Language): Option[] {
  const hour = new Date(now + ZONE_MS).getUTCHours();
  const isLate = hour >= AFTERNOON_UNTIL;
  const zh = language === 'zh';
  return [
    { id: 'callback:soon', label: zh ? '尽快回电' : 'as soon as possible' },
    isLate
      ? { id: 'callback:tomorrow-morning', label: zh ? '明天上午' : 'tomorrow morning' }
      : { id: 'callback:afternoon', label: zh ? '今天下午' : 'this afternoon' },
    { id: 'callback:tomorrow-afternoon', label: zh ? '明天下午' : 'tomorrow afternoon' },
  ];
}

/** The time that was chosen or said; null: none is in the words. */
export function callbackTime(
  said: string,
  option: string | undefined,
  now: number,
  language: Language,
): CallbackTime | null {
  const chosen = callbackTimes(now, language).find(
    ({ id, label }) => id === option || normalise(label) === normalise(said).trim(),
  );
  const tomorrow = dateOf(now + 24 * HOUR_MS);
  if (chosen) {
    const day = chosen.id.includes('tomorrow') ? tomorrow : dateOf(now);
    const hour = chosen.id.includes('afternoon') ? '18:00' : chosen.id.includes('morning') ? '12:00' : null;
    return { words: chosen.label, day, until: hour === null ? null : momentOf(day, hour) };
  }
  const found = extract(said, now, { kinds: ['date', 'time', 'time-range', 'date-range', 'duration'] });
  if (found.length > 0) {
    const day = found.find((one) => one.kind === 'date')?.value;
    const last = found.at(-1);
    const words = said.slice(found[0]?.start, last?.end).slice(0, 60);
    const named = typeof day === 'string' ? day : null;
    const time = found.find((one) => one.kind === 'time' || one.kind === 'time-range')?.value;
    return { words, day: named, until: untilOf(named, typeof time === 'string' ? time : null, now) };
  }
  return /现在|马上|尽快|越快|随时|都(?:可以|行)|now|soon|any ?time/iu.test(said)
    ? {
        words: telephone[language] === telephone.zh ? '尽快回电' : 'as soon as possible',
        day: dateOf(now),
        until: null,
      }
    : null;
}

/** Letters and digits said one by one belong together: “Y X 2 0 2 6” is a number, not six words. */
export function joined(words: string): string {
  return words.replace(
    /(?<=(?:^|[^A-Za-z0-9])[A-Za-z0-9])\s+(?=[A-Za-z0-9](?:[^A-Za-z0-9]|$)|[零〇一幺二三四五六七八九]{3}|\d{2})/gu,
    '',
  );
}

/** The rest of a long answer is wanted. */
export function wantsMore(text: string): boolean {
  return /^(?:请?继续(?:说|吧|听)?|接着(?:说|听)?|说下去|往下说|然后呢|还有呢|嗯+|好的?|go on|continue|more|yes|ok(?:ay)?)$/u.test(
    normalise(text)
      .replace(/[\s\p{P}]+/gu, ' ')
      .trim(),
  );
}

const momentOf = (day: string, time: string): number => Date.parse(`${day}T${time}:00+08:00`);

/** By when: the end of a span, the hour itself, else the evening of the day; what is past is the next day's. */
function untilOf(day: string | null, time: string | null, now: number): number | null {
  if (day === null && time === null) return null;
  const clock = time?.split('/').at(-1) ?? '18:00';
  const at = momentOf(day ?? dateOf(now), /^\d\d:\d\d$/u.test(clock) ? clock : '18:00');
  if (!Number.isFinite(at)) return null;
  if (at > now) return at;
  return day === null ? at + 24 * HOUR_MS : null;
}
