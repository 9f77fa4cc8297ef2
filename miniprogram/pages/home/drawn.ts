/** Everything the page draws, from what the talk holds at a moment. */
import type { Quick } from '../../../web/client/guesses.ts';
import { pendingAct } from '../../../web/client/pending.ts';
import { relatedNow } from '../../../web/client/related.ts';
import { againMs, barOf, failedText, headOf, phaseOf, transferQuestion } from '../../line/bar.ts';
import { hasSpoken, rowsOf } from '../../line/rows.ts';
import type { Window } from '../../line/window.ts';
import { talk } from '../../net.ts';
import { language, textSize } from '../../preference.ts';
import { sayIn } from '../../words.ts';

/** What only the page knows: the part to draw, where the unread begins, the rating put off, and what may be asked. */
export type Glance = { window: Window | null; unread: number; later: string; quick: readonly Quick[] };

/** The page's data at this moment; `againMs`: when time alone will change it, 0: not by itself. */
export function drawnOf({ window, unread, later, quick }: Glance, now: number) {
  const { follower, refusal, place, typist, lostAt, base } = talk;
  const { state: line, status, pending, instance } = follower;
  const lang = language();
  const say = sayIn(lang);
  const lostMs = lostAt === null ? 0 : now - lostAt;
  const offline = lostAt !== null;
  const seen = {
    language: lang,
    base,
    now,
    instance,
    pending,
    gifts: talk.gifts.list,
    offline,
    window,
    unread,
  };
  const rows = rowsOf(line, seen);
  const typer = typist && typist.until > now ? typist : null;
  const invite = line?.invite ?? null;
  const asksRating = invite !== null && invite.until > now && later !== invite.session;
  const phase = phaseOf({ status, lostMs, line, rows: rows.length });
  const data = {
    size: textSize(),
    elder: textSize() === 'elder',
    head: headOf(line, pendingAct(pending, 'request-human'), lang),
    phase,
    failedText: failedText(refusal, lang),
    bar: barOf({ status, refusal, lostMs, line, place, language: lang, phase }),
    typing: typer ? say('typing', { name: typer.name || say(typer.robot ? 'robot' : 'staff') }) : '',
    quick: hasSpoken(line, pending) || asksRating ? [] : [...quick],
    related: asksRating ? [] : [...relatedNow(line, pending)],
    transfer: pendingAct(pending, 'answer-transfer') ? '' : (transferQuestion(line, lang) ?? ''),
    asksRating,
    tags: invite?.tags ?? [],
    rated: line?.session?.rating?.score ?? 0,
    ends: window === null || window.to === null,
  };
  return { rows, data, againMs: typer ? typer.until - now + 20 : againMs(lostMs) };
}
