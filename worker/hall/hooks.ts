/** The platforms' door: genuine? whose is it? remembered? Only then a 2xx, so that whatever fails is delivered again. */

import type { Heard } from '../../shared/actors.ts';
import type { Body } from '../../shared/message.ts';
import { refuse, type RefusalCode, type Result } from '../../shared/refusal.ts';
import { refused } from './answers.ts';
import { count } from './counting.ts';
import { HOOK_BODY_LIMIT } from '../channels/channel.ts';
import { freshMediaId } from '../channels/media-key.ts';
import { channelAtHook } from '../channels/registry.ts';
import { configOf } from '../config.ts';
import { callTaken } from './phone-hook.ts';
import { noteHeard } from './telephones.ts';
import { readBody } from './intake.ts';
import { faultLine, freshNumber, log } from '../log.ts';
import { lineOf } from '../line.ts';
import { forgotten, personBehind, personKnown } from './whose.ts';
import type { Asked } from './door.ts';

/** An address may still lead to somebody erased, by itself and by a proof. */
const ERASED_TRIES = 3;

type Taken = { repeated: boolean; passive: Body | null; line: string | null };

/** Trying again may help with these; with any other refusal the provider would repeat itself for nothing. */
const passing: readonly RefusalCode[] = ['unavailable', 'internal', 'rate_limited'];

export async function hook(context: Asked): Promise<Response> {
  const trace = context.get('trace');
  const began = Date.now();
  const { accounts, publicUrl } = configOf(context.env);
  const asked = new URL(context.req.url);
  const channel = channelAtHook(accounts, asked.pathname);
  if (!channel) return refused(refuse('no_account'));
  const account = channel.account.id;
  context.set('account', account);
  const turnedAway = (refusal: { code: RefusalCode; detail: string }) => refused({ ok: false, ...refusal });

  const read = await readBody(context.req.raw, HOOK_BODY_LIMIT);
  if (!read.ok) return turnedAway(read);
  const incoming = {
    method: context.req.method,
    // Behind a proxy the request names another host than the one the provider signed.
    url: new URL(`${asked.pathname}${asked.search}`, publicUrl),
    headers: context.req.raw.headers,
    body: read.body,
  };
  const reading = await channel.read(incoming, began);
  if (!reading.ok) return turnedAway(reading);

  noteHeard(context, channel.account, began);
  if (reading.call) return callTaken(context, channel, reading.call, began);
  let passive: Body | null = null;
  let repeated = 0;
  const lines = new Set<string>();
  for (const heard of reading.heard) {
    const taken = await take(context, heard, began);
    if (taken.ok) count(context, 'taken', account);
    if (!taken.ok) {
      if (passing.includes(taken.code)) {
        count(context, 'lost', account);
        return turnedAway(refuse('unavailable'));
      }
      count(context, 'quarantined', account);
      log({ kind: 'set-aside', trace, account, what: heard.kind, code: taken.code });
      continue;
    }
    passive = taken.passive ?? passive;
    if (taken.repeated) repeated += 1;
    if (taken.line !== null) lines.add(taken.line);
  }
  log({
    ...{ kind: 'hook', trace, account, channel: channel.account.channel, lines: [...lines] },
    ...{ heard: reading.heard.length, repeated, ms: Date.now() - began },
  });
  const { status, contentType, body } = await reading.answer(passive, Date.now());
  return new Response(body, { status, headers: { 'content-type': contentType, 'cache-control': 'no-store' } });
}

const holdsMedia = (heard: Exclude<Heard, { kind: 'report' }>): boolean =>
  heard.kind === 'message' && 'mediaId' in heard.body && heard.body.mediaId !== undefined;

/** One thing heard, remembered by the person it belongs to. A fault of ours asks for a repeat. */
async function take(context: Asked, heard: Heard, now: number): Promise<Result<Taken>> {
  const { env } = context;
  try {
    if (heard.kind === 'report') {
      const person = await personKnown(env, heard.address);
      // Not ours to know (sent by another system over the same account): nothing to remember.
      if (person === null) return { ok: true, repeated: false, passive: null, line: null };
      const noted = await lineOf(env, person).report(heard);
      return noted.ok ? { ok: true, repeated: false, passive: null, line: person } : noted;
    }
    // What the platform still holds gets its name here, so that a repeated push is told apart by the platform's words alone.
    const media = holdsMedia(heard) ? { media: await freshMediaId(configOf(env).secret) } : {};
    for (let tries = 0; tries < ERASED_TRIES; tries += 1) {
      const person = await personBehind(env, heard.address, now);
      const taken = await lineOf(env, person).hear({ heard, ...media });
      if (taken.ok) return { ok: true, repeated: taken.duplicate, passive: taken.passive, line: person };
      if (taken.code !== 'erased') return taken;
      // Whose line it was is nobody's any more: it goes to somebody new.
      await forgotten(env, person, { address: heard.address });
    }
    return refuse('unavailable');
  } catch (fault) {
    log(faultLine(context.get('trace'), freshNumber(), 'hook', fault));
    return refuse('unavailable');
  }
}
