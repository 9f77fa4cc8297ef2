/** The operations of topics: what customers ask about, examples of each, and the weeks' lists of what to mend. */
import { topicsAsked } from '../../shared/topics/api.ts';
import { refuse } from '../../shared/refusal.ts';
import { ensureSettings } from '../settings/shelf.ts';
import { allows } from '../staff/rights.ts';
import { answered, refused } from './answers.ts';
import { admitted, queried, type Asked } from './door.ts';

const actor = (context: Asked) => context.env.TOPICS.getByName('main');

export async function list(context: Asked): Promise<Response> {
  const who = await admitted(context, 'see-topics');
  if (!who.ok) return refused(who);
  const asked = queried(context, topicsAsked);
  if (!asked.ok) return refused(asked);
  const [view, { topics }] = await Promise.all([actor(context).view(asked.value), ensureSettings(context.env)]);
  return answered({ ok: true, ...view, minuteCost: topics.minuteCost });
}

/** What each week said was to be mended, and what came of it. */
export async function weeks(context: Asked): Promise<Response> {
  const who = await admitted(context, 'see-topics');
  if (!who.ok) return refused(who);
  return answered({ ok: true, weeks: await actor(context).weeks() });
}

/** One topic. Editors read what was asked, but open no customer's line. */
export async function one(context: Asked): Promise<Response> {
  const who = await admitted(context, 'see-topics');
  if (!who.ok) return refused(who);
  const found = await actor(context).topic(context.req.param('topic') ?? '');
  if (!found) return refused(refuse('not_found'));
  const opens = allows(who.member.role, 'follow-line');
  const examples = opens
    ? found.examples
    : found.examples.map((each) => ({ ...each, customer: '', session: '', number: '' }));
  return answered({ ok: true, ...found, examples });
}
