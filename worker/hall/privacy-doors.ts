/** The privacy notice (隐私说明): read by everybody, answered by the person. */
import { privacyRequest, versionNow, type PrivacyAnswer } from '../../shared/privacy.ts';
import { refuse } from '../../shared/refusal.ts';
import { ensureSettings } from '../settings/shelf.ts';
import { lineOf } from '../line.ts';
import { answered, refused } from './answers.ts';
import type { Asked } from './door.ts';
import { readJson } from './intake.ts';
import { proven } from './own-doors.ts';
import { viewerOf } from './tokens.ts';

async function notice(context: Asked): Promise<PrivacyAnswer> {
  const { versions } = (await ensureSettings(context.env)).privacy;
  return { ok: true, now: versionNow(versions, Date.now())?.version ?? '', versions };
}

export async function read(context: Asked): Promise<Response> {
  return answered(await notice(context));
}

export async function own(context: Asked): Promise<Response> {
  return stands(context, null);
}

export async function say(context: Asked): Promise<Response> {
  const given = await readJson(context.req.raw, privacyRequest);
  return given.ok ? stands(context, given.value) : refused(given);
}

async function stands(context: Asked, said: { version: string; given: boolean } | null): Promise<Response> {
  const who = await proven(context);
  if (!who.ok) return refused(who);
  const actor = lineOf(context.env, who.claims.person);
  const asked = await actor.own({ order: 'privacy', viewer: viewerOf(who.claims), said });
  if (!asked.ok) return refused(asked);
  if (!('standing' in asked)) return refused(refuse('internal'));
  return answered({ ...(await notice(context)), standing: asked.standing });
}
