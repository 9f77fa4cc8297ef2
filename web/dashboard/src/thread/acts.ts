import { fallbackText } from '../../../../shared/fallback.ts';
import type { Line } from '../../../../shared/line.ts';
import type { Message } from '../../../../shared/message.ts';
import type { Quote } from '../../../../shared/serving.ts';
import type { FollowedLine } from '../line/follow.ts';
import type { Outcome } from '../line/acts.ts';
import { useWords } from '../locale/locale.ts';
import { useSeat } from '../seat/seat.ts';
import { openClosing } from '../serve/closing.ts';
import { useServeWords } from '../serve/words.ts';
import { ask } from '../ui/ask.ts';
import { say } from '../ui/toast.ts';
import { resent } from './resend.ts';

function tell(outcome: Outcome, done: string): boolean {
  if (outcome) say(useWords().refusal(outcome.code, outcome.detail), 'bad');
  else say(done, 'good');
  return outcome === null;
}

/** Opens the dialog that ends the session, with its summary. */
export function closeSession(followed: FollowedLine, line: Line): void {
  const { session, person, messages } = line;
  if (!session) return;
  const answered = messages.some(
    (one) => one.session === session.id && one.speaker.kind === 'agent' && one.direction === 'out' && !one.automatic,
  );
  const { id, fence } = session;
  const name = person.name || useSeat().rows.find((one) => one.customer === followed.customer)?.name || '';
  openClosing({ kind: 'close', customer: followed.customer, name, session: id, fence, answered });
}

/** Takes an own message back. */
export async function recallMessage(followed: FollowedLine, message: Message): Promise<void> {
  const outcome = await followed.act({ act: 'recall', message: message.id });
  if (outcome) say(useWords().refusal(outcome.code, outcome.detail), 'bad');
}

/** Says a message again that failed, or may have failed: then the agent is asked first, for it may arrive twice. */
export async function resendMessage(followed: FollowedLine, line: Line, message: Message): Promise<void> {
  const words = useServeWords();
  const question = { title: words.s('resendTitle'), text: words.s('resendText'), yes: words.s('resend') };
  if (message.status === 'unknown' && !(await ask(question))) return;
  const payload = resent(followed.line ?? line, message, Date.now());
  if (payload) followed.send(payload);
  else say(words.s('resendShut'), 'bad');
}

/** A message as it is quoted. */
export function quoteOf({ id, revision, speaker, body }: Message): Quote {
  const { kind, name } = speaker;
  const text = fallbackText(body).replace(/\s+/gu, ' ').slice(0, 120);
  return { id, revision, speaker: { kind, ...(name === undefined ? {} : { name }) }, text };
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
