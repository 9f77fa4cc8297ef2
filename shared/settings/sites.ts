/** 网站: how the widget looks and what it asks on each site, by the id of its web account. What a page says itself goes before it. */
import * as v from 'valibot';

const words = (most: number) => {
  const text = v.pipe(v.string(), v.trim(), v.maxLength(most));
  return v.strictObject({ zh: text, en: text });
};
const called = (most: number) => {
  const text = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(most));
  return v.strictObject({ zh: text, en: v.pipe(v.string(), v.trim(), v.maxLength(most)) });
};
const id = v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9-]{0,39}$/u, 'lower case letters, digits and hyphens'));
const listOf = <Item extends v.GenericSchema>(item: Item, most: number) => v.pipe(v.array(item), v.maxLength(most));
const once = (given: readonly { id: string }[]) => new Set(given.map((one) => one.id)).size === given.length;

/** The kinds of what may be asked, in the order in which they are offered. */
export const askedKinds = ['name', 'phone', 'email', 'order', 'topic', 'text', 'question'] as const;

/** One question of the form. */
export const askedField = v.pipe(
  v.strictObject({
    id,
    kind: v.picklist(askedKinds),
    ...called(40).entries,
    required: v.boolean(),
    /** Of a topic; `skill` is who they are for, by the desk's skills. Empty: as what they say decides. */
    options: v.pipe(
      listOf(v.strictObject({ id, ...called(40).entries, skill: v.pipe(v.string(), v.maxLength(40)) }), 12),
      v.check((given) => once(given), 'an id stands there twice'),
    ),
  }),
  v.check(({ kind, options }) => kind !== 'topic' || options.length > 1, 'a topic needs two options at least'),
);
export type AskedField = v.InferOutput<typeof askedField>;

/** 询前表单: what an anonymous visitor is asked before the first word. */
export const asking = v.strictObject({
  on: v.boolean(),
  /** Who is signed in is asked too, what isn't known of them. */
  users: v.boolean(),
  lead: words(120),
  fields: v.pipe(
    listOf(askedField, 8),
    v.check((given) => once(given), 'an id stands there twice'),
    v.check(
      (given) => ['topic', 'question'].every((kind) => given.filter((one) => one.kind === kind).length < 2),
      'one topic and one question at most',
    ),
  ),
  /** What they agree to, beside the privacy notice; empty: nothing is asked for. */
  consent: words(200),
});
export type Asking = v.InferOutput<typeof asking>;

export const siteSettings = v.strictObject({
  id: v.pipe(v.string(), v.minLength(1), v.maxLength(64), v.regex(/^[\w.+-]+$/u)),
  /** Empty: the usual one. */
  color: v.pipe(v.string(), v.regex(/^(?:#[0-9a-f]{6})?$/iu, 'a colour as #0052d9')),
  position: v.picklist(['right', 'left']),
  theme: v.picklist(['auto', 'light', 'dark']),
  launcher: words(24),
  title: words(40),
  /** In place of the usual words over an empty conversation. */
  greeting: words(200),
  /** Questions to begin with; empty: the usual ones. */
  quick: listOf(called(40), 6),
  /** 访客轨迹: visitors may be asked. */
  trail: v.boolean(),
  /** 聊天链接: the conversation has a page of its own. */
  link: v.boolean(),
  asking,
});
export type SiteSettings = v.InferOutput<typeof siteSettings>;

export const sites = v.strictObject({
  sites: v.pipe(
    listOf(siteSettings, 100),
    v.check((given) => once(given), 'an id stands there twice'),
  ),
});
export type SitesSettings = v.InferOutput<typeof sites>;

const none = () => ({ zh: '', en: '' });

/** A site nobody has set anything for. */
export const usualSite = (site: string): SiteSettings => ({
  ...{ id: site, color: '', position: 'right', theme: 'auto', launcher: none(), title: none(), greeting: none() },
  ...{ quick: [], trail: false, link: true },
  asking: { on: false, users: false, lead: none(), fields: [], consent: none() },
});

export const emptySites: SitesSettings = { sites: [] };

/** What holds of a site. */
export const siteIn = ({ sites: all }: SitesSettings, site: string): SiteSettings =>
  all.find((one) => one.id === site) ?? usualSite(site);
