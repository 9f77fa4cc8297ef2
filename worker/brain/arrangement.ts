/** Words by which a customer learns who has their session, and is asked whether a colleague may take over (会话转接). */
import type { Language } from '../../shared/knowledge.ts';
import type { Body } from '../../shared/message.ts';
import { saysNo, saysYes } from './courtesy.ts';

type Say = (name: string) => string;
type Kind = 'withYou' | 'transferred' | 'transfer' | 'returned' | 'away' | 'unanswered' | 'stays';

/** Grey lines, by what happened. `name` is the agent it is about. */
export const arrangementWords: Record<Language, Record<Kind, Say>> = {
  zh: {
    withYou: (name) => `客服 ${name} 为您服务`,
    transferred: (name) => `会话已转接至 ${name}，前面说过的内容都已带上`,
    transfer: () => '会话转接中，请稍候',
    returned: () => '会话转接中，请稍候',
    away: (name) => `客服 ${name} 暂时离线，正在为您转接其他客服，您的排队位置不变`,
    unanswered: (name) => `客服 ${name} 未能及时回应，正在为您转接其他客服，您的排队位置不变`,
    stays: (name) => `继续由客服 ${name} 为您服务`,
  },
  en: {
    withYou: (name) => `${name} is with you now.`,
    transferred: (name) => `You are with ${name} now, who has everything you said.`,
    transfer: () => 'Handing you to a colleague, please wait.',
    returned: () => 'Handing you to a colleague, please wait.',
    away: (name) => `${name} lost the connection. A colleague will take over; you keep your place in line.`,
    unanswered: (name) => `${name} could not answer in time. A colleague will take over; you keep your place in line.`,
    stays: (name) => `${name} stays with you.`,
  },
};

/** The question; nothing moves without a yes. */
export function askTransfer(from: string, to: string, language: Language): Body {
  const zh = language === 'zh';
  return {
    kind: 'menu',
    text: zh
      ? `客服 ${from} 想请 ${to} 继续为您服务，您同意吗？`
      : `${from} would like ${to} to go on with you. Do you agree?`,
    options: [
      { id: 'transfer-yes', label: zh ? '同意转接' : 'Yes' },
      { id: 'transfer-no', label: zh ? '不同意，继续由现在的客服服务' : 'No, stay with my agent' },
    ],
  };
}

/** Yes, no, or no answer: the tap, the number, or a plain word. */
export function answerToTransfer(body: Body): boolean | null {
  if (body.kind !== 'text') return null;
  if (body.option === 'transfer-yes') return true;
  if (body.option === 'transfer-no') return false;
  const said = body.text.trim();
  if (/^(?:1|１|同意|我同意|同意转接|yes|agree)[。.!！]?$/iu.test(said)) return true;
  if (/^(?:2|２|不同意|我不同意|不用转|no)[。.!！]?$/iu.test(said)) return false;
  if (saysNo(said)) return false;
  return saysYes(said) ? true : null;
}
