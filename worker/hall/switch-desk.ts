/** 应急开关 at the hall: switched off with a reason and for a time, on again by hand; every change is a revision with its writer. */
import { offNow, switches, switchRequest, type Switches, type SwitchedOff } from '../../shared/settings/switches.ts';
import { refuse, type Result } from '../../shared/refusal.ts';
import type { StaffMember } from '../../shared/actors.ts';
import * as v from 'valibot';
import { callsOut } from '../channels/registry.ts';
import { configOf } from '../config.ts';
import { log } from '../log.ts';
import { WATCH } from '../watch-counts.ts';
import { refreshSettings, SETTINGS } from '../settings/shelf.ts';
import { answered, refused } from './answers.ts';
import { admitted, type Asked } from './door.ts';
import { readJson } from './intake.ts';

/** Two who switch at the same time both succeed. */
const TRIES = 4;

type Wish = v.InferOutput<typeof switchRequest>;

export async function turn(context: Asked): Promise<Response> {
  const who = await admitted(context, 'run-operations');
  if (!who.ok) return refused(who);
  const read = await readJson(context.req.raw, switchRequest);
  if (!read.ok) return refused(read);
  const wish = read.value;
  if (!exists(context, wish)) return refused(refuse('no_account', 'A channel is named by an account that sends.'));
  const done = await written(context, wish, who.member);
  if (!done.ok) return refused(done);
  await refreshSettings(context.env);
  const { what, account, off } = wish;
  log({ kind: 'switch', trace: context.get('trace'), what, account, off, member: who.member.id });
  if (wish.incident !== undefined) {
    const note = `${wish.off ? 'off' : 'on'} ${wish.what} ${wish.account}`.trim() + `: ${wish.why}`;
    const { id, name } = who.member;
    await context.env.WATCH.getByName(WATCH).act({ id: wish.incident, act: { act: 'switch', by: { id, name }, note } });
  }
  return answered(done);
}

/** Of a channel an account that calls out; of the others none. */
function exists(context: Asked, { what, account }: Wish): boolean {
  if (what !== 'channel') return account === '';
  const found = configOf(context.env).accounts.find((one) => one.id === account);
  return found !== undefined && callsOut(found);
}

async function written(context: Asked, wish: Wish, { id, name }: StaffMember): Promise<Result<{ off: SwitchedOff[] }>> {
  const { what, account, why, off, minutes } = wish;
  const actor = context.env.SETTINGS.getByName(SETTINGS);
  const by = { id, name };
  for (let tries = 0; tries < TRIES; tries += 1) {
    const now = Date.now();
    const kept = await actor.read('switches');
    const held = v.safeParse(switches, kept?.value);
    const others = (held.success ? offNow(held.output, now) : []).filter(
      (one) => one.what !== what || one.account !== account,
    );
    const until = minutes === null ? null : now + minutes * 60_000;
    const value: Switches = { off: off ? [...others, { what, account, why, by, since: now, until }] : others };
    const done = await actor.write({ name: 'switches', revision: kept?.revision ?? 0, value, by });
    if (done.ok) return { ok: true, off: value.off };
    if (done.code !== 'stale') return done;
  }
  return refuse('unavailable');
}
