/** A person's actor with parts of the house broken: the real class over its real storage, other bindings beside it. */
import { env } from 'cloudflare:workers';
import { runInDurableObject } from 'cloudflare:test';
import type { Address, DeskCalls, KnowledgeCalls } from '../../shared/actors.ts';
import type { QuestionHeard } from '../../shared/knowledge.ts';
import { nothingKnown } from '../../worker/brain/entry.ts';
import { customerSpeaks, meet } from '../../worker/customer/converse.ts';
import { Customer } from '../../worker/customer/object.ts';
import { surroundingsOf } from '../../worker/customer/outside.ts';
import { storesOf } from '../../worker/customer/stores.ts';
import { Turn } from '../../worker/customer/turn.ts';
import { stubOf } from '../stub.ts';
import { customer } from './rig.ts';

type Bindings = ConstructorParameters<typeof Customer>[1];

/** Works with the actor as it would be with these bindings; its own instance sleeps meanwhile. */
export async function withBindings<Value>(
  id: string,
  change: Partial<Bindings>,
  work: (actor: Customer, state: DurableObjectState) => Promise<Value>,
): Promise<Value> {
  return runInDurableObject(stubOf(customer(id)), async (_instance: unknown, state: DurableObjectState) =>
    work(new Customer(state, { ...env, ...change }), state),
  );
}

/** A desk of which only `fact` answers, in its own way. */
export function deskThat(fact: DeskCalls['fact']): Partial<Bindings> {
  const real = env.DESK.getByName('main');
  return { DESK: { getByName: () => Object.assign(Object.create(real), { fact }) as typeof real } };
}

export const unreachable = deskThat(() => Promise.reject(new Error('the desk is down')));
export const hanging = deskThat(() => new Promise(() => undefined));

/** A knowledge base that writes down what it is told, and is read as ever. */
export function editors(heard: QuestionHeard[]): Partial<Bindings> {
  return knowledgeThat({
    heard: async (question) => {
      heard.push(question);
      return { ok: true, duplicate: false };
    },
  });
}

/** The knowledge base with some of its calls replaced. */
export function knowledgeThat(calls: Partial<KnowledgeCalls>): Partial<Bindings> {
  const real = env.KNOWLEDGE.getByName('main');
  return { KNOWLEDGE: { getByName: () => Object.assign(Object.create(real), calls) as typeof real } };
}

/** Lets a customer speak to a robot whose knowledge is spoilt: every look into it throws. Answers what was said back. */
export async function speaksToSpoilt(id: string, address: Address, words: string): Promise<string[]> {
  return runInDurableObject(stubOf(customer(id)), (_instance: unknown, { storage }: DurableObjectState) =>
    storage.transactionSync(() => {
      const turn = Turn.of(id, storesOf(storage.sql), surroundingsOf(env), Date.now());
      const endpoint = meet(turn, address, {});
      const spoilt = new Proxy(nothingKnown(), {
        get: (known, name) => {
          if (name === 'version') return known.version;
          throw new Error('the index is spoilt');
        },
      });
      customerSpeaks(turn, endpoint, { kind: 'text', text: words }, spoilt);
      return turn.news.map((row) => row.change.kind);
    }),
  );
}
