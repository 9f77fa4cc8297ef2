/** Somebody with a telephone: rings, listens, speaks, presses keys, all through the simulated exchange. */
import { inWorld, post } from './rig.ts';

type Heard = { id: number; kind: 'spoken' | 'said' | 'keys' | 'note' | 'fault'; text: string };
type Shown = {
  call: { sid: string; state: string; endedAt: number | null; waits: string } | null;
  heard: Heard[];
  same?: boolean;
  interrupted?: boolean;
};

export class Caller {
  #seen = 0;
  #shown: Shown = { call: null, heard: [] };
  readonly #who: string;

  constructor(who: string) {
    this.#who = who;
  }

  get call() {
    return this.#shown.call;
  }

  get heard(): Heard[] {
    return this.#shown.heard;
  }

  /** Whether the machine was still speaking when the caller spoke last. */
  get interrupted(): boolean {
    return this.#shown.interrupted === true;
  }

  /** Rings; answers what is heard first. */
  async rings(more: { withheld?: boolean } = {}): Promise<string> {
    return this.#take(await inWorld<Shown>(`/people/${this.#who}/calls`, { to: 'hotline', ...more }));
  }

  says = (text: string) => this.#acts({ act: 'say', text });
  presses = (digits: string) => this.#acts({ act: 'keys', digits });
  isSilent = () => this.#acts({ act: 'silence' });
  hangsUp = () => this.#acts({ act: 'hang-up' });
  agentLeg = (state: string, seconds = 42) => this.#acts({ act: 'agent', state, seconds });

  /** The last webhook comes again: whether it was answered alike. */
  async again(): Promise<boolean> {
    await this.#acts({ act: 'duplicate' });
    return this.#shown.same === true;
  }

  async status(state: string): Promise<void> {
    await this.#acts({ act: 'status', state });
    await post();
  }

  /** What was heard since last asked. */
  async listens(): Promise<string> {
    return this.#take(await inWorld<Shown>(`/people/${this.#who}/calls`));
  }

  async #acts(act: object): Promise<string> {
    return this.#take(await inWorld<Shown>(`/people/${this.#who}/calls/${this.#shown.call?.sid ?? ''}`, act));
  }

  /** A fault in a document is never passed over. */
  #take(shown: Shown): string {
    this.#shown = shown;
    const faults = shown.heard.filter((one) => one.kind === 'fault').map((one) => one.text);
    if (faults.length > 0) throw new Error(`TwiML: ${faults.join('; ')}`);
    const fresh = shown.heard.filter((one) => one.id > this.#seen);
    this.#seen = fresh.at(-1)?.id ?? this.#seen;
    return fresh
      .filter((one) => one.kind === 'spoken')
      .map((one) => one.text)
      .join('\n');
  }
}
