/** The operations of 质检: encounters with what was found, reviews, appeals, figures. Agents see and appeal against their own. */

import * as v from 'valibot';
import { qualityAct, reviewState, sessionName, type Inspector } from '../../shared/quality.ts';
import { refuse, type Result } from '../../shared/refusal.ts';
import { checkName } from '../../shared/settings/quality.ts';
import { answered, refused } from './answers.ts';
import { readJson } from './intake.ts';

import { allows } from '../staff/rights.ts';
import { admitted, type Asked } from './door.ts';

/** The actor's name: one per deployment. */
const QUALITY = 'main';
const DAY_MS = 24 * 3_600_000;

const actor = (context: Asked) => context.env.QUALITY.getByName(QUALITY);

async function inspecting(context: Asked): Promise<Result<{ by: Inspector }>> {
  const who = await admitted(context, 'see-own-service');
  if (!who.ok) return who;
  const { id, name, role } = who.member;
  return { ok: true, by: { id, name, leads: allows(role, 'inspect-service') } };
}

const query = v.object({
  state: v.nullable(reviewState),
  agent: v.nullable(sessionName),
  check: v.nullable(checkName),
  before: v.nullable(v.pipe(v.string(), v.regex(/^\d{1,15}_s:[\w-]{1,64}$/u))),
});

export async function list(context: Asked): Promise<Response> {
  const who = await inspecting(context);
  if (!who.ok) return refused(who);
  const given = (name: string) => context.req.query(name) ?? null;
  const asked = { state: given('state'), agent: given('agent'), check: given('check'), before: given('before') };
  const checked = v.safeParse(query, asked);
  if (!checked.success) {
    const issue = checked.issues[0];
    return refused(refuse('bad_request', `${v.getDotPath(issue) ?? 'query'}: ${issue.message.slice(0, 200)}`));
  }
  return answered(await actor(context).list({ by: who.by, ...checked.output }));
}

export async function figures(context: Asked): Promise<Response> {
  const who = await inspecting(context);
  if (!who.ok) return refused(who);
  if (!who.by.leads) return refused(refuse('not_allowed'));
  const days = v.safeParse(
    v.pipe(v.string(), v.regex(/^\d{1,3}$/u), v.transform(Number), v.minValue(1), v.maxValue(365)),
    context.req.query('days') ?? '30',
  );
  if (!days.success) return refused(refuse('bad_request', 'days: a number from 1 to 365'));
  return answered(await actor(context).figures({ since: Date.now() - days.output * DAY_MS }));
}

export async function act(context: Asked): Promise<Response> {
  const who = await inspecting(context);
  if (!who.ok) return refused(who);
  const session = v.safeParse(sessionName, context.req.param('session') ?? '');
  if (!session.success) return refused(refuse('not_found'));
  const read = await readJson(context.req.raw, qualityAct);
  if (!read.ok) return refused(read);
  return answered(await actor(context).act({ by: who.by, session: session.output, act: read.value }));
}
