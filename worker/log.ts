/** What the gateway writes down: one JSON line each, carrying a trace; never a body, a number of a person or a token. */
import type { ChannelName, Speaker } from '../shared/message.ts';
import type { RefusalCode } from '../shared/refusal.ts';

/** Every kind of line there is. */
export type LogLine =
  /** Something of ours broke; `number` is what the outside was told. */
  | {
      kind: 'fault';
      trace: string;
      number: string;
      place: string;
      line?: string;
      name: string;
      message: string;
      stack?: string;
    }
  /** A request was refused at a door; the place is the operation, never whom it was about. */
  | { kind: 'refused'; trace: string; place: string; code: RefusalCode; account?: string }
  /** A hook was taken: whose lines heard something, how many things it said, how many were heard before. */
  | {
      kind: 'hook';
      trace: string;
      account: string;
      channel: ChannelName;
      lines: string[];
      heard: number;
      repeated: number;
      ms: number;
    }
  /** Something genuine that can't be kept, and repeating it would not help. A provider's own key of it names the number: it stays out. */
  | { kind: 'set-aside'; trace: string; account: string; what: string; code: RefusalCode }
  /** A message stands on a line: its opaque ids, where it came from or goes to, and what kind of voice spoke. */
  | ({ kind: 'message'; message: string; way: 'in' | 'out'; by: Speaker['kind'] } & OfLine)
  /** A call to a provider for a message, and what came of it; the code is ours or the provider's. */
  | ({ kind: 'send'; message: string; outcome: string; code: string | null } & OfLine)
  /** People are called for an incident. */
  | { kind: 'calling'; incident: string; step: number }
  /** Somebody of the staff did something about an incident, or turned an emergency switch. */
  | { kind: 'incident'; incident: string; act: string; member: string }
  | { kind: 'switch'; trace: string; what: string; account: string; off: boolean; member: string }
  /** A version of the knowledge was packed whole: its questions, its size, and how long that held everything else up. */
  | { kind: 'packed'; version: string; questions: number; bytes: number; ms: number }
  /** A key of the company's asked for something; the place is the operation, never whom it was about. */
  | { kind: 'api'; trace: string; key: string | null; place: string; status: number }
  /** Somebody signed in, or tried to. */
  | { kind: 'sign-in'; trace: string; member: string | null; ok: boolean };

type OfLine = { line: string; channel: ChannelName | null; account: string };

let faults = 0;

/** How many faults this isolate wrote down since it began. */
export const faultsSeen = (): number => faults;

/** Writes one line. */
export function log(line: LogLine): void {
  if (line.kind === 'fault') faults += 1;
  console.log(JSON.stringify({ at: new Date().toISOString(), ...line }));
}

/** A short number to quote. */
export function freshNumber(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(6));
  return [...bytes].map((byte) => byte.toString(36).padStart(2, '0')).join('');
}

/** A fault as a line; its message may name code and tables, so it stays inside. What it quotes of people's words stays out. */
export function faultLine(trace: string, number: string, place: string, fault: unknown, line = ''): LogLine {
  const { name, message, stack } = fault instanceof Error ? fault : new Error(String(fault));
  const frames = stack?.split('\n').filter((one) => /^\s+at /u.test(one));
  return {
    ...{ kind: 'fault', trace, number, place, name, message: cleared(name, message) },
    ...(line === '' ? {} : { line }),
    ...(frames === undefined ? {} : { stack: frames.join('\n') }),
  };
}

/** Our own sentences are English and short of numbers: what is quoted, in Chinese, an address or a long number or name comes from outside. */
function cleared(name: string, message: string): string {
  // What isn't JSON is quoted by the engine itself, quotes within quotes.
  const own = name === 'SyntaxError' ? (message.split(/["',]/u)[0] ?? '') : message;
  return own
    .replaceAll(/"[^"]*"?/gu, '"…"')
    .replaceAll(/\S+@\S+/gu, '…')
    .replaceAll(/\p{Script=Han}+/gu, '…')
    .replaceAll(/\+?\d[\d -]{4,}\d/gu, '…')
    .replaceAll(/[\w-]{24,}/gu, '…')
    .slice(0, 500);
}

/** A provider's code as it may be written down: a word, or that it is none. */
export const plainCode = (code: string): string => (/^[\w.:-]{1,48}$/u.test(code) ? code : 'other');
