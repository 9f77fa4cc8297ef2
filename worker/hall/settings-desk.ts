/** The settings' operations: read, write, history of one document. */

import { documents, isSettingsName, settingsRequest } from '../../shared/settings.ts';
import { addsRules } from '../../shared/settings/profile.ts';
import { refuse } from '../../shared/refusal.ts';
import type { StaffMember } from '../../shared/actors.ts';
import { answered, refused } from './answers.ts';
import { readJson } from './intake.ts';

import { refreshSettings, SETTINGS } from '../settings/shelf.ts';
import { veiled } from '../settings/veil.ts';
import { allows } from '../staff/rights.ts';
import { WATCH } from '../watch-counts.ts';
import { admitted, type Asked } from './door.ts';

/** Largest document, in bytes. */
const DOCUMENT_LIMIT = 1024 * 1024;

/** The whole for who may write it; for others without what isn't theirs to read. */
const readBy = (member: StaffMember, name: string, value: unknown): unknown =>
  allows(member.role, 'edit-settings') ? value : veiled(name, value, member);

const actor = (context: Asked) => context.env.SETTINGS.getByName(SETTINGS);

export async function read(context: Asked): Promise<Response> {
  const who = await admitted(context, 'see-settings');
  if (!who.ok) return refused(who);
  const name = context.req.param('name') ?? '';
  if (!isSettingsName(name)) return refused(refuse('not_found'));
  const kept = await actor(context).read(name);
  const { revision, value, at, by } = kept ?? { revision: 0, value: documents[name].empty, at: null, by: null };
  return answered({ ok: true, name, revision, value: readBy(who.member, name, value), at, by });
}

export async function history(context: Asked): Promise<Response> {
  const who = await admitted(context, 'see-settings');
  if (!who.ok) return refused(who);
  const name = context.req.param('name') ?? '';
  if (!isSettingsName(name)) return refused(refuse('not_found'));
  const revisions = await actor(context).history(name);
  const read = revisions.map((one) => ({ ...one, value: readBy(who.member, name, one.value) }));
  return answered({ ok: true, revisions: read });
}

export async function write(context: Asked): Promise<Response> {
  const name = context.req.param('name') ?? '';
  const who = await admitted(context, name === 'profile' ? 'count-audience' : 'edit-settings');
  if (!who.ok) return refused(who);
  if (!isSettingsName(name)) return refused(refuse('not_found'));
  // Written by their own door, which says who and why.
  if (name === 'switches' || name === 'notices') return refused(refuse('not_allowed'));
  const given = await readJson(context.req.raw, settingsRequest, DOCUMENT_LIMIT);
  if (!given.ok) return refused(given);
  if (!allows(who.member.role, 'edit-settings')) {
    // Who writes campaigns says whom they are for, and nothing of how customers are served.
    const held = (await actor(context).read(name))?.value ?? documents[name].empty;
    if (!addsRules(held, given.value.value)) return refused(refuse('not_allowed'));
  }
  const { id, name: called } = who.member;
  const written = await actor(context).write({ name, ...given.value, by: { id, name: called } });
  if (written.ok) await refreshSettings(context.env);
  // What is sent at a time needs the watch's clock.
  if (written.ok && name === 'digests') await context.env.WATCH.getByName(WATCH).awake();
  return answered(written);
}
