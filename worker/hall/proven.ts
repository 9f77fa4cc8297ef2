/** A number somebody just proved to be theirs becomes an address of their line, whichever way it was proven. */
import { refuse } from '../../shared/refusal.ts';
import { answered, refused } from './answers.ts';
import { smsAccountFor } from '../channels/registry.ts';
import { configOf } from '../config.ts';
import { keysOf, leaseKey } from '../identity/keys.ts';
import { lineOf } from '../line.ts';
import type { Asked } from './door.ts';
import { evidenceOf, viewerOf, type Claims } from './tokens.ts';
import { placeOf } from './joining.ts';
import { settled } from './whose.ts';

/** The one actor that judges codes. */
export const codesOf = (context: Asked) => context.env.CODES.getByName('main');

/** Who asks, to count by and to seal with: their address as a keyed hash. */
export async function askerOf(context: Asked, claims: Claims): Promise<string> {
  return (await keysOf(configOf(context.env).secret, { address: claims.address })).own.hash;
}

/** `by`: WeChat's button, or a code by SMS. What is somebody else's is kept for a merge, and stays theirs. */
export async function linkProven(
  context: Asked,
  claims: Claims,
  phone: string,
  by: 'button' | 'code',
): Promise<Response> {
  const { accounts, secret } = configOf(context.env);
  const sender = smsAccountFor(accounts, phone);
  if (!sender) return refused(refuse('no_account', 'No account sends messages to this country.'));
  const { person, refused: others } = await settled(
    context.env,
    { ...evidenceOf(claims), phone, phoneBy: by },
    Date.now(),
  );
  // A token may still name the line theirs was before it went into another.
  const [at, own] = await Promise.all([person, claims.person].map((one) => placeOf(context.env, one)));
  const isOther = at !== own;
  if (isOther || others.some(({ kind }) => kind === 'phone')) {
    const subject = (await leaseKey(secret, 'phone', phone)).hash;
    await codesOf(context).note({ subject, asker: await askerOf(context, claims) });
    return refused(refuse('link_needs_merge'));
  }
  const address = { channel: 'sms' as const, account: sender.id, peer: phone };
  const actor = lineOf(context.env, claims.person);
  return answered(await actor.own({ order: 'link', viewer: viewerOf(claims), address }));
}
