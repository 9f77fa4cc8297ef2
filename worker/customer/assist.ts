/** 实时辅助: as soon as a customer has spoken, colleagues who look at the line are shown what may help. Says nothing to the customer. */
import type { AssistView } from '../../shared/assist.ts';
import type { ServerFrame } from '../../shared/frame.ts';
import type { Snapshot } from '../brain/entry.ts';
import { nextSteps } from '../brain/suggest.ts';
import type { Env } from '../env.ts';
import { settingsNow } from '../settings/shelf.ts';
import type { Outside } from './deliver.ts';
import type { Session } from './sessions.ts';
import type { ChangeRow } from './store.ts';
import type { Stores } from './turn.ts';
import type { SuggestAnswer } from '../../shared/api.ts';
import type { Result } from '../../shared/refusal.ts';
import type { AllSettings } from '../../shared/settings.ts';

/** What it works with; the actor lends it. */
export type AssistPort = {
  /** The open encounter. */
  session(): Pick<Session, 'id' | 'state' | 'mind' | 'handover'> | null;
  /** The customer's newest message in it. */
  newest(session: string): string | null;
  /** Published answers to the customer's newest words. */
  suggest(): Promise<Result<SuggestAnswer>>;
  directory: Pick<Outside['directory'], 'similar'>;
  knowledge(): Snapshot | null;
  settings(): AllSettings;
  /** Whether a colleague looks at the line now. */
  watched(): boolean;
  show(frame: ServerFrame): void;
  fault(error: unknown): void;
};

export class Assist {
  readonly #port: AssistPort;
  /** The message whose help is looked for: an older one's answer is not shown any more. */
  #wanted = '';
  #shown: AssistView | null = null;

  constructor(port: AssistPort) {
    this.#port = port;
  }

  /** Something was committed: the customer's newest words are looked at, after everybody has been told. */
  heard(news: readonly ChangeRow[]): void {
    const newest = news.findLast(({ change }) => change.kind === 'message' && change.message.direction === 'in');
    if (newest?.change.kind !== 'message' || !this.#port.watched()) return;
    this.#want(newest.change.message.id);
  }

  /** A colleague's screen came: what is known of the newest words is shown again, or looked for. */
  came(): void {
    const session = this.#port.session();
    const last = session && session.state !== 'robot' ? this.#port.newest(session.id) : null;
    if (last === null) return;
    if (this.#shown?.message === last) this.#port.show({ type: 'assist', assist: this.#shown });
    else this.#want(last);
  }

  #want(message: string): void {
    this.#wanted = message;
    void Promise.resolve()
      .then(() => this.#look(message))
      .catch((fault: unknown) => this.#port.fault(fault));
  }

  async #look(message: string): Promise<void> {
    const session = this.#port.session();
    if (!session || session.state === 'robot') return;
    const found = await this.#port.suggest();
    if (!found.ok || this.#wanted !== message) return;
    const { question, version, answers } = found;
    const knowledge = this.#port.knowledge();
    const { language } = session.mind;
    const skill = session.handover?.skill ?? '';
    const view: AssistView = {
      ...{ message, question, version, answers },
      tried:
        session.handover?.tried.map(({ entry, question: asked, helpful }) => ({
          ...{ entry, question: asked },
          ...(helpful === undefined ? {} : { helpful }),
        })) ?? [],
      next: knowledge ? nextSteps(question, skill, language, knowledge, this.#port.settings().tickets.kinds) : [],
      similar: [],
    };
    this.#give(view);
    const alike = await this.#port.directory.similar({ words: question, not: session.id });
    if (alike.length === 0 || this.#wanted !== message) return;
    this.#give({
      ...view,
      similar: alike.map(({ customer, session: id, number, question: asked, summary }) => ({
        ...{ customer, session: id, number, question: asked, summary },
      })),
    });
  }

  #give(view: AssistView): void {
    this.#shown = view;
    this.#port.show({ type: 'assist', assist: view });
  }
}

/** The help of one customer's actor. */
export function assistOf(
  env: Env,
  { line, sessions }: Pick<Stores, 'line' | 'sessions'>,
  screens: { watched(): boolean; signal(frame: ServerFrame, to: 'agent'): void },
  outside: Pick<Outside, 'directory' | 'knowledge' | 'fault'>,
  suggest: AssistPort['suggest'],
): Assist {
  return new Assist({
    session: () => sessions.open(),
    newest: (session) => line.said.in(session).findLast((one) => one.direction === 'in')?.id ?? null,
    suggest,
    directory: outside.directory,
    knowledge: () => outside.knowledge,
    settings: () => settingsNow(env),
    watched: () => screens.watched(),
    show: (frame) => screens.signal(frame, 'agent'),
    fault: (error) => outside.fault('assist', error),
  });
}
