/** What the gateway writes down: one JSON line each, carrying a trace; never a body, a number of a person or a token. */
import type { RefusalCode } from '../shared/refusal.ts';

/** Every kind of line there is. */
export type LogLine =
  /** Something of ours broke; `number` is what the outside was told. */
  | { kind: 'fault'; trace: string; number: string; place: string; name: string; message: string; stack?: string }
  /** A request was refused at a door. */
  | { kind: 'refused'; trace: string; place: string; code: RefusalCode; account?: string }
  /** A hook was taken: how many things it said, how many were heard before. */
  | { kind: 'hook'; trace: string; account: string; heard: number; repeated: number; ms: number }
  /** Something genuine that can't be kept, and repeating it would not help. */
  | { kind: 'set-aside'; trace: string; account: string; key: string; code: RefusalCode }
  /** A version of the knowledge was packed whole: its questions, its size, and how long that held everything else up. */
  | { kind: 'packed'; version: string; questions: number; bytes: number; ms: number }
  /** A key of the company's asked for something; the place is the operation, never whom it was about. */
  | { kind: 'api'; trace: string; key: string | null; place: string; status: number }
  /** Somebody signed in, or tried to. */
  | { kind: 'sign-in'; trace: string; member: string | null; ok: boolean };

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

/** A fault as a line; its message may name code and tables, so it stays inside. */
export function faultLine(trace: string, number: string, place: string, fault: unknown): LogLine {
  const { name, message, stack } = fault instanceof Error ? fault : new Error(String(fault));
  return { kind: 'fault', trace, number, place, name, message, ...(stack === undefined ? {} : { stack }) };
}
