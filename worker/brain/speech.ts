/** The robot's own sentences in both languages, and the bodies they travel in. */
import type { Body, Option } from '../../shared/message.ts';
import type { Button } from '../../shared/knowledge.ts';
import type { Answer, Language } from './entry.ts';
import type { Mind, Thought } from './mind.ts';

const sentences = {
  greeting: {
    zh: '您好，我是智能客服机器人。购物、物流、退款、发票和会员的问题可以直接问我，也可以让我查订单；回复“人工”转人工客服。',
    en: 'Hello, I am the service robot. Ask me about shopping, delivery, refunds, invoices and membership, or let me look up an order. Reply “agent” for a person.',
  },
  robot: {
    zh: '我是智能客服机器人，不是真人。您可以直接问我，也可以随时转人工客服。',
    en: 'I am a robot, not a person. You may ask me directly, or have one of our people at any time.',
  },
  upset: {
    zh: '非常抱歉给您带来不好的体验。需要为您转人工吗？',
    en: 'I am very sorry about that. Shall I pass you to one of our people?',
  },
  offerHuman: {
    zh: '抱歉，这个问题我还是答不上来。需要为您转人工吗？',
    en: 'Sorry, I still don’t know the answer. Shall I pass you to one of our people?',
  },
  noKnowledge: {
    zh: '抱歉，知识库暂时打不开，我现在查不到答案，也不想乱答。需要为您转人工吗？',
    en: 'Sorry, I can’t reach the knowledge base at the moment and won’t guess. Shall I pass you to one of our people?',
  },
  care: {
    zh: '您好，可以直接找人帮您：点一下“转人工”，或回复“人工”。',
    en: 'A person can help you: tap “Talk to a person” or reply “agent”.',
  },
  rare: {
    zh: '这个问题不常见，我没有把握。建议直接找人工，也可以看看是不是下面的问题：',
    en: 'This is a rare question and I am not sure. A person can help you best, or see whether you mean:',
  },
  several: {
    zh: '您一次问了几件不同的事，人工客服可以一起处理；也可以让我先回答其中一件：',
    en: 'You asked about several different things. A person can deal with all of them, or I answer one first:',
  },
  late: {
    zh: '抱歉，让您久等了，还在为您处理。需要为您转人工吗？',
    en: 'Sorry to keep you waiting, I am still working on it. Shall I pass you to one of our people?',
  },
  noHelp: {
    zh: '抱歉，没能帮上忙。需要为您转人工吗？',
    en: 'Sorry that did not help. Shall I pass you to one of our people?',
  },
  pardon: {
    zh: '抱歉，可能是我理解错了。请再说说您想问什么，或回复“人工”转人工客服。',
    en: 'Sorry, I may have misunderstood. Please tell me what you want to know, or reply “agent” for a person.',
  },
  nothing: {
    zh: '请用一句话说说您的问题，我来找答案；也可以转人工客服。',
    en: 'Please put your question in a few words and I will look for the answer, or talk to a person.',
  },
  stay: { zh: '好的，请继续说您的问题。', en: 'All right. Please go on.' },
  guess: { zh: '猜您想问：', en: 'Did you mean:' },
  unknown: {
    zh: '抱歉，这个问题我还不会，不想乱答。您可以换个说法，或回复“人工”转人工客服。',
    en: 'Sorry, I don’t know the answer and won’t guess. Please put it another way, or reply “agent” for a person.',
  },
  notText: {
    zh: '抱歉，我只看得懂文字。请用文字说明，或回复“人工”转人工客服。',
    en: 'Sorry, I can only read text. Please describe it in words, or reply “agent” for a person.',
  },
  thanks: { zh: '不客气，还有问题随时找我。', en: 'You are welcome. Ask me any time.' },
  bye: { zh: '感谢您的咨询，再见。', en: 'Thank you, goodbye.' },
  noted: { zh: '好的，有需要随时告诉我。', en: 'All right. Tell me whenever you need something.' },
} as const satisfies Record<string, Record<Language, string>>;

export type Sentence = keyof typeof sentences;

/** One of the robot's own sentences. */
export function sentence(name: Sentence, language: Language): string {
  return sentences[name][language];
}

/** The way to a person, the last option of every body that has options. */
export function humanOption(language: Language): Option {
  return { id: 'human', label: language === 'zh' ? '转人工' : 'Talk to a person' };
}

/** Plain words. */
export function plain(text: string): Body {
  return { kind: 'text', text };
}

/** Words with choices; a person is always one of them. */
export function choices(text: string, options: readonly Option[], language: Language): Body {
  const others = options.filter((option) => option.id !== 'human');
  return { kind: 'menu', text, options: [...others, humanOption(language)] };
}

/** Words with choices where a person comes first (5.1.3). */
export function personFirst(name: Sentence, options: readonly Option[], language: Language): Body {
  return { kind: 'menu', text: sentence(name, language), options: [humanOption(language), ...options] };
}

/** “需要为您转人工吗？” with yes and no. */
export function confirmHuman(name: Sentence, language: Language): Body {
  const [yes, no] = language === 'zh' ? ['是，转人工', '否，继续'] : ['Yes, a person', 'No, go on'];
  return {
    kind: 'menu',
    text: sentence(name, language),
    options: [
      { id: 'human', label: yes },
      { id: 'no', label: no },
    ],
  };
}

/** A published answer as a body: plain words stay text; steps, pictures, links and buttons make an answer with the way to a person. */
export function published(entry: string, answer: Answer, language: Language): Body {
  const { text, steps, media, links, buttons = [] } = answer;
  if (!steps && !media && !links && buttons.length === 0) return plain(text);
  const options = buttons.map((button, at) => ({ id: optionOf(entry, button, at), label: button.label }));
  return {
    kind: 'answer',
    text,
    ...(steps ? { steps } : {}),
    ...(media ? { media } : {}),
    ...(links ? { links } : {}),
    options: [...options.filter((option) => option.id !== 'human'), humanOption(language)],
  };
}

/** What a tap on a button comes back as. */
function optionOf(entry: string, { act }: Button, at: number): string {
  switch (act.kind) {
    case 'entry':
      return `entry:${act.entry}`;
    case 'flow':
      return `flow:${act.flow}`;
    case 'human':
      return 'human';
    case 'ask':
      return `button:${entry}:${at}`;
  }
}

/** A thought that only speaks. */
export function turn(mind: Mind, ...bodies: Body[]): Thought {
  return { mind, say: bodies.map((body) => ({ body })) };
}
