/** Whom a rule means now, counted over the directory: before it is saved, and for whoever is to be written to. */
import * as v from 'valibot';
import type { CustomerRow } from '../directory.ts';
import type { Reading } from './match.ts';
import { rule, type Rule } from './rule.ts';

const count = v.number();

/** POST /staff/v1/profile/audience — a rule as it is being written. */
export const audienceRequest = v.strictObject({ rule });
/** `count` of `of` people in all; `some` of them, those heard last not first. */
export const audienceAnswer = v.object({
  ok: v.literal(true),
  count,
  of: count,
  some: v.array(v.object({ customer: v.string(), name: v.string() })),
});

/** A part of the directory is looked through: people whose ids stand behind `after`. `reading` names what scales and names the company uses. */
export type AudienceOrder = {
  rule: Rule;
  scale: Reading['scale'];
  after: string;
  limit: number;
  /** How many of those meant are named. */
  named: number;
  now: number;
};
export type AudiencePart = { count: number; looked: number; people: CustomerRow[]; next: string | null };

/** POST /staff/v1/profile/purchases — lines of user, key, category, yuan, day; `check` writes nothing. */
export const importRequest = v.strictObject({
  csv: v.pipe(v.string(), v.minLength(1), v.maxLength(400_000)),
  check: v.optional(v.boolean(), false),
});
export const MOST_LINES = 2_000;
/** What is wrong with a line, counted from 1. */
export const lineFault = v.object({
  line: count,
  why: v.picklist([
    'cells',
    'user',
    'key',
    'category',
    'amount',
    'day',
    'twice',
    'nobody',
    'off',
    'too-old',
    'to-come',
    'needs-consent',
    'failed',
  ]),
});
export type LineFault = v.InferOutput<typeof lineFault>;
/** `kept`: lines that are in a profile now, or could be where it was a check. */
export const importAnswer = v.object({ ok: v.literal(true), lines: count, kept: count, faults: v.array(lineFault) });
