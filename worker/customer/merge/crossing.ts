/**
 * Persons part while news of one is on its way over an address of the other: nothing of it leaves with either. It is taken back before
 * rows are written down, and goes another way of whoever it is for. Runs inside one transaction.
 */
import { ownReason } from '../../../shared/reasons.ts';
import { mark, oweLook } from '../reach/planning.ts';
import type { NewsKept, Try } from '../reach/store.ts';
import type { Turn } from '../turn.ts';
import { ofEndpoint, ofNews } from './tables.ts';

/** Takes back what is owed between these homes and those that stay; the line is still whole. */
export function takeBackCrossing(turn: Turn, sql: SqlStorage, homes: readonly string[]): void {
  const goes = (home: string) => homes.includes(home === '' ? turn.person.id : home);
  for (const news of turn.reach.all()) {
    const last = news.attempts.at(-1);
    if (last?.way !== 'platform' || last.fate !== 'going') continue;
    const [one] = sql
      .exec<{ said: string; on: string }>(
        `select ${ofNews('?1')} as said, ${ofEndpoint('?2')} as "on"`,
        news.id,
        last.endpoint,
      )
      .toArray();
    if (one && goes(one.said) !== goes(one.on)) takeBack(turn, news, last);
  }
}

function takeBack(turn: Turn, news: NewsKept, last: Try): void {
  const { id, saidAs, attempts } = news;
  const letter = turn.letters.byKey(saidAs === null ? `send:${id}:${last.endpoint}` : `send:${saidAs}`);
  // What a call or a hook's answer carries can't be taken back; nothing flies while rows are written down.
  if (letter && letter.state !== 'owed' && letter.state !== 'held') return;
  if (letter) turn.letters.done(letter);
  const said = saidAs === null ? null : turn.line.message(saidAs);
  if (said) turn.status(said, 'failed', ownReason('parted'));
  turn.reach.save({ ...news, saidAs: null, attempts: [...attempts.slice(0, -1), { ...last, fate: 'failed' }] });
  mark(turn, id, null);
  oweLook(turn, id, turn.now);
}
