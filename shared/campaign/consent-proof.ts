/**
 * A person's word for offers by one channel, with its evidence, as the rule of the last door found it. Every letter that markets is made of
 * one. Its constructor and fields are its own, so that a program which makes such a letter of anything else doesn't compile. Pure.
 */
import type { OfferChannel } from './campaign.ts';

type Word = { channel: OfferChannel; given: boolean; evidence: string };

export class ConsentProof {
  readonly #word: Word;

  private constructor(word: Word) {
    this.#word = word;
  }

  /** Of the person's words; null: they gave none for this channel, took it back, or nothing shows that they did. */
  static of(words: readonly Word[], channel: OfferChannel): ConsentProof | null {
    const word = words.find((one) => one.channel === channel);
    return word?.given && word.evidence !== '' ? new ConsentProof(word) : null;
  }

  get channel(): OfferChannel {
    return this.#word.channel;
  }

  get evidence(): string {
    return this.#word.evidence;
  }
}

/** A letter that markets. */
export type Marketing<Letter> = Letter & { proof: ConsentProof };
