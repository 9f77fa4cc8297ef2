/** A customer talking to the robot, turn by turn, for the tests of this folder. */
import { fallbackText, type Body, type Option } from '../../shared/message.ts';
import {
  anybody,
  freshMind,
  think,
  type Asker,
  type CompanyAnswer,
  type Heard,
  type Mind,
  type Said,
  type Thought,
} from '../../worker/brain/think.ts';
import { demoSnapshot } from '../../worker/knowledge/demo.ts';

export const knowledge = demoSnapshot();
export const START = 1_764_000_000_000;

/** Somebody who signed in. */
export const signedIn: Asker = { ...anybody, known: true };

/** One utterance to a robot in the given mind. */
export function hearing(text: string, mind: Mind = freshMind): Thought {
  return think(mind, { kind: 'message', body: { kind: 'text', text }, now: START, asker: signedIn }, [], knowledge);
}

/** All words of a thought, as a channel without buttons would show them. */
export function wordsOf(thought: Thought): string {
  return thought.say.map((line) => fallbackText(line.body)).join('\n');
}

export function optionsOf(thought: Thought): readonly Option[] {
  return thought.say.flatMap(({ body }) =>
    body.kind === 'menu' || body.kind === 'answer' ? (body.options ?? []) : [],
  );
}

/** Keeps mind and transcript between turns, as the customer's actor does. */
export class Talk {
  mind: Mind = freshMind;
  asker = signedIn;
  readonly said: Said[] = [];
  #now = START;

  say(text: string): Thought {
    return this.body({ kind: 'text', text });
  }

  tap(option: string, text = 'tapped'): Thought {
    return this.body({ kind: 'text', text, option });
  }

  body(body: Body): Thought {
    this.said.push({ speaker: 'customer', text: fallbackText(body) });
    return this.hear({ kind: 'message', body, now: this.#now });
  }

  greet(): Thought {
    return this.hear({ kind: 'greet', now: this.#now });
  }

  /** The company answers what was asked last, or `call`. */
  answered(answer: CompanyAnswer, call = this.mind.lastCall ?? 'none'): Thought {
    return this.hear({ kind: 'called', call, answer, now: this.#now });
  }

  /** Time passes, and the mind goes through storage, as when the object slept. */
  wait(ms: number): void {
    this.#now += ms;
    this.mind = JSON.parse(JSON.stringify(this.mind)) as Mind;
  }

  get now(): number {
    return this.#now;
  }

  hear(heard: Heard): Thought {
    this.#now += 1000;
    const thought = think(this.mind, { asker: this.asker, ...heard }, this.said, knowledge);
    this.mind = thought.mind;
    for (const line of thought.say) this.said.push({ speaker: 'robot', text: fallbackText(line.body) });
    return thought;
  }
}
