/** Where an answer to an address would go, as a colleague is shown it before they send. */
import * as v from 'valibot';
import { channelName } from './message.ts';

/** One step: the way, or none, with its why (shared/reach/words.ts); `at`: not before, null where nothing is waited for. `left`: counted messages. */
const step = v.object({
  way: v.nullable(v.picklist(['screen', 'platform', 'push', 'subscription', 'sms', 'callback'])),
  channel: v.nullable(channelName),
  label: v.string(),
  why: v.string(),
  at: v.nullable(v.number()),
  left: v.nullable(v.number()),
});

/** `may`: whether the words would be taken. `then`: the next way, where they stand unread. */
export const outlookView = v.object({ may: v.boolean(), first: step, then: v.nullable(step) });
export type OutlookView = v.InferOutput<typeof outlookView>;

/** GET /staff/v1/line/:customer/outlook/:endpoint */
export const outlookAnswer = v.object({ ok: v.literal(true), ...outlookView.entries });
