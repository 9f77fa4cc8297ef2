/** 定时报表 at the hall: what was sent, and one sent now. */
import { configOf } from '../config.ts';
import { WATCH } from '../watch-counts.ts';
import { answered, refused } from './answers.ts';
import { admitted, type Asked } from './door.ts';

const actor = (context: Asked) => context.env.WATCH.getByName(WATCH);

export async function list(context: Asked): Promise<Response> {
  const who = await admitted(context, 'edit-settings');
  if (!who.ok) return refused(who);
  const mails = configOf(context.env).companyHook !== null;
  return answered({ ok: true, mails, sends: await actor(context).digests() });
}

export async function tryOne(context: Asked): Promise<Response> {
  const who = await admitted(context, 'edit-settings');
  return who.ok ? answered(await actor(context).tryDigest(context.req.param('digest') ?? '')) : refused(who);
}
