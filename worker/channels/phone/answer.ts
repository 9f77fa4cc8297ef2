/** What the line answers a call, as Twilio's document. */
import type { CallAnswer } from '../../../shared/call.ts';
import type { TwilioVoiceAccount } from '../account.ts';
import { choicesOf, wordsOf } from './spoken.ts';
import { twiml, type Verb } from './twiml.ts';

/** How long an agent's telephone rings. */
export const RING_SECONDS = 20;
/** How long a customer's telephone rings when they are called back. */
const RING_BACK_SECONDS = 30;
/** Longest message after the tone. */
const RECORD_SECONDS = 120;
/** Twilio takes at most 4096 characters in one Say. */
const SAY_MOST = 4000;

const HEARS = { zh: 'cmn-Hans-CN', en: 'en-US' } as const;
const SPEAKS = { zh: 'cmn-CN', en: 'en-US' } as const;
const HINTS = {
  zh: '转人工,人工客服,物流,退款,订单号,继续,回电',
  en: 'agent,representative,refund,order number,continue',
};

/** The document for an answer; `hook` is the account's public hook, whose query says which question is answered. */
export function documentOf(answer: CallAnswer, account: TwilioVoiceAccount, hook: string): string {
  const { language, next } = answer;
  const speak = (words: string): Verb & { verb: 'Say' } => ({
    verb: 'Say',
    words: words.slice(0, SAY_MOST),
    language: SPEAKS[language],
    voice: account.voices[language],
  });
  const words = [...answer.say.map((one) => wordsOf(one, language)), choicesOf(bodiesOf(answer), language)];
  const said = words.filter((one) => /[\p{L}\p{N}]/u.test(one)).map(speak);
  const at = (on: string, step: number) => `${hook}?on=${on}&step=${step}`;
  switch (next.kind) {
    case 'listen':
      return twiml([
        {
          verb: 'Gather',
          action: at('said', next.step),
          language: HEARS[language],
          timeout: next.waitSeconds,
          oneKey: next.oneKey,
          hints: HINTS[language],
          inside: said,
        },
        { verb: 'Redirect', to: at('silent', next.step) },
      ]);
    case 'dial':
      return twiml([
        ...said,
        {
          verb: 'Dial',
          number: next.number,
          callerId: account.number,
          action: at('dialled', next.step),
          timeout: RING_SECONDS,
          recorded: next.record ? `${hook}?on=recording&of=talk&person=${answer.person}` : null,
        },
      ]);
    case 'record':
      return twiml([
        ...said,
        {
          verb: 'Record',
          action: at('recorded', next.step),
          recorded: `${hook}?on=recording&of=words&person=${answer.person}`,
          seconds: RECORD_SECONDS,
        },
        { verb: 'Redirect', to: at('recorded', next.step) },
      ]);
    case 'hang-up':
      return twiml([...said, { verb: 'Hangup' }]);
  }
}

/** What a colleague's telephone hears when it is picked up for a call back: then the customer's is rung. Never recorded: nobody was asked. */
export function ringBackOf(account: TwilioVoiceAccount, customer: string, ended: string): string {
  const words = '正在为您接通客户，请稍候。';
  return twiml([
    { verb: 'Say', words, language: SPEAKS.zh, voice: account.voices.zh },
    {
      verb: 'Dial',
      number: customer,
      callerId: account.number,
      action: ended,
      timeout: RING_BACK_SECONDS,
      recorded: null,
    },
  ]);
}

const bodiesOf = ({ say }: CallAnswer) => say.map((one) => one.body);

/** We could not hear them now: they are told so, and asked again. `step` null: the call can't be answered at all. */
export function troubleOf(account: TwilioVoiceAccount, hook: string, step: number | null): string {
  const words = '抱歉，线路有点忙，刚才的话没有收到，请再说一遍。';
  const away = '抱歉，电话系统暂时不能应答，请稍后再拨，或在网站、小程序里联系我们。';
  const speak = (text: string): Verb & { verb: 'Say' } => ({
    verb: 'Say',
    words: text,
    language: SPEAKS.zh,
    voice: account.voices.zh,
  });
  if (step === null) return twiml([speak(away), { verb: 'Hangup' }]);
  return twiml([
    {
      verb: 'Gather',
      action: `${hook}?on=said&step=${step}`,
      language: HEARS.zh,
      timeout: 6,
      oneKey: true,
      hints: HINTS.zh,
      inside: [speak(words)],
    },
    { verb: 'Redirect', to: `${hook}?on=silent&step=${step}` },
  ]);
}
