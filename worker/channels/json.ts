/**
 * Reads JSON of the outside: whole numbers beyond 2^53 stay text (WeChat and carriers send 64-bit ids as bare numbers), objects are
 * maps, depth and count are bounded, one pass.
 */
import { refuse, type Result } from '../../shared/refusal.ts';

export type Json = null | boolean | number | string | Json[] | JsonMap;
export type JsonMap = Map<string, Json>;

/** How deep and how many values may come. */
export const JSON_DEPTH = 8;
export const JSON_VALUES = 10_000;

class Malformed extends Error {}

const ESCAPES: Record<string, string> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
};
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;

/** The value, or `bad_json`. */
export function readJson(text: string): Result<{ value: Json }> {
  try {
    return { ok: true, value: new Reader(text).whole() };
  } catch (fault) {
    if (fault instanceof Malformed) return refuse('bad_json', fault.message);
    throw fault;
  }
}

class Reader {
  readonly #text: string;
  #at = 0;
  #values = 0;

  constructor(text: string) {
    this.#text = text;
  }

  whole(): Json {
    const value = this.#value(0);
    this.#blank();
    if (this.#at < this.#text.length) throw new Malformed('Something follows the JSON value.');
    return value;
  }

  #value(depth: number): Json {
    if (depth > JSON_DEPTH) throw new Malformed(`The JSON is nested deeper than ${JSON_DEPTH}.`);
    this.#values += 1;
    if (this.#values > JSON_VALUES) throw new Malformed(`The JSON holds more than ${JSON_VALUES} values.`);
    this.#blank();
    switch (this.#text[this.#at]) {
      case '{':
        return this.#object(depth);
      case '[':
        return this.#array(depth);
      case '"':
        return this.#string();
      case 't':
        return this.#word('true', true);
      case 'f':
        return this.#word('false', false);
      case 'n':
        return this.#word('null', null);
      default:
        return this.#number();
    }
  }

  #object(depth: number): JsonMap {
    const map: JsonMap = new Map();
    this.#at += 1;
    if (this.#took('}')) return map;
    do {
      this.#blank();
      if (this.#text[this.#at] !== '"') throw new Malformed('A name is missing in the JSON.');
      const name = this.#string();
      if (!this.#took(':')) throw new Malformed('A colon is missing in the JSON.');
      map.set(name, this.#value(depth + 1));
    } while (this.#took(','));
    if (!this.#took('}')) throw new Malformed('An object of the JSON does not end.');
    return map;
  }

  #array(depth: number): Json[] {
    const list: Json[] = [];
    this.#at += 1;
    if (this.#took(']')) return list;
    do list.push(this.#value(depth + 1));
    while (this.#took(','));
    if (!this.#took(']')) throw new Malformed('A list of the JSON does not end.');
    return list;
  }

  #string(): string {
    const pieces: string[] = [];
    let from = this.#at + 1;
    for (let at = from; at < this.#text.length; at += 1) {
      const code = this.#text.charCodeAt(at);
      if (code === 0x22) {
        this.#at = at + 1;
        pieces.push(this.#text.slice(from, at));
        return pieces.join('');
      }
      if (code < 0x20) throw new Malformed('A control character stands in a string of the JSON.');
      if (code !== 0x5c) continue;
      pieces.push(this.#text.slice(from, at));
      const letter = this.#text[at + 1] ?? '';
      if (letter === 'u') {
        const digits = this.#text.slice(at + 2, at + 6);
        if (!/^[0-9a-fA-F]{4}$/u.test(digits)) throw new Malformed('A \\u escape of the JSON is broken.');
        pieces.push(String.fromCharCode(Number.parseInt(digits, 16)));
        at += 5;
      } else {
        const meant = ESCAPES[letter];
        if (meant === undefined) throw new Malformed('An escape of the JSON is unknown.');
        pieces.push(meant);
        at += 1;
      }
      from = at + 1;
    }
    throw new Malformed('A string of the JSON does not end.');
  }

  #number(): number | string {
    NUMBER.lastIndex = this.#at;
    const found = NUMBER.exec(this.#text)?.[0];
    if (found === undefined) throw new Malformed('A value is missing in the JSON.');
    this.#at += found.length;
    const value = Number(found);
    return /^-?\d+$/u.test(found) && !Number.isSafeInteger(value) ? found : value;
  }

  #word<Value>(word: string, value: Value): Value {
    if (!this.#text.startsWith(word, this.#at)) throw new Malformed('An unknown word stands in the JSON.');
    this.#at += word.length;
    return value;
  }

  #blank(): void {
    for (;;) {
      const code = this.#text.charCodeAt(this.#at);
      if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return;
      this.#at += 1;
    }
  }

  #took(mark: string): boolean {
    this.#blank();
    if (this.#text[this.#at] !== mark) return false;
    this.#at += 1;
    return true;
  }
}

/** A named scalar as text; empty when absent or no scalar. */
export function wordAt(value: Json | undefined, name: string): string {
  const found = value instanceof Map ? value.get(name) : undefined;
  return typeof found === 'string'
    ? found
    : typeof found === 'number' || typeof found === 'boolean'
      ? String(found)
      : '';
}

/** A named object; an empty one when absent. */
export function mapAt(value: Json | undefined, name: string): JsonMap {
  const found = value instanceof Map ? value.get(name) : undefined;
  return found instanceof Map ? found : new Map();
}

/** A value as a list: some platforms send a list of one as the thing itself. */
export function listOf(value: Json | undefined): Json[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}
