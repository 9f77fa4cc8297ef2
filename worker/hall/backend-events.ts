/** What happened, for the company's own backend to fetch: the same events as are pushed, in one order. */
import { USUAL_PAGE } from '../../shared/backend-api.ts';
import { refuse } from '../../shared/refusal.ts';
import { veiledEvent } from '../customer/backend/veil.ts';
import { ensureSettings, refreshSettings } from '../settings/shelf.ts';
import { cursorOf, positionIn } from './backend-cursor.ts';
import { keyed } from './backend-door.ts';
import { ops } from './backend-operations.ts';
import type { Asked } from './door.ts';

export const events = keyed(ops.events, async ({ context, caller, query: { limit = USUAL_PAGE, after } }) => {
  if (!(await isKept(context)))
    return refuse('wrong_state', 'No events are kept; a lead turns that on in 设置 → 事件通知.');
  const from = positionIn('events', after, /^\d{1,15}$/u);
  if (!from.ok) return from;
  const place = from.at === null ? null : Number(from.at);
  const fed = await context.env.WEBHOOK.getByName('main').feed({ after: place, limit });
  if (!fed.ok) return fed;
  const told = caller.whole ? fed.events : fed.events.map((one) => ({ ...one, data: veiledEvent(one.data) }));
  return { ok: true, events: told, cursor: cursorOf('events', String(fed.reached)), more: fed.more };
});

/** Whether a lead has events kept; what this isolate holds may be from before they turned it on. */
async function isKept({ env }: Asked): Promise<boolean> {
  if ((await ensureSettings(env)).webhooks.feed === true) return true;
  return (await refreshSettings(env)).webhooks.feed === true;
}
