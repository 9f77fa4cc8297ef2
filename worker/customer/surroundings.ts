/** What a turn knows beside its tables. */
import type { Address } from '../../shared/actors.ts';
import type { Body } from '../../shared/message.ts';
import type { AllSettings } from '../../shared/settings.ts';
import type { Wakes } from '../config.ts';
import type { Template } from './own/remind.ts';
import type { Model } from './wording.ts';

/** What the actor knows beside its tables: chance, and how addresses and accounts are shown. */
export type Surroundings = {
  freshId(prefix: string): string;
  /** What an encounter is named by: short enough to be said on the phone. */
  freshNumber(now: number): string;
  fault(where: string, error: unknown): void;
  accountName(address: Address): string;
  /** Channels whose messages leave by a provider call; on the others the socket is the send. */
  callsOut(address: Address): boolean;
  /** Whether a screen of the person shows this address at this moment. */
  here(endpoint: string): boolean;
  /** The account that sends an SMS with a way back to a number; null: none does. */
  summonsBy(number: string): string | null;
  /** The account that sends SMS to a number; null: none does. */
  smsFor(number: string): string | null;
  /** Whether an address's channel takes such words. */
  takes(address: Address, body: Body): boolean;
  /** An entry answered somebody: counted, so that rare questions are known. */
  answered(entry: string): void;
  /** What leads and owners configured, as it holds now. */
  settings: AllSettings;
  /** WeChat's templates people can subscribe to. */
  templates: readonly Template[];
  /** Whether the company says what voices say. */
  transcribes: boolean;
  /** What the company's push service is told of an APP's news. */
  wakes: Wakes;
  /** The language model of this deployment, if it has one. */
  model: Model | null;
  /** The body as what one send on this address carries each. */
  split(address: Address, body: Body): Body[];
};
