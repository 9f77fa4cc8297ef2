/** Which of a slot's options an utterance names: by label, by further words, by number. */
import type { Slot } from '../../../shared/flow.ts';
import { normalise } from '../words.ts';

type Option = NonNullable<Slot['options']>[number];

const bare = (text: string): string => normalise(text).replace(/[\s\p{P}\p{S}]+/gu, '');

/** Ways of saying an option, in both languages. */
function namesOf({ label, words = [] }: Option): string[] {
  return [label.zh, label.en, ...words].map(bare).filter((name) => name !== '');
}

const ORDINALS = '一二三四五六七八九';

const chosenWords = (text: string): string =>
  bare(text).replace(/^(?:我?选|选择|我要|就|是|因为|iwant|i?choose|option)/u, '');

function placeIn(said: string): number | null {
  const digit = /^(?:第|no)?([1-9一二三四五六七八九])(?:个|项|号|条)?$/u.exec(said)?.[1];
  if (digit === undefined) return null;
  return ORDINALS.includes(digit) ? ORDINALS.indexOf(digit) : Number(digit) - 1;
}

/** The place in a list that is all an answer says, from 0; null: it says something else. */
export function placeSaid(text: string): number | null {
  return placeIn(chosenWords(text));
}

/** The option an answer to this slot's own question names: a number, the whole of a name, or one that stands in it alone. */
export function answered(slot: Slot, text: string): string | null {
  return namedWhole(slot, text) ?? contained(slot, text);
}

/** The option that is all an answer says. */
export function namedWhole(slot: Slot, text: string): string | null {
  const options = slot.options ?? [];
  const said = chosenWords(text);
  const place = placeIn(said);
  if (place !== null) return options[place]?.id ?? null;
  const whole = options.find((option) => namesOf(option).some((name) => name === said || name === bare(text)));
  return whole?.id ?? null;
}

const NEGATED = /(?:不是|不要|不想|并非|不用|not|no)$/u;

/** The one option named inside the words; null when none or several are. */
export function contained(slot: Slot, text: string): string | null {
  const said = bare(text);
  const latin = ` ${normalise(text).replace(/[^\p{Letter}\p{Number}]+/gu, ' ')} `;
  const found = (slot.options ?? []).flatMap((option) => {
    const names = namesOf(option).filter((name) => {
      // Latin words count only whole: “size” in “resized” is none.
      const at = /^[a-z0-9]+$/u.test(name) ? wordAt(option, name, latin, said) : said.indexOf(name);
      return at >= 0 && name.length >= 2 && !NEGATED.test(said.slice(0, at));
    });
    names.sort((left, right) => right.length - left.length);
    return names[0] === undefined ? [] : [{ id: option.id, name: names[0] }];
  });
  found.sort((left, right) => right.name.length - left.name.length);
  const [best, ...others] = found;
  return best && others.every((one) => best.name.includes(one.name) && best.name !== one.name) ? best.id : null;
}

function wordAt(option: Option, name: string, latin: string, said: string): number {
  const phrase = [option.label.en, ...(option.words ?? [])].find((one) => bare(one) === name) ?? name;
  const spaced = ` ${normalise(phrase)
    .replace(/[^\p{Letter}\p{Number}]+/gu, ' ')
    .trim()} `;
  return latin.includes(spaced) ? Math.max(0, said.indexOf(name)) : -1;
}
