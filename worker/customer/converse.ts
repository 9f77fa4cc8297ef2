/** What the line does when a customer speaks or acts, and what the robot answers. Runs inside one transaction. */
import type { Address, PersonFacts } from '../../shared/actors.ts';
import type { CustomerAct } from '../../shared/frame.ts';
import type { Body, Message } from '../../shared/message.ts';
import { plain } from '../../shared/plain.ts';
import { refuse, type Refusal } from '../../shared/refusal.ts';
import { isOff } from '../../shared/settings/switches.ts';
import { withTick } from '../../shared/ticks.ts';
import type { Snapshot } from '../brain/entry.ts';
import { askAboutProduct } from '../brain/product.ts';
import { consentsTransfer } from './arrangement.ts';
import { answersMeanwhile, consents } from './consent.ts';
import { closeSession } from './ending.ts';
import { awaitsWords, awaitWords, oweWords } from './media/hearing.ts';
import { heldOff } from './person/blocked.ts';
import { decideTrail, visited } from './person/trail.ts';
import { showCard } from './person/shown.ts';
import { verdict } from './profile/gather.ts';
import { judged } from './questions.ts';
import { declineRating, rate, ratedInWords } from './rating.ts';
import { spokeUp } from './reach/owing.ts';
import { saidOrders } from './named-orders.ts';
import { refuseOffers } from './own/choices.ts';
import { repliedOn } from './offers/results.ts';
import { refusedWords } from './offers/words.ts';
import { refusesOffers } from '../channels/sms/optout.ts';
import { robotTurn } from './robot.ts';
import { tellNotices } from './incident-notices.ts';
import { customerSpoke } from './silence.ts';
import type { Endpoint } from './store.ts';
import { expectMessage } from './ticket/intake.ts';
import { leaveMessage } from './ticket/leaving.ts';
import type { OwnAct } from './own/choices.ts';
import type { OwnTicketAct } from './ticket/own.ts';
import { ROBOT_IDLE_MS, type Turn } from './turn.ts';

/** What a page says they are looking at is shown beside others' words. */
const namedPlain = (body: Body): Body =>
  body.kind === 'product'
    ? { ...body, product: { ...body.product, title: plain(body.product.title) || plain(body.product.id) } }
    : body;

type Spoken = { message: Message; replies: Message[] };
type More = { client?: Message['client']; quote?: Message['quote']; silent?: boolean };

/** The customer said something on one of their addresses; in a new encounter they are told what goes on, once. */
export function customerSpeaks(
  turn: Turn,
  endpoint: Endpoint,
  given: Body,
  knowledge: Snapshot | null,
  more: More = {},
): Spoken {
  const isNew = turn.sessions.open() === null;
  const spoken = speaks(turn, endpoint, given, knowledge, more);
  if (!isNew || more.silent) return spoken;
  return { ...spoken, replies: [...spoken.replies, ...tellNotices(turn, endpoint)] };
}

/** Remembers it, and lets the robot answer if it holds the floor. */
function speaks(turn: Turn, endpoint: Endpoint, given: Body, knowledge: Snapshot | null, more: More): Spoken {
  const body = namedPlain(given);
  const rated = more.silent ? null : ratedInWords(turn, endpoint, body);
  if (rated) return rated;
  spokeUp(turn, endpoint);
  const session = turn.sessions.open() ?? turn.openSession(endpoint);
  const moved = session.endpoint !== endpoint.id;
  session.endpoint = endpoint.id;
  if (turn.around.callsOut(endpoint)) turn.letters.release(endpoint.id, turn.now);
  const isNew = session.version === 0;
  const message = turn.append(
    {
      endpoint,
      direction: 'in',
      speaker: turn.person.name ? { kind: 'customer', name: turn.person.name } : { kind: 'customer' },
      body,
      status: 'received',
      ...(more.client ? { client: more.client } : {}),
      ...(more.quote ? { quote: more.quote } : {}),
    },
    session,
  );
  if (!more.silent) oweWords(turn, message);
  saidOrders(turn, endpoint, body);
  const isRefusal = body.kind === 'text' && refusesOffers(body.text);
  // Heard in any case; answered where they can hear it.
  if (isRefusal) refuseOffers(turn, `${endpoint.channel}:${message.id}`);
  const refuses = isRefusal && !more.silent;
  // 退订 answers no offer: it ends them.
  if (!isRefusal) repliedOn(turn, endpoint.channel);
  if (refuses) {
    const language = session.mind.language === 'en' ? 'en' : 'zh';
    if (isNew) turn.keepSession(session, true);
    if (session.state === 'robot') {
      return {
        message,
        replies: [turn.say(endpoint, session, { kind: 'robot' }, { kind: 'text', text: refusedWords[language] })],
      };
    }
    turn.system(session, refusedWords[language]);
  }
  if (session.state === 'agent') customerSpoke(session);
  const held = more.silent ? null : heldOff(turn, session, endpoint, body);
  if (held) return { message, replies: held };
  expectMessage(turn, session);
  const startsWaiting = session.state !== 'robot' && session.waitingSince === null;
  if (startsWaiting) session.waitingSince = turn.now;
  if (session.state !== 'robot' || more.silent) {
    if (session.robotOffer === 'asked' && !more.silent)
      return { message, replies: consents(turn, session, endpoint, body) };
    if (!more.silent) consentsTransfer(turn, session, body);
    if (isNew || moved || startsWaiting) turn.keepSession(session, isNew);
    if (session.agent) turn.oweSeat(session.agent.id);
    if (more.silent || session.state === 'agent') return { message, replies: [] };
    return { message, replies: answersMeanwhile(turn, session, endpoint, body, knowledge) };
  }
  session.idleAt = turn.now + ROBOT_IDLE_MS;
  if (isNew) turn.keepSession(session, true);
  if (turn.person.humanFirst) {
    return { message, replies: robotTurn(turn, session, endpoint, { kind: 'asked-human', now: turn.now }, knowledge) };
  }
  // What was spoken is thought about once it is known in words.
  if (awaitsWords(turn, body)) {
    awaitWords(turn, session, endpoint.id);
    return { message, replies: [] };
  }
  // A dialog that waits for something is not answered by a card.
  const robotOff = isOff(turn.around.settings.switches, 'robot', turn.now);
  if (body.kind === 'product' && session.mind.flow === null && !robotOff) {
    turn.keepSession(session, false);
    const asked = askAboutProduct(body, session.mind.language);
    return { message, replies: [turn.say(endpoint, session, { kind: 'robot' }, asked)] };
  }
  return { message, replies: robotTurn(turn, session, endpoint, { kind: 'message', body, now: turn.now }, knowledge) };
}

/** What a customer asks for beside speaking. */
export function customerActs(
  turn: Turn,
  endpoint: Endpoint,
  act: Exclude<CustomerAct, OwnTicketAct | OwnAct | { act: 'recall' }>,
  knowledge: Snapshot | null,
): Refusal | null {
  switch (act.act) {
    case 'request-human':
      return requestHuman(turn, endpoint, knowledge);
    case 'leave-queue': {
      const session = turn.sessions.open();
      if (!session) return refuse('no_session');
      if (session.state !== 'queued' && session.state !== 'left-message') return refuse('wrong_state');
      session.waitingSince = null;
      turn.system(session, session.mind.language === 'en' ? 'You left the queue.' : '您已退出排队');
      turn.move(session, 'robot');
      return null;
    }
    case 'leave-message':
      return leaveMessage(turn, endpoint, act);
    case 'answer-transfer': {
      const session = turn.sessions.open();
      if (!session) return refuse('no_session');
      return consentsTransfer(turn, session, act.yes) ? null : refuse('wrong_state');
    }
    case 'rate':
      return rate(turn, act);
    case 'decline-rating':
      return declineRating(turn, act.session);
    case 'feedback': {
      const message = turn.line.message(act.message);
      if (!message || message.direction !== 'out' || message.speaker.kind !== 'robot') return refuse('not_found');
      if (message.helpful === act.helpful) return null;
      turn.line.setHelpful(message.id, act.helpful);
      turn.change('all', message.endpoint, { kind: 'feedback', id: message.id, helpful: act.helpful });
      judged(turn, message, act.helpful);
      verdict(turn, message, act.helpful);
      return null;
    }
    case 'tick':
      return tick(turn, act);
    case 'trail':
      return decideTrail(turn, endpoint, act.on);
    case 'visit':
      return visited(turn, endpoint, act.page);
    case 'close': {
      const session = turn.sessions.open();
      if (!session) return refuse('no_session');
      // Who ends it wants nothing more; silence would keep an unfinished dialog.
      session.mind = { ...session.mind, flow: null, parked: [] };
      closeSession(turn, session, 'customer');
      return null;
    }
  }
}

/** A step of an answer was done, or not yet after all: every screen of the person and the staff see it. */
function tick(turn: Turn, { message: id, step, done }: Extract<CustomerAct, { act: 'tick' }>): Refusal | null {
  const message = turn.line.message(id);
  if (!message || message.recalled || message.direction !== 'out' || message.body.kind !== 'answer') {
    return refuse('not_found');
  }
  if (step >= (message.body.steps?.length ?? 0)) return refuse('not_found');
  if ((message.ticked ?? []).includes(step) === done) return null;
  const ticked = withTick(message.ticked, step, done);
  turn.line.setTicked(id, ticked);
  turn.change('all', message.endpoint, { kind: 'ticked', id, ticked });
  return null;
}

function requestHuman(turn: Turn, endpoint: Endpoint, knowledge: Snapshot | null): Refusal | null {
  const open = turn.sessions.open();
  if (open && open.state !== 'robot') return open.state === 'agent' ? refuse('wrong_state') : null;
  const session = open ?? turn.openSession(endpoint);
  session.endpoint = endpoint.id;
  if (!open) turn.keepSession(session, true);
  if (heldOff(turn, session, endpoint, null)) return null;
  robotTurn(turn, session, endpoint, { kind: 'asked-human', now: turn.now }, knowledge);
  if (!open) tellNotices(turn, endpoint);
  return null;
}

/** Facts that came with a proof: name, user id, further addresses. Answers the endpoint of the viewer itself. */
export function meet(turn: Turn, address: Address, facts: PersonFacts): Endpoint {
  const own = meetAt(turn, address);
  for (const further of facts.addresses ?? []) meetAt(turn, further);
  learn(turn, facts);
  return own;
}

/** What is said of the person by who vouches for it. */
export function learn(turn: Turn, facts: PersonFacts): void {
  const before = { ...turn.person };
  Object.assign(turn.person, {
    name: facts.name ?? before.name,
    userId: facts.userId ?? before.userId,
    care: facts.care ?? before.care,
    level: facts.level ?? before.level,
  });
  const { name, userId, care, level } = turn.person;
  if (name === before.name && userId === before.userId && care === before.care && level === before.level) return;
  turn.line.updatePerson(turn.person);
  turn.change('staff', '', { kind: 'person', person: personView(turn) });
  if (level !== before.level) showCard(turn);
  const session = turn.sessions.open();
  if (session) turn.keepSession(session, true);
  if (session?.agent) turn.oweSeat(session.agent.id);
}

/** The endpoint at this address, made where there was none. */
export function meetAt(turn: Turn, address: Address): Endpoint {
  const known = turn.line.endpointAt(address);
  if (known) return known;
  const endpoint = turn.line.addEndpoint(turn.around.freshId('e'), address, turn.now);
  turn.change('staff', endpoint.id, { kind: 'endpoint', endpoint: turn.viewEndpoint(endpoint) });
  return endpoint;
}

/** The person as staff see them. */
export function personView(turn: Pick<Turn, 'person' | 'line'>) {
  const refused = turn.line.endpoints().filter((one) => one.marketingRefused);
  return {
    id: turn.person.id,
    name: turn.person.alias || turn.person.name,
    ...(turn.person.userId ? { userId: turn.person.userId } : {}),
    ...(refused.length > 0 ? { refused: refused.map((one) => one.id) } : {}),
  };
}
