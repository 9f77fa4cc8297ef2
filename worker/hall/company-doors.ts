/** What the company's own systems tell us, proven like our questions to them: the hook's secret over time and body (docs/hooks.md). */
import type * as v from 'valibot';
import { noticeRequest } from '../../shared/notice.ts';
import { refuse, type Result } from '../../shared/refusal.ts';
import { answered, refused } from './answers.ts';
import { configOf } from '../config.ts';
import type { Asked } from './door.ts';
import { JSON_LIMIT, jsonOf, readBody } from './intake.ts';
import { hex, hmac, same, textOf } from '../lib/digest.ts';
import { lineOf } from '../line.ts';
import { personOfUser } from './whose.ts';

/** How old a signature may be, and how far the company's clock may run before ours. */
const FRESH_S = 300;

/** The body of a genuine call, as JSON of the given shape. */
async function genuine<Schema extends v.GenericSchema>(
  context: Asked,
  schema: Schema,
): Promise<Result<{ value: v.InferOutput<Schema> }>> {
  const { companyHook } = configOf(context.env);
  if (!companyHook) return refuse('not_found');
  const mark = /^t=(\d{1,12}),v1=([0-9a-f]{64})$/u.exec(context.req.header('x-yixian-signature') ?? '');
  if (!mark) return refuse('bad_signature');
  const [, at = '', given = ''] = mark;
  if (Math.abs(Date.now() / 1000 - Number(at)) > FRESH_S) return refuse('expired');
  const read = await readBody(context.req.raw, JSON_LIMIT);
  if (!read.ok) return read;
  const text = textOf(read.body);
  if (text === null) return refuse('bad_encoding');
  if (!same(hex(await hmac('SHA-256', companyHook.secret, `${at}.${text}`)), given)) return refuse('bad_signature');
  return jsonOf(text, schema);
}

/** 服务提醒 for one of the company's users; under its key once. `not_found`: nobody has signed in as this user yet. */
export async function notice(context: Asked): Promise<Response> {
  const read = await genuine(context, noticeRequest);
  if (!read.ok) return refused(read);
  const { user, ...given } = read.value;
  const person = await personOfUser(context.env, user);
  if (person === null) return refused(refuse('not_found', 'Nobody has signed in as this user.'));
  const told = await lineOf(context.env, person).own({ order: 'notify', notice: given, of: person });
  return told.ok || told.code !== 'erased'
    ? answered(told)
    : refused(refuse('not_found', 'This user erased everything.'));
}
