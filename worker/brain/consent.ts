/** Words by which a customer is asked whether the robot may go on, and what their answer means (5.2.3). */
import type { AgentAct } from '../../shared/frame.ts';
import type { Language } from '../../shared/knowledge.ts';
import type { Body } from '../../shared/message.ts';
import { saysNo, saysYes } from './courtesy.ts';
import { asksForHuman } from './human.ts';
import { choices } from './speech.ts';

type Reason = Extract<AgentAct, { act: 'offer-robot' }>['reason'];

const WHY: Record<Reason, Record<Language, string>> = {
  'common-question': {
    zh: '这是常见问题，智能客服机器人可以马上回答。',
    en: 'This is a common question the robot can answer at once.',
  },
  preference: { zh: '按您的习惯，可以由智能客服机器人继续。', en: 'If you prefer, the robot can go on.' },
  overload: {
    zh: '现在咨询人数较多，智能客服机器人可以先为您解答。',
    en: 'Many people are waiting; the robot can help you first.',
  },
};

/** The clear notice and the question; nothing happens without a yes. */
export function offerOfRobot(reason: Reason, language: Language): Body {
  const zh = language === 'zh';
  return {
    kind: 'menu',
    text: `${WHY[reason][language]}${zh ? '您同意转给机器人吗？不同意就继续由人工服务。' : ' Do you agree? If not, a person stays with you.'}`,
    options: [
      { id: 'robot-yes', label: zh ? '同意' : 'Yes, the robot' },
      { id: 'robot-no', label: zh ? '不同意，继续人工' : 'No, a person' },
    ],
  };
}

/** Yes, no, or something else: the tap, the number, the label, or a plain word. */
export function answerToOffer(body: Body): 'yes' | 'no' | null {
  if (body.kind !== 'text') return null;
  if (body.option === 'robot-yes') return 'yes';
  if (body.option === 'robot-no') return 'no';
  const said = body.text.trim();
  if (/^(?:1|１|同意|我同意|yes, the robot|i agree|agree)[。.!！]?$/iu.test(said)) return 'yes';
  if (/^(?:2|２|不同意|我不同意|不同意，继续人工|no, a person|i disagree)[。.!！]?$/iu.test(said)) return 'no';
  if (saysNo(said) || asksForHuman(said)) return 'no';
  return saysYes(said) ? 'yes' : null;
}

/** The robot has the floor again, and the way back is named. */
export function backWithRobot(language: Language): Body {
  return choices(
    language === 'zh'
      ? '好的，现在由智能客服机器人为您服务。请直接说您的问题，随时可以转回人工。'
      : 'All right, the robot is with you now. Ask me directly; you can go back to a person at any time.',
    [],
    language,
  );
}

/** Who waits for a person is asked once whether they want the robot's answer in between. */
export function offerMeanwhile(question: string, language: Language): Body {
  const zh = language === 'zh';
  return {
    kind: 'menu',
    text: zh
      ? `在等候的同时，可以先让机器人回答：“${question}”。要看吗？不影响您等人工客服。`
      : `While you wait, the robot can answer “${question}”. Would you like that? You keep waiting for a person.`,
    options: [
      { id: 'meanwhile-yes', label: zh ? '看机器人的回答' : 'Yes, show it' },
      { id: 'meanwhile-no', label: zh ? '不看，继续等待' : 'No, keep waiting' },
    ],
  };
}

/** Yes or no to that offer: a tap at any time, plain words only while the question stands. */
export function answerToMeanwhile(body: Body, standing: boolean): 'yes' | 'no' | null {
  if (body.kind !== 'text') return null;
  if (body.option === 'meanwhile-yes') return 'yes';
  if (body.option === 'meanwhile-no') return 'no';
  if (!standing) return null;
  const said = body.text.trim();
  if (/^(?:1|１|看|要看|看看|看机器人的回答|yes, show it|show it)[。.!！]?$/iu.test(said)) return 'yes';
  if (/^(?:2|２|不看|继续等待|不看，继续等待|等人工|no, keep waiting|keep waiting)[。.!！]?$/iu.test(said)) return 'no';
  if (saysNo(said) || asksForHuman(said)) return 'no';
  return saysYes(said) ? 'yes' : null;
}

/** “机器人”, “先让机器人回答”, “robot”: while waiting, a yes of the customer's own. */
export function asksForRobot(text: string): boolean {
  const said = text
    .trim()
    .replace(/[\s。.!！，,]+/gu, ' ')
    .trim();
  return (
    /^(?:请|那|那就)?(?:先)?(?:让|问|找|用|叫|转|转给|回到|换)?(?:智能)?机器人(?:先)?(?:来)?(?:回答|答|回复|帮我)?(?:一下)?(?:吧|也行|也可以)?$/u.test(
      said,
    ) ||
    /^(?:please )?(?:ask |let |use )?(?:the )?(?:robot|bot|chatbot)(?: answer)?(?: first)?(?: please)?$/iu.test(said)
  );
}

/** Over an answer given in between: whose it is, and that the wait goes on. */
export function inBetween(language: Language): string {
  return language === 'zh'
    ? '机器人先回答（继续为您等人工客服）：'
    : 'The robot’s answer (you are still waiting for a person):';
}

/** The robot may answer in between, and nothing is asked yet. */
export function readyMeanwhile(language: Language): Body {
  return {
    kind: 'text',
    text:
      language === 'zh'
        ? '好的。等候期间请直接说您的问题，机器人有把握的会先回答，其余留给人工客服；继续为您等人工客服。'
        : 'All right. Ask while you wait: the robot answers what it surely knows and leaves the rest to a person. You are still waiting for a person.',
  };
}
