/** A telephone call's door: the moment is remembered by the person it belongs to, and answered with what is spoken next. */
import type { CallAnswer, CallHeard, CallMoment } from '../../shared/call.ts';
import { refuse } from '../../shared/refusal.ts';
import { troubleOf } from '../channels/phone/answer.ts';
import { freshMediaId } from '../channels/media-key.ts';
import { hookPath, type Bound } from '../channels/registry.ts';
import { configOf } from '../config.ts';
import { faultLine, freshNumber, log } from '../log.ts';
import { lineOf } from '../line.ts';
import { refused } from './answers.ts';
import type { Asked } from './door.ts';
import { forgotten, personBehind } from './whose.ts';

const XML = 'text/xml; charset=utf-8';

/** A caller must never hear a provider's error: what can't be kept is said to be so, and asked again. */
export async function callTaken(context: Asked, channel: Bound, call: CallHeard, began: number): Promise<Response> {
  const { env } = context;
  const trace = context.get('trace');
  const account = channel.account.id;
  const config = configOf(env);
  const hook = `${config.publicUrl}${hookPath(channel.account) ?? ''}`;
  try {
    let person = call.person ?? (await personBehind(env, call.address, began));
    const media = call.moment.kind === 'recording' ? { media: await freshMediaId(config.secret) } : {};
    let taken = await lineOf(env, person).call({ ...call, ...media });
    if (!taken.ok && taken.code === 'erased') {
      // What is told beside the call leaves no trace; the call itself goes on as somebody new's.
      if (isBeside(call.moment)) return spoken(channel, null, hook);
      await forgotten(env, person, { address: call.address });
      person = await personBehind(env, call.address, began);
      taken = await lineOf(env, person).call({ ...call, ...media });
    }
    if (!taken.ok) return troubled(channel, call, hook);
    log({
      ...{ kind: 'hook', trace, account, channel: 'phone', lines: [person] },
      ...{ heard: 1, repeated: taken.duplicate ? 1 : 0, ms: Date.now() - began },
    });
    return spoken(channel, taken.answer, hook);
  } catch (fault) {
    log(faultLine(trace, freshNumber(), 'hook', fault));
    return troubled(channel, call, hook);
  }
}

type Beside = Extract<CallMoment, { kind: 'status' | 'recording' | 'back' }>;
/** Told beside a call: the caller hears no answer to it. */
const isBeside = (moment: CallMoment): moment is Beside =>
  moment.kind === 'status' || moment.kind === 'recording' || moment.kind === 'back';

function spoken(channel: Bound, answer: CallAnswer | null, hook: string): Response {
  const document = answer ? channel.speaks(answer, hook) : null;
  return document === null ? new Response(null, { status: 204 }) : asXml(document);
}

/** A question is asked again; what Twilio tells beside the call it may tell again. */
function troubled(channel: Bound, { moment, language = 'zh' }: CallHeard, hook: string): Response {
  const { account } = channel;
  if (account.channel !== 'phone' || account.provider !== 'twilio') return refused(refuse('unavailable'));
  if (isBeside(moment)) return refused(refuse('unavailable'));
  return asXml(troubleOf(account, hook, moment.kind === 'incoming' ? null : moment.step, language));
}

const asXml = (body: string): Response =>
  new Response(body, { headers: { 'content-type': XML, 'cache-control': 'no-store' } });
