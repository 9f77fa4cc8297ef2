/** 客户公告 at the hall: written from an incident, for a time, taken back by hand or with the incident's end. */
import * as v from 'valibot';
import type { StaffMember } from '../../shared/actors.ts';
import {
  noticeRequest,
  notices,
  noticesNow,
  type CustomerNotice,
  type Notices,
} from '../../shared/settings/notices.ts';
import { refuse, type Result } from '../../shared/refusal.ts';
import { configOf } from '../config.ts';
import type { Env } from '../env.ts';
import { WATCH } from '../watch-counts.ts';
import { refreshSettings, SETTINGS } from '../settings/shelf.ts';
import { answered, refused } from './answers.ts';
import { admitted, type Asked } from './door.ts';
import { readJson } from './intake.ts';

/** Two who write at the same time both succeed. */
const TRIES = 4;

type Wish = v.InferOutput<typeof noticeRequest>;

export async function tell(context: Asked): Promise<Response> {
  const who = await admitted(context, 'run-operations');
  if (!who.ok) return refused(who);
  const read = await readJson(context.req.raw, noticeRequest);
  if (!read.ok) return refused(read);
  const wish = read.value;
  if (wish.shown && wish.account !== '' && !configOf(context.env).accounts.some(({ id }) => id === wish.account))
    return refused(refuse('no_account'));
  const incident = context.req.param('id') ?? '';
  const watch = context.env.WATCH.getByName(WATCH);
  const known = await watch.incident(incident);
  if (!known.ok) return refused(known);
  const done = await written(context.env, incident, wish, who.member);
  if (!done.ok) return refused(done);
  const { id, name } = who.member;
  const note = wish.shown ? `${wish.zh}\n${wish.en}` : '';
  await watch.act({ id: incident, act: { act: 'notice', by: { id, name }, note } });
  return answered(done);
}

/** An incident's notice, kept or taken back; what is over goes with it. */
export async function written(
  env: Env,
  incident: string,
  wish: Wish,
  { id, name }: Pick<StaffMember, 'id' | 'name'>,
): Promise<Result<{ notices: CustomerNotice[] }>> {
  const actor = env.SETTINGS.getByName(SETTINGS);
  const by = { id, name };
  for (let tries = 0; tries < TRIES; tries += 1) {
    const now = Date.now();
    const kept = await actor.read('notices');
    const held = v.safeParse(notices, kept?.value);
    const before = held.success ? noticesNow(held.output, now) : [];
    const others = before.filter((one) => one.incident !== incident);
    if (!wish.shown && others.length === before.length) return { ok: true, notices: before };
    const value: Notices = { shown: wish.shown ? [...others, noticeOf(incident, wish, by, now)] : others };
    const done = await actor.write({ name: 'notices', revision: kept?.revision ?? 0, value, by });
    if (done.ok) {
      await refreshSettings(env);
      return { ok: true, notices: value.shown };
    }
    if (done.code !== 'stale') return done;
  }
  return refuse('unavailable');
}

const noticeOf = (
  incident: string,
  { account, zh, en, minutes }: Extract<Wish, { shown: true }>,
  by: CustomerNotice['by'],
  now: number,
): CustomerNotice => ({ incident, account, zh, en, by, since: now, until: now + minutes * 60_000 });
