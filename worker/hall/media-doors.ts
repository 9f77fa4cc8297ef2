/** The doors of files: customers and colleagues give them, whoever has a key or a seat fetches them. */

import * as v from 'valibot';
import {
  MEDIA_MOST,
  MEDIA_ORDER,
  mediaKind,
  type Giver,
  type MediaOrder,
  type MediaTaken,
} from '../../shared/media.ts';
import { refuse, type Result } from '../../shared/refusal.ts';
import { answered, refused } from './answers.ts';
import { freshMediaId, isMediaId, opens } from '../channels/media-key.ts';
import { configOf } from '../config.ts';
import { bearer } from './customers.ts';
import { filePart, type Part } from '../media/form.ts';
import { GAP_MS } from '../media/take.ts';
import { sourceOf, watched } from '../media/watched.ts';
import { fromOwnPage, memberOf } from './people.ts';
import { allows } from '../staff/rights.ts';
import { lineOf } from '../line.ts';
import type { Env } from '../env.ts';
import type { Asked } from './door.ts';

/** Room for the lines around a file in a form. */
const FORM_ROOM = 8 * 1024;

const asked = v.object({
  name: v.optional(v.pipe(v.string(), v.maxLength(400))),
  as: v.optional(mediaKind),
  seconds: v.optional(
    v.pipe(v.string(), v.regex(/^\d{1,4}$/u), v.transform(Number), v.integer(), v.minValue(1), v.maxValue(3600)),
  ),
});

/** A customer gives a file; it belongs to them. */
export async function give(context: Asked): Promise<Response> {
  const who = await bearer(context);
  if (!who.ok) return refused(who);
  return taken(context, who.claims.person, { kind: 'customer' });
}

/** A colleague gives a file for a customer (query `customer`). */
export async function giveAsStaff(context: Asked): Promise<Response> {
  const own = fromOwnPage(context);
  if (!own.ok) return refused(own);
  const who = await memberOf(context);
  if (!who.ok) return refused(who);
  if (!allows(who.member.role, 'follow-line')) return refused(refuse('not_allowed'));
  const customer = context.req.query('customer') ?? '';
  if (!/^[\w-]{1,64}$/u.test(customer)) return refused(refuse('bad_request', 'customer: the id of a customer'));
  return taken(context, customer, { kind: 'staff', id: who.member.id });
}

async function taken(context: Asked, owner: string, by: Giver): Promise<Response> {
  const { env, req } = context;
  const read = v.safeParse(asked, req.query());
  if (!read.success) return refused(refuse('bad_request', v.getDotPath(read.issues[0]) ?? 'query'));
  const announced = Number(req.header('content-length') ?? Number.NaN);
  if (announced > MEDIA_MOST + FORM_ROOM) return refused(refuse('too_large'));
  const body = req.raw.body;
  if (!body) return refused(refuse('bad_media', 'The file is empty.'));

  const type = req.header('content-type') ?? '';
  const form = /^multipart\/form-data\b/iu.test(type);
  const source = sourceOf(body);
  const part = form ? await inTime(filePart(source, type)) : { ok: true as const, name: '', source };
  if (!part.ok) {
    await source.stop();
    return refused(part);
  }
  const id = await freshMediaId(configOf(env).secret);
  const customer = lineOf(env, owner);
  const admitted = await customer.media({ order: 'admit', id, by });
  if (!admitted.ok) {
    await source.stop();
    return refused(admitted);
  }
  const { name = part.name, as, seconds } = read.output;
  const order: MediaOrder = {
    owner,
    name,
    ...(as ? { as } : {}),
    ...(seconds !== undefined ? { seconds } : {}),
    ...(!form && Number.isSafeInteger(announced) ? { announced } : {}),
  };
  const coming = watched(part.source);
  const put = new Request('https://media/', {
    method: 'PUT',
    headers: { [MEDIA_ORDER]: encodeURIComponent(JSON.stringify(order)) },
    body: coming.body,
  });
  const answer: MediaTaken = await (await env.MEDIA.getByName(id).fetch(put)).json();
  const broken = answer.ok && !coming.whole();
  if (broken) await env.MEDIA.getByName(id).forget();
  if (broken || !answer.ok) {
    await customer.media({ order: 'drop', id });
    return refused(answer.ok ? refuse('bad_media', 'The body broke off.') : answer);
  }
  const kept = await customer.media({ order: 'keep', media: answer.media, by });
  if (!kept.ok) await env.MEDIA.getByName(id).forget();
  return answered(kept.ok ? { ok: true, media: answer.media } : kept);
}

/** A form whose beginning dawdles is not waited for. */
async function inTime(part: Promise<Result<Part>>): Promise<Result<Part>> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<Result<Part>>((resolve) => {
    timer = setTimeout(() => resolve(refuse('bad_media', 'The body took too long.')), GAP_MS);
  });
  return Promise.race([part, late]).finally(() => clearTimeout(timer));
}

/** Whether a key opens the files of the line in which an owner's matters stand now: its own, or that of somebody who became one with them. */
async function opensLine(env: Env, key: string, owner: string): Promise<boolean> {
  const { secret } = configOf(env);
  const now = Date.now();
  if (await opens(secret, key, 'line', owner, now)) return true;
  const asked = await lineOf(env, owner).media({ order: 'names' });
  if (!asked.ok) return false;
  const found = await Promise.all((asked.names ?? []).map((name) => opens(secret, key, 'line', name, now)));
  return found.includes(true);
}

/** A file: by a key in the query (`key`), or by the cookie of somebody who may follow lines. */
export async function fetchMedia(context: Asked): Promise<Response> {
  const { env, req } = context;
  const { secret } = configOf(env);
  const id = req.param('id') ?? '';
  if (!(await isMediaId(secret, id))) return refused(refuse('not_found'));
  const key = req.query('key') ?? '';
  const now = Date.now();
  const file = env.MEDIA.getByName(id);
  if (key === '') {
    const who = await memberOf(context);
    if (!who.ok) return refused(who);
    if (!allows(who.member.role, 'follow-line')) return refused(refuse('not_allowed'));
  } else if (!(await opens(secret, key, 'file', id, now))) {
    const about = await file.about();
    if (!about) return refused(refuse('not_found'));
    if (!(await opensLine(env, key, about.owner))) return refused(refuse('bad_token'));
  }
  const headers = new Headers();
  for (const name of ['range', 'if-none-match']) {
    const value = req.header(name);
    if (value !== undefined) headers.set(name, value);
  }
  const method = req.raw.method === 'HEAD' ? 'HEAD' : 'GET';
  const given = await file.fetch(new Request('https://media/', { method, headers }));
  return given.status === 404 ? refused(refuse('not_found')) : given;
}
