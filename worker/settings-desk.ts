/** The settings' operations: read, write, history of one document. */
import type { Context } from 'hono';
import { documents, isSettingsName, settingsRequest } from '../shared/settings.ts';
import { refuse, type Result } from '../shared/refusal.ts';
import type { StaffMember } from '../shared/actors.ts';
import { answered, refused } from './answers.ts';
import type { Hall } from './env.ts';
import { readJson } from './intake.ts';
import { fromOwnPage, memberOf } from './people.ts';
import { refreshSettings, SETTINGS } from './settings/shelf.ts';
import { allows } from './staff/rights.ts';

type Asked = Context<Hall>;

/** Largest document, in bytes. */
const DOCUMENT_LIMIT = 1024 * 1024;

async function admitted(
  context: Asked,
  action: 'see-settings' | 'edit-settings',
): Promise<Result<{ member: StaffMember }>> {
  if (action === 'edit-settings') {
    const own = fromOwnPage(context);
    if (!own.ok) return own;
  }
  const who = await memberOf(context);
  if (!who.ok) return who;
  return allows(who.member.role, action) ? who : refuse('not_allowed');
}

const actor = (context: Asked) => context.env.SETTINGS.getByName(SETTINGS);

export async function read(context: Asked): Promise<Response> {
  const who = await admitted(context, 'see-settings');
  if (!who.ok) return refused(who);
  const name = context.req.param('name') ?? '';
  if (!isSettingsName(name)) return refused(refuse('not_found'));
  const kept = await actor(context).read(name);
  const { revision, value, at, by } = kept ?? { revision: 0, value: documents[name].empty, at: null, by: null };
  return answered({ ok: true, name, revision, value, at, by });
}

export async function history(context: Asked): Promise<Response> {
  const who = await admitted(context, 'see-settings');
  if (!who.ok) return refused(who);
  const name = context.req.param('name') ?? '';
  if (!isSettingsName(name)) return refused(refuse('not_found'));
  return answered({ ok: true, revisions: await actor(context).history(name) });
}

export async function write(context: Asked): Promise<Response> {
  const who = await admitted(context, 'edit-settings');
  if (!who.ok) return refused(who);
  const name = context.req.param('name') ?? '';
  if (!isSettingsName(name)) return refused(refuse('not_found'));
  const given = await readJson(context.req.raw, settingsRequest, DOCUMENT_LIMIT);
  if (!given.ok) return refused(given);
  const { id, name: called } = who.member;
  const written = await actor(context).write({ name, ...given.value, by: { id, name: called } });
  if (written.ok) await refreshSettings(context.env);
  return answered(written);
}
