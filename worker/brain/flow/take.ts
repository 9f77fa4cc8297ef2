/** Takes every value an utterance holds into the slots of a dialog: several at once, corrections of earlier ones too. */
import type { Sentence, Slot } from '../../../shared/flow.ts';
import { extract, type Found } from '../extract/extract.ts';
import { normalise } from '../words.ts';
import { outOfBounds } from './bounds.ts';
import { answered, contained, namedWhole } from './choice.ts';
import { offerMeant } from './offers.ts';
import { askedSlot, isRelevant, relevantSlots, type Running } from './running.ts';
import { asks, beginsCorrecting, corrects, turns } from './said.ts';

/** What an utterance changed. */
export type Taken = {
  running: Running;
  /** Slots that have a value now which they hadn't before, in the order taken. */
  filled: string[];
  /** Slots whose value was replaced. */
  changed: string[];
  /** A value for what was asked that can't be taken, and why. */
  problem: { slot: string; words: Sentence } | null;
  /** It takes back something said before. */
  correcting: boolean;
  /** The utterance without the values found in it. */
  rest: string;
  /** The utterance without numbers, addresses and the like: what shows the language. */
  spoken: string;
};

/** Reads an utterance. Never guesses: what fits no slot is left in `rest`. */
export function take(running: Running, text: string, now: number): Taken {
  const asked = askedSlot(running);
  const correcting = asked?.kind === 'text' ? correctsEarlier(running, asked, text) : corrects(text);
  const reader = new Reader(running, text, now, asked, correcting);
  reader.choices();
  // A choice may have made further slots relevant.
  reader.offered();
  reader.labelled();
  reader.choices();
  reader.typed();
  return reader.taken();
}

/** While free words are asked for, only what begins like a correction or names another slot first is one. */
function correctsEarlier(running: Running, asked: Slot, text: string): boolean {
  if (beginsCorrecting(text)) return true;
  const beginning = text.trim().slice(0, 24);
  const named = labelledSlot(running, beginning.slice(0, 14));
  return named !== null && named !== asked && corrects(beginning);
}

/** A whole answer given to the slot that stands asked, where nothing else was found in it: free words, an address in own words. */
export function takeWhole(running: Running, slot: Slot, text: string, now: number): Taken | null {
  const value = text.trim();
  if (slot.kind !== 'text' && !(slot.kind === 'address' && looksLikeAddress(value))) return null;
  const before: Taken = { running, filled: [], changed: [], problem: null, correcting: false, rest: '', spoken: text };
  const words = outOfBounds(slot, value, now);
  if (words) return { ...before, problem: { slot: slot.name, words } };
  return { ...before, running: put(running, slot.name, value), filled: [slot.name] };
}

/** A value from a tap, a picture or a place on the map. */
export function put(running: Running, name: string, value: string): Running {
  return {
    ...running,
    slots: { ...running.slots, [name]: value },
    skipped: running.skipped.filter((one) => one !== name),
    last: name,
  };
}

function looksLikeAddress(text: string): boolean {
  return text.length >= 8 && text.length <= 120 && /\d/u.test(text) && /\p{L}{2}/u.test(text) && !asks(text);
}

/** The slot whose label stands in the words; the longest label wins. */
export function labelledSlot(running: Running, text: string): Slot | null {
  const said = normalise(text).replace(/\s+/gu, '');
  const named = relevantSlots(running).flatMap((slot) =>
    labelsOf(slot)
      .filter((label) => said.includes(label.replace(/\s+/gu, '')))
      .map((label) => ({ slot, length: label.length })),
  );
  named.sort((left, right) => right.length - left.length);
  return named[0]?.slot ?? null;
}

/** How people call a slot: its labels, and the kind's everyday names. */
function labelsOf(slot: Slot): string[] {
  const own = [slot.label.zh, slot.label.en].map((label) => normalise(label).trim());
  switch (slot.kind) {
    case 'order-number':
      return [...own, '订单号', '单号', '订单编号', 'order number', 'order no'];
    case 'phone':
      return [...own, '手机号', '手机', '电话', '号码', 'phone', 'mobile'];
    case 'date':
      return [...own, '日期', 'date', 'day'];
    case 'time':
      return [...own, '时间', '几点', 'time'];
    case 'amount':
      return [...own, '金额', 'amount'];
    case 'address':
      return [...own, '地址', 'address'];
    case 'email':
      return [...own, '邮箱', 'email', 'e-mail'];
    case 'choice':
    case 'text':
    case 'image':
      return own;
    default:
      return slot.kind satisfies never;
  }
}

class Reader {
  #running: Running;
  #rest: string;
  #spoken: string;
  readonly #now: number;
  readonly #asked: Slot | null;
  readonly #correcting: boolean;
  /** A change of mind, where the words hold nothing of what was asked. */
  readonly #turning: boolean;
  readonly #named: Slot | null;
  readonly #filled = new Set<string>();
  readonly #changed = new Set<string>();
  #problem: Taken['problem'] = null;

  constructor(running: Running, text: string, now: number, asked: Slot | null, correcting: boolean) {
    this.#running = running;
    this.#rest = text;
    this.#spoken = text;
    this.#now = now;
    this.#asked = asked;
    this.#correcting = correcting;
    this.#turning = !correcting && turnsAside(asked, text, now);
    this.#named = correcting ? labelledSlot(running, text) : null;
  }

  /** Free texts that are called by their name: “抬头：某某公司，税号是…”, “原因改成…”. */
  labelled(): void {
    for (const slot of relevantSlots(this.#running)) {
      if (slot.kind !== 'text') continue;
      for (const label of [slot.label.zh, slot.label.en]) {
        const shape = new RegExp(
          `${escaped(label)}\\s*(?:(?:[:：]|应该是|改成|改为|换成|是|为|should be|is)+\\s*|(?<=\\p{Script=Han})(?=[A-Za-z0-9]))([^,，;；。\\n]{2,200})`,
          'iu',
        );
        const found = shape.exec(this.#rest);
        const value = found?.[1]?.trim();
        if (!found || !value || asks(value)) continue;
        if (this.#fits(slot, value)) this.#set(slot, value, found.index, found.index + found[0].length);
        break;
      }
    }
  }

  /** One of the orders that were offered: by its place, or by the end of its number. */
  offered(): void {
    const slot = this.#asked;
    if (slot?.kind !== 'order-number') return;
    const no = offerMeant(this.#running.offers ?? [], this.#rest);
    if (no !== null) this.#set(slot, no, 0, this.#rest.length);
  }

  choices(): void {
    for (const slot of relevantSlots(this.#running)) {
      if (slot.kind !== 'choice' || this.#filled.has(slot.name) || this.#changed.has(slot.name)) continue;
      const isAsked = slot === this.#asked;
      const known = this.#running.slots[slot.name] !== undefined;
      if (known && !isAsked && !this.#correcting && !this.#turning) continue;
      const option = isAsked ? answered(slot, this.#rest) : contained(slot, this.#rest);
      if (option === null || option === this.#running.slots[slot.name]) continue;
      const all = isAsked && namedWhole(slot, this.#rest) !== null;
      this.#set(slot, option, 0, all ? this.#rest.length : 0);
    }
  }

  typed(): void {
    const slots = relevantSlots(this.#running);
    const found = extract(this.#rest, this.#now).filter((one) => !this.#negated(one));
    const usable = this.#correcting ? [...found].reverse() : found;
    for (const one of usable) {
      const slot = this.#slotFor(one, slots);
      if (!slot) continue;
      if (this.#fits(slot, one.value)) this.#set(slot, one.value, one.start, one.end);
    }
  }

  taken(): Taken {
    return {
      running: this.#running,
      filled: [...this.#filled],
      changed: [...this.#changed],
      problem: this.#problem,
      correcting: this.#correcting || (this.#turning && this.#changed.size > 0),
      rest: this.#rest.replace(/\u0000+/gu, ' ').trim(),
      spoken: this.#spoken.replace(/\u0000+/gu, ' ').trim(),
    };
  }

  /** Which slot a found value belongs to. */
  #slotFor(found: Found, slots: readonly Slot[]): Slot | null {
    const fitting = slots.filter((slot) => holds(slot, found) && !this.#touched(slot));
    if (fitting.length === 0) return null;
    const open = fitting.filter((slot) => this.#running.slots[slot.name] === undefined);
    if (this.#correcting) {
      const known = fitting.filter((slot) => this.#running.slots[slot.name] !== undefined);
      const meant =
        fitting.find((slot) => slot === this.#named) ?? known.find((slot) => slot.name === this.#running.last);
      return meant ?? fitting.find((slot) => slot === this.#asked) ?? known[known.length - 1] ?? open[0] ?? null;
    }
    const asked = fitting.find((slot) => slot === this.#asked);
    if (asked) return asked;
    // One filled slot of this kind, and none that is open: that one is meant.
    if (this.#turning && open.length === 0 && fitting.length === 1) return fitting[0] ?? null;
    if (this.#asked?.kind === 'text' && !CLEAR.has(found.kind)) return null;
    // Another value for something known is a new one only where nothing else is said.
    const alone = this.#asked?.kind !== 'text' && found.text.trim().length >= this.#rest.trim().length - 2;
    return open[0] ?? (alone ? (fitting[fitting.length - 1] ?? null) : null);
  }

  #touched(slot: Slot): boolean {
    return this.#filled.has(slot.name) || this.#changed.has(slot.name);
  }

  #fits(slot: Slot, value: string): boolean {
    const words = outOfBounds(slot, value, this.#now);
    if (!words) return true;
    if (slot === this.#asked || this.#correcting || this.#turning) this.#problem = { slot: slot.name, words };
    return false;
  }

  #set(slot: Slot, value: string, start: number, end: number): void {
    const before = this.#running.slots[slot.name];
    if (before === undefined || slot === this.#asked) this.#filled.add(slot.name);
    else if (before !== value) this.#changed.add(slot.name);
    // The value said again changes nothing, but it was said: it is no question.
    else this.#filled.add(slot.name);
    this.#running = put(this.#running, slot.name, value);
    if (!isRelevant(this.#running, slot)) this.#running = { ...this.#running, last: slot.name };
    const blank = (words: string) => `${words.slice(0, start)}${'\u0000'.repeat(end - start)}${words.slice(end)}`;
    this.#rest = blank(this.#rest);
    if (slot.kind !== 'choice') this.#spoken = blank(this.#spoken);
  }

  /** “不是A，是B”: A is not meant. */
  #negated({ start }: Found): boolean {
    return /(?:不是|而非|并非|not|instead of)[\s"“:：]*$/iu.test(this.#rest.slice(Math.max(0, start - 12), start));
  }
}

/** “等等，还是后天吧” where an address is asked for: another slot is meant. A question changes nothing. */
function turnsAside(asked: Slot | null, text: string, now: number): boolean {
  if (!turns(text, asked?.kind === 'text') || asks(text)) return false;
  if (!asked) return true;
  return asked.kind === 'choice'
    ? answered(asked, text) === null
    : !extract(text, now).some((one) => holds(asked, one));
}

/** Kinds that mean themselves wherever they stand, also inside a story told in free words. */
const CLEAR: ReadonlySet<Found['kind']> = new Set(['order-number', 'phone', 'email']);

function holds(slot: Slot, found: Found): boolean {
  if (slot.kind === 'time') return found.kind === 'time' || found.kind === 'time-range';
  return slot.kind === found.kind;
}

function escaped(words: string): string {
  return words.replace(/[.*+?^${}()|[\]\\]/gu, '\\$&');
}
