/** 访客轨迹: pages a visitor looked at, told only after their yes. */
import * as v from 'valibot';

/** So many are kept, so long. */
export const KEPT_VISITS = 50;
export const VISITS_MS = 30 * 24 * 3_600_000;

/** A page as the widget tells it: its address without query and fragment, the referrer's host alone. */
export const page = v.object({
  title: v.pipe(v.string(), v.maxLength(120)),
  address: v.pipe(
    v.string(),
    v.maxLength(300),
    v.regex(/^https?:\/\/[^?#\s]+$/u, 'an address without query or fragment'),
  ),
  referrer: v.pipe(v.string(), v.maxLength(100), v.regex(/^[\w.:[\]-]*$/u, 'a host')),
  device: v.picklist(['phone', 'tablet', 'desktop']),
  /** A language tag. */
  language: v.pipe(v.string(), v.maxLength(16), v.regex(/^[A-Za-z-]*$/u)),
});
export type Page = v.InferOutput<typeof page>;

/** What a visitor says of it: yes, or no, which also deletes what was kept. */
export const trailAct = v.object({ act: v.literal('trail'), on: v.boolean() });
export const visitAct = v.object({ act: v.literal('visit'), page });

/** The trail as staff see it. `here`: a page of theirs is open now. `on` null: nobody was asked, or nobody may be. */
export const trailView = v.object({
  on: v.nullable(v.boolean()),
  here: v.boolean(),
  /** Newest first. */
  visits: v.array(v.object({ ...page.entries, at: v.number() })),
});
export type TrailView = v.InferOutput<typeof trailView>;
