/** Business events as a company's own backend tells them (POST /api/v1/customers/:customer/events), and what is answered. */
import * as v from 'valibot';
import { isPlain } from '../plain.ts';

const key = v.pipe(v.string(), v.minLength(1), v.maxLength(64), v.regex(/^[\w.:-]+$/u));
/** Unix ms; what is smaller than 2001 was given in seconds. */
const moment = v.pipe(v.number(), v.integer(), v.minValue(1_000_000_000_000, 'milliseconds since 1970, not seconds'));
const values = v.pipe(
  v.record(v.pipe(v.string(), v.maxLength(24)), v.union([v.pipe(v.string(), v.maxLength(400)), v.number()])),
  v.check((given) => Object.keys(given).length <= 6, 'at most six variables'),
);

/**
 * `key` names the event for ever. `at`: when it happened, unix ms, not in the future; now, where it is left out. An `appointment` is set, moved and
 * cancelled under its own id: `time` null cancels it, and what happened earlier than what is known changes nothing.
 */
export const eventRequest = v.variant('event', [
  v.strictObject({
    event: v.literal('appointment'),
    key,
    at: v.optional(moment),
    appointment: v.strictObject({
      id: key,
      time: v.nullable(moment),
      what: v.pipe(v.string(), v.maxLength(60), v.check(isPlain, 'one line without signs that steer or turn it')),
    }),
  }),
  v.strictObject({
    event: v.pipe(v.string(), v.regex(/^[a-z][a-z0-9-]{0,31}$/u, 'the id of an event')),
    key,
    at: v.optional(moment),
    values,
  }),
]);
export type EventRequest = v.InferOutput<typeof eventRequest>;

/**
 * What became of it. `notified`: it stands among their notices and goes out where they can be reached. `listed`: it stands there
 * only, as they neither asked about it nor chose to be told. `kept`: nothing is told now (its template is off, or the moment is
 * over). `older`: something newer is known of the appointment.
 */
export const eventFate = v.picklist(['notified', 'listed', 'kept', 'older']);
export type EventFate = v.InferOutput<typeof eventFate>;

export const eventAnswer = v.object({
  ok: v.literal(true),
  /** It was told before under this key. */
  known: v.boolean(),
  fate: eventFate,
  notice: v.nullable(v.string()),
});
export type EventTold = Omit<v.InferOutput<typeof eventAnswer>, 'ok'>;
