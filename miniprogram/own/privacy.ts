/** 隐私说明: its versions as the gateway told them last, and how they stand with the person. */
import type { OwnPrivacyAnswer } from '../../shared/privacy.ts';
import { talk } from '../net.ts';

const KEPT = 'privacy';
const OFFERED = 'privacy-offered';

let held: OwnPrivacyAnswer | null = null;
let fetched = false;
const listeners = new Set<() => void>();

/** What this phone knows of it; null: nothing yet. */
export function noticeHeld(): OwnPrivacyAnswer | null {
  if (held) return held;
  try {
    held = JSON.parse(talk.keep.read(KEPT) ?? 'null') as OwnPrivacyAnswer | null;
  } catch {
    held = null;
  }
  return held;
}

/** Hears that it was told anew; answers how to stop. */
export function onNotice(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Asked for once as soon as there is a connection. */
export function followNotice(): void {
  talk.follow(() => {
    if (!fetched && talk.lostAt === null) void fetchNotice();
  });
}

/** Answers whether it came. */
export async function fetchNotice(): Promise<boolean> {
  fetched = true;
  const came = take(await talk.read('/v1/me/privacy'));
  fetched = came;
  return came;
}

/** The person's word to a version; answers why it was not taken, empty where it was. */
export async function sayToNotice(version: string, given: boolean): Promise<{ code: string; detail: string } | null> {
  const answer = await talk.ask('/v1/me/privacy', { version, given });
  return take(answer) || answer.ok ? null : answer;
}

function take(answer: Awaited<ReturnType<typeof talk.read>>): boolean {
  const { now, versions, standing } = answer as Partial<OwnPrivacyAnswer>;
  if (!answer.ok || now === undefined || !versions || !standing) return false;
  held = { ok: true, now, versions, standing };
  talk.keep.write(KEPT, JSON.stringify(held));
  for (const listener of listeners) listener();
  return true;
}

/** The version to be told about on the first page, once; empty: none. */
export function renewal(): string {
  const asks = noticeHeld()?.standing.asks ?? '';
  return asks !== talk.keep.read(OFFERED) ? asks : '';
}

/** It was told; whoever puts it off is not asked again there. */
export function renewalTold(): void {
  talk.keep.write(OFFERED, noticeHeld()?.standing.asks ?? '');
}
