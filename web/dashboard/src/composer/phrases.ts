import { ref, shallowRef } from 'vue';
import type { Line } from '../../../../shared/line.ts';
import type { RepliesAnswer } from '../../../../shared/order-api.ts';
import type { Reply } from '../../../../shared/settings/replies.ts';
import type { Language } from '../../../client/words.ts';
import { staffCall } from '../staff/net.ts';

export type Phrase = Reply & { own: boolean; typed: string; used: number };

const all = shallowRef<readonly Phrase[]>([]);
const loading = ref(false);
/** They are being fetched: what a slash finds isn't known yet. */
export const phrasesComing = loading;

/** Everybody's phrases and the agent's own, as the gateway has them. */
export const phrases = all;

/** Fetches them; once a screen, and again after they were edited. */
export async function loadPhrases(again = false): Promise<void> {
  if (loading.value || (all.value.length > 0 && !again)) return;
  loading.value = true;
  try {
    const answer = await staffCall<RepliesAnswer>('GET', 'replies');
    if (!answer.ok) return;
    const { shared, mine, used, typed } = answer;
    const phrase = (own: boolean) => (one: Reply) => ({
      ...{ ...one, own, typed: typed[one.id] ?? '', used: used[one.id] ?? 0 },
    });
    all.value = [...mine.map(phrase(true)), ...shared.map(phrase(false))];
  } catch {
    // Without a network there are no phrases; the next slash tries again.
  } finally {
    loading.value = false;
  }
}

/** Counts that a phrase was used; it comes sooner the next time. */
export function usePhrase(chosen: Phrase): void {
  all.value = all.value.map((one) => (one.id === chosen.id ? { ...one, used: one.used + 1 } : one));
  void staffCall('POST', 'replies/used', { id: chosen.id }).catch(() => undefined);
}

const SHOWN = 30;

/** How well a phrase answers what was typed, 0: not at all. The beginning counts more than the middle, the title more than the words. */
function scoreOf(one: Phrase, asked: string): number {
  if (asked === '') return 1;
  const title = one.title.toLowerCase();
  if (title.startsWith(asked)) return 5;
  if (one.typed.split(' ').some((way) => way.startsWith(asked))) return 4;
  if (title.includes(asked) || one.group.toLowerCase().includes(asked)) return 3;
  return one.text.toLowerCase().includes(asked) ? 2 : 0;
}

/** The phrases that match, best first, then the most used, one's own before everybody's. Those of the other language come last. */
export function found(list: readonly Phrase[], asked: string, language: Language): Phrase[] {
  const wanted = asked.trim().toLowerCase();
  return list
    .map((one) => ({ one, score: scoreOf(one, wanted) }))
    .filter(({ score }) => score > 0)
    .sort(
      (left, right) =>
        Number(right.one.language === language) - Number(left.one.language === language) ||
        right.score - left.score ||
        right.one.used - left.one.used ||
        Number(right.one.own) - Number(left.one.own),
    )
    .slice(0, SHOWN)
    .map(({ one }) => one);
}

/** What stands after the slash; null when no phrase is being looked for. */
export function slashed(text: string): string | null {
  return /^\/(\S{0,20})$/u.exec(text)?.[1] ?? null;
}

/** A phrase that begins as what is being typed does, without a slash. */
export function matchOf(list: readonly Phrase[], text: string, language: Language): Phrase | null {
  const typed = text.trim().toLowerCase();
  if (typed.length < 2 || typed.length > 12) return null;
  const fits = (one: Phrase) =>
    one.language === language &&
    (one.title.toLowerCase().startsWith(typed) || one.text.toLowerCase().startsWith(typed));
  return list.find((one) => fits(one) && one.text.toLowerCase() !== typed) ?? null;
}

/** A place as it is written in a phrase, for those who write them. */
export const PLACE_EXAMPLE = '{客户姓名}';
const PLACES = /\{(客户姓名|订单号|坐席|customer|order|agent)\}/gu;

/** Fills in what is known; what isn't stays to be written. */
export function filled(text: string, line: Line, agent: string): string {
  const known = (name: string): string => {
    if (name === '坐席' || name === 'agent') return agent;
    if (name === '客户姓名' || name === 'customer') return line.person.name;
    return orderIn(line);
  };
  return text.replace(PLACES, (place, name: string) => known(name) || place);
}

/** What is still to be written; null: nothing. */
export const unfilled = (text: string): string | null => text.match(PLACES)?.[0] ?? null;

function orderIn(line: Line): string {
  const slot = line.handover?.slots.find((one) => /order/iu.test(one.name))?.value;
  if (slot) return slot;
  const card = line.messages.findLast((one) => one.body.kind === 'order')?.body;
  return card?.kind === 'order' ? card.order.no : '';
}
