/** A customer who is served by an agent, with both their screens. */
import { env } from 'cloudflare:workers';
import { documents, type AllSettings } from '../../shared/settings.ts';
import { refreshSettings } from '../../worker/settings/shelf.ts';
import { must } from '../results.ts';
import { agent, customer, freshPerson, openScreen, rows, text, visitor, type Screen } from './rig.ts';

type Closing = AllSettings['closing'];

/** Writes the closing settings of this test file's deployment; the rest as the demo has it. */
export async function closingIs(change: Partial<Closing>): Promise<void> {
  const settings = env.SETTINGS.getByName('main');
  const { revision = 0 } = (await settings.read('closing')) ?? {};
  const value = { ...documents.closing.demo, greeting: { zh: '', en: '' }, ...change };
  must(await settings.write({ name: 'closing', revision, value, by: { id: 'u_test', name: 'test' } }));
  await refreshSettings(env);
}

/** One side of the line with its own count of numbered sends. */
export class Hand {
  readonly screen: Screen;
  #number = 0;

  constructor(screen: Screen) {
    this.screen = screen;
  }

  /** Does it; answers `accepted`, or the code of the refusal. */
  async does(frame: object): Promise<string> {
    this.#number += 1;
    const number = this.#number;
    this.screen.say({ ...frame, number });
    const answered = await Promise.race([
      this.screen.next('accepted', (one) => one.number === number).then(() => 'accepted'),
      this.screen.next('refused', (one) => one.number === number).then((one) => one.code),
    ]);
    return answered;
  }

  act(act: object): Promise<string> {
    return this.does({ type: 'act', act });
  }

  say(words: string, more: object = {}): Promise<string> {
    return this.does({ type: 'send', body: text(words), ...more });
  }
}

let turns = 900;

/** A person with an agent on their line; `answered` also lets the agent say a word. */
export async function served({ answered = true, address }: { answered?: boolean; address?: 'web' } = {}) {
  const person = freshPerson();
  const mine = new Hand(await openScreen(person.id, visitor(person[address ?? 'web']), 'i1'));
  await mine.act({ act: 'request-human' });
  const session = String((await rows(person.id, 'select id from session'))[0]?.['id']);
  const give = async (to = { id: 'a_1', name: '林小夏' }) => {
    turns += 1;
    return must(await customer(person.id).assigned({ session, agent: to, turn: turns })).fence;
  };
  const fence = await give();
  const desk = new Hand(await openScreen(person.id, agent(), 'd1'));
  if (answered) await desk.say('您好', { fence });
  return { person, mine, desk, session, fence, give };
}

/** What one row of the session's table says. */
export async function sessionRow(id: string, session: string) {
  const [row] = await rows(id, `select state, rating, rating_asked, service from session where id = '${session}'`);
  return {
    state: row?.['state'],
    asked: row?.['rating_asked'],
    rating: JSON.parse(String(row?.['rating'] ?? 'null')) as {
      score: number;
      solved?: boolean;
      tags?: string[];
    } | null,
    service: JSON.parse(String(row?.['service'] ?? '{}')) as Record<string, unknown>,
  };
}
