/** 订阅消息: which of WeChat's templates may be asked for now, and asking. One accept is one message; who refused is left in peace. */
import type { CustomerAct } from '../../shared/frame.ts';
import type { NoticeKind, OwnView } from '../../shared/notice.ts';
import type { Language } from '../../web/client/words.ts';
import { sayIn } from '../words.ts';

/** A refused template is not offered again for so long. */
export const REFUSED_MS = 30 * 86_400_000;
/** WeChat asks for so many at once. */
const MOST = 5;

/** What the person said, by template. */
export type Answers = Extract<CustomerAct, { act: 'subscribe' }>['answers'];

/** A template as it is offered. */
export type Offered = { template: string; title: string };

/** Templates that may be asked for: of these kinds (null: any news of their own matters, never offers), not held already, and not refused lately. */
export function offeredOf(own: OwnView | undefined, kinds: readonly NoticeKind[] | null, now: number): Offered[] {
  return (own?.subscriptions ?? [])
    .filter(({ kind }) => (kinds === null ? kind !== 'offer' : kinds.includes(kind)))
    .filter(({ left, refusedAt }) => left === 0 && (refusedAt === null || now - refusedAt >= REFUSED_MS))
    .slice(0, MOST)
    .map(({ template, title }) => ({ template, title }));
}

/** WeChat's templates for offers, where none is left of any: until one is accepted no offer comes in the mini-program. */
export function offersUnheld(own: OwnView | undefined): Offered[] {
  const all = (own?.subscriptions ?? []).filter(({ kind }) => kind === 'offer');
  if (all.some(({ left }) => left > 0)) return [];
  return all.slice(0, MOST).map(({ template, title }) => ({ template, title }));
}

/** Asks by WeChat's own window and tells what came of it, `none` where nothing was accepted; WeChat refuses it outside of a tap. Null: nothing was answered. */
export async function askSubscribe(
  offered: readonly Offered[],
  language: Language,
  none: 'remindLater' | 'offersNotAllowed' = 'remindLater',
): Promise<Answers | null> {
  const say = sayIn(language);
  const toast = (title: string) => void wx.showToast({ title, icon: 'none', duration: 2500 });
  try {
    const answer: Record<string, unknown> = {
      ...(await wx.requestSubscribeMessage({ tmplIds: offered.map(({ template }) => template) })),
    };
    const answers = offered.flatMap(({ template }) => {
      const given = answer[template];
      const known = (['accept', 'reject', 'ban', 'filter'] as const).find((one) => one === given);
      return known ? [{ template, answer: known }] : [];
    });
    toast(say(answers.some((one) => one.answer === 'accept') ? 'remindOn' : none));
    return answers.length > 0 ? answers : null;
  } catch (reason) {
    const { errCode } = reason as { errCode?: number };
    // 20004: the person switched all subscriptions off in WeChat's settings.
    toast(say(errCode === 20004 ? 'remindOff' : 'remindFailed'));
    return null;
  }
}
