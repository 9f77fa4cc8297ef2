/** A session that had ended because two customers became one, and stood again as they parted. */
import type { SessionFact } from '../../shared/actors.ts';
import type { Moves, Scene } from './moves.ts';
import { isPresent, NO_HURRY, type Session } from './session.ts';
import { whys } from './words.ts';

/** With its agent while they are there, also beyond their capacity: it was theirs. Else at its place in line. */
export function standsAgain(scene: Scene, moves: Moves, one: Session, fact: SessionFact, now: number): void {
  const { book } = scene;
  const { settings } = scene.roster();
  const holder = fact.again?.agent ?? null;
  const agent = holder === null ? null : book.agent(holder);
  // No order from before holds: the next one is newer than what the customer obeyed last.
  one.turn = Math.max(one.turn, fact.turn);
  if (agent && isPresent(agent, settings.awayMs, now)) {
    moves.holds(one, agent.id, fact.at, now, whys.again());
    const { firstAnswerMs } = settings;
    if (fact.answeredAt === undefined) one.answerBy = firstAnswerMs === 0 ? NO_HURRY : now + firstAnswerMs;
  } else if (holder !== null) moves.line(one, whys.away(book.nameOf(holder)), now, { why: 'away' });
  else {
    moves.follow(one, fact.state === 'robot' ? 'robot' : 'queued', fact.at, now);
    if (fact.state === 'left-message') one.state = 'left-message';
  }
}
