/** The person's own affairs over HTTPS: notices, orders, their data in one act, their phone by WeChat's button. What they decide goes by the stream's acts. */
import type { MiddlewareHandler } from 'hono';
import { eraseRequest } from '../../shared/erasure.ts';
import type { OwnPart } from '../../shared/own-data.ts';
import { COMPLETED_LEAST, COMPLETED_MOST, phoneLink, phoneUnlink } from '../../shared/own-api.ts';
import { refusals, refuse, type Result } from '../../shared/refusal.ts';
import { answered, refused } from './answers.ts';
import { egressOf } from '../channels/egress.ts';
import { phoneNumber } from '../channels/wechat/session.ts';
import { configOf } from '../config.ts';
import { bearer } from './customers.ts';
import type { Hall } from '../env.ts';
import { lineOf } from '../line.ts';
import type { Asked } from './door.ts';
import { readJson } from './intake.ts';
import { siteOf } from './origins.ts';
import { evidenceOf, viewerOf, type Claims } from './tokens.ts';
import { linkProven } from './proven.ts';
import { forgotten } from './whose.ts';

const ID = /^[\w.:-]{1,64}$/u;

/** Who asks, if they are proven to be the person: a visitor of one address has no whole to see. */
export async function proven(context: Asked): Promise<Result<{ claims: Claims }>> {
  const who = await bearer(context);
  if (!who.ok) return who;
  return who.claims.scope === 'line' ? who : refuse('not_allowed');
}

const actorOf = (context: Asked, claims: Claims) => lineOf(context.env, claims.person);

/** A page of notices, newest first; query `before` is the id of the last one held. */
export async function notices(context: Asked): Promise<Response> {
  const who = await proven(context);
  if (!who.ok) return refused(who);
  const before = context.req.query('before') ?? null;
  if (before !== null && !ID.test(before)) return refused(refuse('bad_request', 'before: the id of a notice'));
  return answered(await actorOf(context, who.claims).own({ order: 'notices', viewer: viewerOf(who.claims), before }));
}

/** The person's orders as the company lists them, for the choice in a dialog or a ticket. */
export async function orders(context: Asked): Promise<Response> {
  const who = await proven(context);
  if (!who.ok) return refused(who);
  return answered(await actorOf(context, who.claims).orders(true));
}

/** Words of the person's history, newest first (query `words`, at most 64 characters, and `before` for more). */
export async function search(context: Asked): Promise<Response> {
  const who = await proven(context);
  if (!who.ok) return refused(who);
  const words = (context.req.query('words') ?? '').trim();
  if (words === '' || words.length > 64) return refused(refuse('bad_request', 'words: 1 to 64 characters'));
  const given = context.req.query('before');
  const before = given === undefined ? null : Number(given);
  if (before !== null && (!Number.isSafeInteger(before) || before < 1))
    return refused(refuse('bad_request', 'before: a number of an earlier answer'));
  const viewer = viewerOf(who.claims);
  return answered(await actorOf(context, who.claims).own({ order: 'search', viewer, words, before }));
}

/** What the person may want to ask as the line opens (query `language`: `zh` or `en`). */
export async function guesses(context: Asked): Promise<Response> {
  const who = await bearer(context);
  if (!who.ok) return refused(who);
  const { claims } = who;
  const language = context.req.query('language') ?? 'zh';
  if (language !== 'zh' && language !== 'en') return refused(refuse('bad_request', 'language: zh or en'));
  return answered(await actorOf(context, claims).own({ order: 'guess', viewer: viewerOf(claims), language }));
}

/** Published questions that may be meant by what is being typed (query `words`, 2 to 40 characters, and `language`). */
export async function completions(context: Asked): Promise<Response> {
  const who = await bearer(context);
  if (!who.ok) return refused(who);
  const { claims } = who;
  const words = (context.req.query('words') ?? '').trim();
  const length = [...words].length;
  if (length < COMPLETED_LEAST || length > COMPLETED_MOST)
    return refused(refuse('bad_request', `words: ${COMPLETED_LEAST} to ${COMPLETED_MOST} characters`));
  const language = context.req.query('language') ?? 'zh';
  if (language !== 'zh' && language !== 'en') return refused(refuse('bad_request', 'language: zh or en'));
  return answered(await actorOf(context, claims).own({ order: 'complete', viewer: viewerOf(claims), words, language }));
}

/** Everything kept of the person as one JSON document, sent as it is read. */
export async function data(context: Asked): Promise<Response> {
  const who = await proven(context);
  if (!who.ok) return refused(who);
  const actor = actorOf(context, who.claims);
  const ask = (part: OwnPart | null) => actor.own({ order: 'data', viewer: viewerOf(who.claims), part });
  const first = await ask(null);
  if (!first.ok) return refused(first);
  if (!('data' in first)) return refused(refuse('internal'));
  const stamp = new Date().toISOString();
  const name = `yixian-${stamp.slice(0, 10)}.json`;
  return new Response(document(first.data.head ?? {}, first.next, stamp, ask), {
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'cache-control': 'no-store',
      'content-disposition': `attachment; filename="${name}"`,
    },
  });
}

type Ask = (part: OwnPart) => ReturnType<ReturnType<typeof actorOf>['own']>;

/** The document in pieces: `{ "made": …, …head, "messages": […], "notices": […] }`. A part that fails breaks the download off, never shortens it. */
function document(head: object, begins: OwnPart | null, made: string, ask: Ask): ReadableStream<Uint8Array> {
  const bytes = new TextEncoder();
  let next = begins;
  let list: OwnPart['of'] | null = null;
  let empty = true;
  return new ReadableStream({
    start(controller) {
      controller.enqueue(bytes.encode(JSON.stringify({ made, ...head }).slice(0, -1)));
    },
    async pull(controller) {
      if (next === null) {
        controller.enqueue(bytes.encode(list === null ? '}\n' : ']}\n'));
        controller.close();
        return;
      }
      const { of } = next;
      const answer = await ask(next);
      if (!answer.ok || !('data' in answer)) throw new Error('a part of the data could not be read');
      const rows: unknown[] = (of === 'messages' ? answer.data.messages : answer.data.notices) ?? [];
      const opening = list === of ? '' : `${list === null ? '' : ']'},"${of}":[`;
      if (list !== of) empty = true;
      const text = rows.map((row) => JSON.stringify(row)).join(',');
      controller.enqueue(bytes.encode(`${opening}${empty || text === '' ? '' : ','}${text}`));
      empty &&= text === '';
      list = of;
      next = answer.next;
    },
  });
}

/** What erasing would take and leave, and the word that confirms it. */
export async function planErasure(context: Asked): Promise<Response> {
  const who = await proven(context);
  if (!who.ok) return refused(who);
  const { claims } = who;
  const asked = await actorOf(context, claims).own({ order: 'erasure-plan', viewer: viewerOf(claims) });
  if (!asked.ok) return refused(asked);
  return 'plan' in asked ? answered({ ok: true, ...asked.plan }) : refused(refuse('internal'));
}

/** Everything kept of the person goes (个人信息保护法 47). */
export async function erase(context: Asked): Promise<Response> {
  const who = await proven(context);
  if (!who.ok) return refused(who);
  const read = await readJson(context.req.raw, eraseRequest);
  if (!read.ok) return refused(read);
  const { claims } = who;
  const { confirmation } = read.value;
  const done = await actorOf(context, claims).own({ order: 'erase', viewer: viewerOf(claims), confirmation });
  if (!done.ok) return refused(done);
  await forgotten(context.env, claims.person, evidenceOf(claims));
  return 'erased' in done ? answered({ ok: true, ...done.erased }) : refused(refuse('internal'));
}

/** A token of somebody erased is nobody's: it is refused, and the address it came by is free for somebody new. */
export const nobody: MiddlewareHandler<Hall> = async (context, next) => {
  await next();
  if (context.res.status !== refusals.erased.status) return;
  const who = await bearer(context);
  if (!who.ok) return;
  await forgotten(context.env, who.claims.person, evidenceOf(who.claims));
  context.res = refused(refuse('bad_token'));
};

/** The person shows their number by WeChat's button: it becomes an address of theirs. */
export async function linkPhone(context: Asked): Promise<Response> {
  const who = await proven(context);
  if (!who.ok) return refused(who);
  const read = await readJson(context.req.raw, phoneLink);
  if (!read.ok) return refused(read);
  const config = configOf(context.env);
  const { claims } = who;
  const account = siteOf(config.accounts, claims.site);
  if (account?.channel !== 'miniprogram') return refused(refuse('not_allowed'));
  const owner = context.env.PROVIDER.getByName(account.id);
  const tools = { call: egressOf(config), token: (stale?: string) => owner.token(account.id, stale) };
  const shown = await phoneNumber(account, read.value.code, claims.address.peer, tools);
  if (!shown.ok) return refused(shown);
  return linkProven(context, claims, shown.phone, 'button');
}

/** A number is a lease: who gives it back is not reached there any more, and who writes from it next is somebody new. */
export async function unlinkPhone(context: Asked): Promise<Response> {
  const who = await proven(context);
  if (!who.ok) return refused(who);
  const read = await readJson(context.req.raw, phoneUnlink);
  if (!read.ok) return refused(read);
  const { claims } = who;
  const { endpoint } = read.value;
  const left = await actorOf(context, claims).own({ order: 'unlink', viewer: viewerOf(claims), endpoint });
  if (!left.ok) return refused(left);
  if (!('address' in left)) return refused(refuse('internal'));
  await forgotten(context.env, claims.person, { address: left.address });
  return answered({ ok: true });
}
