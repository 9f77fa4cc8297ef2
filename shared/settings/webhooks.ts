/** Where the company hears what happened: its own addresses and what each wants. Secrets stand elsewhere (the Webhook actor). */
import * as v from 'valibot';

/** What can be told. Names as Standard Webhooks wants them: words joined by full stops. */
export const eventTypes = [
  'session.opened',
  'session.waiting',
  'session.assigned',
  'session.closed',
  'session.rated',
  'message.received',
  'message.sent',
  'ticket.opened',
  'ticket.changed',
  'ticket.overdue',
  'ticket.closed',
  'customer.merged',
  'customer.parted',
  'customer.frozen',
] as const;
export const eventType = v.picklist(eventTypes);
export type EventType = v.InferOutput<typeof eventType>;

/** Most addresses a deployment tells. */
export const MOST_ENDPOINTS = 20;

const id = v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9-]{0,31}$/u, 'lower-case letters, digits and hyphens'));
/** An address is https; http only where nobody else listens: this machine itself. */
const url = v.pipe(
  v.string(),
  v.maxLength(500),
  v.url(),
  v.regex(
    /^https:\/\/[^/@\s]+(?:\/|$)|^http:\/\/(?:127\.0\.0\.1|localhost|\[::1\])(?::\d+)?(?:\/|$)/u,
    'an https address',
  ),
);

export const webhooks = v.strictObject({
  endpoints: v.pipe(
    v.array(
      v.strictObject({
        id,
        url,
        events: v.pipe(v.array(eventType), v.minLength(1)),
        on: v.boolean(),
        note: v.pipe(v.string(), v.maxLength(120)),
      }),
    ),
    v.maxLength(MOST_ENDPOINTS),
    v.check((list) => new Set(list.map((one) => one.id)).size === list.length, 'every id once'),
  ),
  /** Whether what happens is kept for a week, for the Company API to fetch. */
  feed: v.optional(v.boolean()),
});
export type Webhooks = v.InferOutput<typeof webhooks>;

export const emptyWebhooks: Webhooks = { endpoints: [] };
