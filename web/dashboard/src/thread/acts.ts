import type { Line } from '../../../../shared/line.ts';
import type { FollowedLine } from '../line/follow.ts';
import type { Outcome } from '../line/acts.ts';
import { useWords } from '../locale/locale.ts';
import { useSeat } from '../seat/seat.ts';
import { ask } from '../ui/ask.ts';
import { say } from '../ui/toast.ts';

function tell(outcome: Outcome, done: string): boolean {
  if (outcome) say(useWords().refusal(outcome.code, outcome.detail), 'bad');
  else say(done, 'good');
  return outcome === null;
}

/** Ends the session, after asking. */
export async function closeSession(followed: FollowedLine, line: Line): Promise<boolean> {
  const words = useWords();
  if (!line.session) return false;
  const { fence } = line.session;
  const sure = await ask({
    title: words.t('close.title', { name: line.person.name }),
    text: words.t('close.text'),
    yes: words.t('thread.close'),
  });
  return sure && tell(await followed.act({ act: 'close', fence }), words.t('close.done'));
}

/** Asks the customer to rate. */
export async function askRating(followed: FollowedLine, line: Line): Promise<boolean> {
  if (!line.session) return false;
  return tell(await followed.act({ act: 'ask-rating', fence: line.session.fence }), useWords().t('rate.done'));
}

/** Asks the customer whether the robot may go on; nothing moves without their yes. */
export async function offerRobot(followed: FollowedLine, line: Line): Promise<boolean> {
  const words = useWords();
  if (!line.session) return false;
  const { fence } = line.session;
  const sure = await ask({
    title: words.packet('offerRobot'),
    text: words.packet('offerRobotText', { name: line.person.name }),
    yes: words.packet('offerRobotYes'),
  });
  const act = { act: 'offer-robot', fence, reason: 'common-question' } as const;
  return sure && tell(await followed.act(act), words.packet('offerRobotDone'));
}

/** Gives the session back to its place in line, after asking. */
export async function returnSession(line: Line): Promise<boolean> {
  const words = useWords();
  if (!line.session) return false;
  const session = line.session.id;
  const sure = await ask({
    title: words.t('return.title'),
    text: words.t('return.text', { name: line.person.name }),
    yes: words.t('thread.return'),
  });
  return sure && tell(await useSeat().act({ act: 'return', session }), words.t('return.done'));
}
