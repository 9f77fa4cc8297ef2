/** What a person may do that lets an account write to him. */
export type QuotaAct = 'message' | 'menu' | 'subscribe' | 'scan' | 'enter';

/** How many customer messages an act allows, and for how long. Source: api_sendcustommessage; customer-message/send. */
export function allowance(kind: 'official' | 'mini', act: QuotaAct): { most: number; lastsMs: number } | undefined {
  if (act === 'message') return { most: 5, lastsMs: 48 * 3600_000 };
  if (kind === 'mini') return act === 'enter' ? { most: 2, lastsMs: 60_000 } : undefined;
  return act === 'enter' ? undefined : { most: 3, lastsMs: 60_000 };
}

/** One window as the platform keeps it. */
export interface Window {
  act: QuotaAct;
  left: number;
  endsAt: number;
}

/**
 * May the account send now? Windows are not added up: a send is counted in every open window, and any open window with
 * something left allows it.
 */
export function spend(
  windows: Window[],
  nowMs: number,
): { ok: true; after: Window[] } | { ok: false; errcode: 45015 | 45047 } {
  const open = windows.filter((each) => each.endsAt > nowMs);
  if (open.length === 0) return { ok: false, errcode: 45015 };
  if (open.every((each) => each.left <= 0)) return { ok: false, errcode: 45047 };
  return { ok: true, after: open.map((each) => ({ ...each, left: Math.max(0, each.left - 1) })) };
}
