/** What the widget asks of its site: how it is set, and the form before the first word (询前表单). */
import * as v from 'valibot';

const ok = v.literal(true);
const words = v.object({ zh: v.string(), en: v.string() });

/** GET /v1/sites/:site — what is set for the site, and nothing else; for everybody. A page's own options go before it. */
export const siteAnswer = v.object({
  ok,
  color: v.optional(v.string()),
  position: v.optional(v.picklist(['left', 'right'])),
  theme: v.optional(v.picklist(['light', 'dark'])),
  launcher: v.optional(words),
  title: v.optional(words),
  greeting: v.optional(words),
  quick: v.optional(v.array(words)),
  trail: v.optional(v.literal(true)),
  /** The site has a page of its own: /chat/:site (聊天链接). */
  link: v.optional(v.literal(true)),
  /** A form may be asked before the first word: GET /v1/me/asking says whether of this visitor. */
  asks: v.optional(v.literal(true)),
});
export type SiteAnswer = v.InferOutput<typeof siteAnswer>;

const asked = v.object({
  id: v.string(),
  kind: v.picklist(['name', 'phone', 'email', 'order', 'topic', 'text', 'question']),
  label: v.string(),
  required: v.boolean(),
  options: v.array(v.object({ id: v.string(), label: v.string() })),
});
export type Asked = v.InferOutput<typeof asked>;

/** GET /v1/me/asking — `form` null: nothing is asked of them. */
export const askingAnswer = v.object({
  ok,
  form: v.nullable(
    v.object({
      lead: v.string(),
      fields: v.array(asked),
      /** What they must agree to, and the version of the privacy notice it stands beside. */
      consent: v.nullable(v.object({ text: v.string(), version: v.string() })),
      /** Nothing in it is needed: they may begin without it. */
      skip: v.boolean(),
    }),
  ),
});
export type AskingForm = NonNullable<v.InferOutput<typeof askingAnswer>['form']>;

/** POST /v1/me/asking — answers by the fields' ids; `consent` names the version they agreed beside. */
export const askingRequest = v.strictObject({
  language: v.picklist(['zh', 'en']),
  answers: v.record(v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9-]{0,39}$/u)), v.pipe(v.string(), v.maxLength(1200))),
  consent: v.optional(v.pipe(v.string(), v.maxLength(16))),
});
export type AskingGiven = v.InferOutput<typeof askingRequest>;

/** GET /staff/v1/sites — the sites of this deployment, for their settings; `base` is the gateway's address. */
export const sitesAnswer = v.object({
  ok,
  base: v.string(),
  sites: v.array(v.object({ id: v.string(), name: v.string(), origins: v.array(v.string()) })),
});

/** POST /v1/pop-out — a window of its own goes on with this conversation; `visitor` is the name the page keeps. */
export const popOutRequest = v.strictObject({
  visitor: v.optional(v.pipe(v.string(), v.maxLength(200))),
  /** Words not sent yet. */
  draft: v.optional(v.pipe(v.string(), v.maxLength(2000)), ''),
});
/** The code counts once, within a minute; it belongs behind the `#` of `/chat/<site>`. */
export const popOutAnswer = v.object({ ok, code: v.string(), expiresAt: v.number() });
/** POST /v1/pop-out/take — by the gateway's own page alone. */
export const popOutTake = v.strictObject({
  site: v.pipe(v.string(), v.maxLength(64)),
  code: v.pipe(v.string(), v.minLength(20), v.maxLength(16_000), v.regex(/^[\w-]+$/u)),
});
/** Who goes on: an anonymous visitor by their name, or a user by a fresh statement (JWT, 15 minutes). */
export const popOutTaken = v.object({
  ok,
  visitor: v.nullable(v.string()),
  user: v.nullable(v.object({ id: v.string(), token: v.string() })),
  draft: v.string(),
});
export type PopOutTaken = v.InferOutput<typeof popOutTaken>;
