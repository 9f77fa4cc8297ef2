/** What an agent does from the dashboard: numbered, done once, answered with the same words however often it is heard. */
import type { DeskCalls } from '../../shared/actors.ts';
import { refuse, type Refusal, type Result } from '../../shared/refusal.ts';
import type { SeatAct, SeatServerFrame } from '../../shared/seat.ts';
import { judgeNumber } from '../lib/numbers.ts';
import { faultLine, freshNumber, log } from '../log.ts';
import type { Presence } from './presence.ts';
import type { Viewer } from './sockets.ts';
import type { SeatStore } from './store.ts';

type Asked = { viewer: Viewer; instance: string; number: number; act: SeatAct };

export type ActPort = {
  desk(): Pick<DeskCalls, 'take' | 'giveBack' | 'act'>;
  /** One transaction, then what it changed is told. */
  change<Answer>(act: (now: number) => Answer): Answer;
};

export class Acts {
  readonly #store: SeatStore;
  readonly #presence: Presence;
  readonly #port: ActPort;
  #queue: Promise<unknown> = Promise.resolve();

  constructor(store: SeatStore, presence: Presence, port: ActPort) {
    this.#store = store;
    this.#presence = presence;
    this.#port = port;
  }

  /** One after the other, so that a number is judged when all before it are committed. Never rejects. */
  perform(asked: Asked): Promise<SeatServerFrame> {
    const turn = this.#queue.then(() => this.#perform(asked));
    this.#queue = turn;
    return turn;
  }

  async #perform(asked: Asked): Promise<SeatServerFrame> {
    const { instance, number } = asked;
    try {
      const content = JSON.stringify(asked.act);
      const kept = this.#store.act(instance, number);
      const verdict = judgeNumber(this.#store.lastNumber(instance), number, content, kept?.content ?? null);
      switch (verdict.kind) {
        case 'gap':
          return refused(number, refuse('gap'), verdict.expected);
        case 'reused':
          return refused(number, refuse('reused_number'));
        case 'repeat':
          return kept ? (JSON.parse(kept.answer) as SeatServerFrame) : this.#accepted(number, Date.now());
        case 'next':
          return await this.#first(asked, content);
      }
    } catch (fault) {
      log(faultLine('', freshNumber(), 'seat act', fault));
      return refused(number, refuse('internal'));
    }
  }

  /** Done, and its answer kept, in one transaction. What the desk decides is asked before: asking twice there changes nothing. */
  async #first({ viewer, instance, number, act }: Asked, content: string): Promise<SeatServerFrame> {
    const decided = act.act === 'duty' || act.act === 'read-mentions' ? null : await this.#ask(viewer, act);
    return this.#port.change((now) => {
      if (act.act === 'read-mentions' && this.#store.news.readMentions(act.id)) {
        this.#store.addChange({ kind: 'mentions-read', ...(act.id === undefined ? {} : { id: act.id }) }, now);
      }
      if (act.act === 'duty') this.#presence.declare(act.duty, act.reason, now);
      const answer = decided && !decided.ok ? refused(number, decided) : this.#accepted(number, now);
      this.#store.addAct({ instance, number, content, answer: JSON.stringify(answer), at: now });
      return answer;
    });
  }

  async #ask(
    viewer: Viewer,
    act: Exclude<SeatAct, { act: 'duty' } | { act: 'read-mentions' }>,
  ): Promise<Result<{ turn: number }>> {
    const lead = viewer.role === 'lead' || viewer.role === 'owner';
    const desk = this.#port.desk();
    try {
      switch (act.act) {
        case 'take':
          return await desk.take({ agent: viewer.id, session: act.session, force: lead });
        case 'return':
          return await desk.giveBack({ agent: viewer.id, session: act.session });
        default:
          return await desk.act({ agent: { id: viewer.id, name: viewer.name }, lead, act });
      }
    } catch {
      return refuse('unavailable');
    }
  }

  #accepted(number: number, at: number): SeatServerFrame {
    return { type: 'accepted', number, revision: this.#store.head(), at };
  }
}

function refused(number: number, refusal: Refusal, expected?: number): SeatServerFrame {
  const { code, detail } = refusal;
  return { type: 'refused', number, code, detail, ...(expected === undefined ? {} : { expected }) };
}
