/** What the line answers a call, as Twilio's document. */
import type { CallAnswer } from '../../../shared/call.ts';
import type { Language } from '../../../shared/knowledge.ts';
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
const WORDS = {
  zh: {
    ringBack: '正在为您接通客户，请稍候。',
    trouble: '抱歉，线路有点忙，刚才的话没有收到，请再说一遍。',
    away: '抱歉，电话系统暂时不能应答，请稍后再拨，或在网站、小程序里联系我们。',
  },
  en: {
    ringBack: 'I am ringing the customer, one moment please.',
    trouble: 'Sorry, the line is busy and your words did not reach us. Please say that again.',
    away: 'Sorry, we cannot answer calls at the moment. Please call again later, or write to us on our website.',
  },
} as const;

/** The document for an answer; `hook` is the account's public hook, whose query says which question is answered. */
export function documentOf(answer: CallAnswer, account: TwilioVoiceAccount, hook: string): string {
  const { language, next } = answer;
  const words = [...answer.say.map((one) => wordsOf(one, language)), choicesOf(bodiesOf(answer), language)];
  const said = words.filter((one) => /[\p{L}\p{N}]/u.test(one)).map(speaking(account, language));
  const at = (on: string, step: number) => addressOf(hook, on, step, language);
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

/** The hook of a question: which it is, and what language is spoken, so that trouble of ours is told in it too. */
const addressOf = (hook: string, on: string, step: number, language: Language): string =>
  `${hook}?on=${on}&step=${step}${language === 'zh' ? '' : `&in=${language}`}`;

/** What a colleague's telephone hears when it is picked up for a call back: then the customer's is rung. Never recorded: nobody was asked. */
export function ringBackOf(account: TwilioVoiceAccount, customer: string, ended: string, language: Language): string {
  return twiml([
    speaking(account, language)(WORDS[language].ringBack),
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

const speaking =
  (account: TwilioVoiceAccount, language: Language) =>
  (words: string): Verb & { verb: 'Say' } => ({
    verb: 'Say',
    words: words.slice(0, SAY_MOST),
    language: SPEAKS[language],
    voice: account.voices[language],
  });

const bodiesOf = ({ say }: CallAnswer) => say.map((one) => one.body);

/**
 * We could not hear them now: they are told so, and asked again. `step` null: the call can't be answered at all, and nobody
 * knows yet what language is theirs.
 */
export function troubleOf(account: TwilioVoiceAccount, hook: string, step: number | null, language: Language): string {
  if (step === null) {
    const away = (['zh', 'en'] as const).map((one) => speaking(account, one)(WORDS[one].away));
    return twiml([...away, { verb: 'Hangup' }]);
  }
  return twiml([
    {
      verb: 'Gather',
      action: addressOf(hook, 'said', step, language),
      language: HEARS[language],
      timeout: 6,
      oneKey: true,
      hints: HINTS[language],
      inside: [speaking(account, language)(WORDS[language].trouble)],
    },
    { verb: 'Redirect', to: addressOf(hook, 'silent', step, language) },
  ]);
}
