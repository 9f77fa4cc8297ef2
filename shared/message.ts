/** What a message is, on every side of every wire. Sizes are characters (UTF-16 units) unless said. */
import * as v from 'valibot';
import { parcelCard, productCard } from './card.ts';
import { form } from './form.ts';
import { mediaUrl } from './media.ts';
import { automatic, quote } from './serving.ts';

export { fallbackText } from './fallback.ts';

/** The channels a person can be reached over. `wechat` covers official accounts and WeChat's own mini-program customer chat. */
export const channelName = v.picklist(['web', 'app', 'miniprogram', 'wechat', 'sms', 'phone']);
export type ChannelName = v.InferOutput<typeof channelName>;

/** Longest text one message may carry; longer input is refused with `too_long`. */
export const TEXT_LIMIT = 4000;

/** Longest id of an option: it names an entry, a flow or a button in it. */
const OPTION_LIMIT = 96;

const line = v.pipe(v.string(), v.maxLength(500));
const text = v.pipe(v.string(), v.minLength(1), v.maxLength(TEXT_LIMIT));
const address = v.pipe(v.string(), v.maxLength(2000), v.regex(/^(https?:\/\/|\/)/u, 'an http(s) address or a path'));

/** One button a customer may tap; the tap comes back as a text body that names `option`. */
export const option = v.object({
  id: v.pipe(v.string(), v.minLength(1), v.maxLength(OPTION_LIMIT)),
  label: v.pipe(v.string(), v.minLength(1), v.maxLength(60)),
});

/** An order as the company's hook describes it, shown as a card. Prices are texts as the company writes them. */
export const orderCard = v.object({
  no: v.pipe(v.string(), v.maxLength(64)),
  stateText: line,
  items: v.array(v.object({ title: line, price: v.optional(line), image: v.optional(address) })),
  express: v.optional(v.object({ company: line, no: line, last: v.optional(line) })),
});

/** Its bytes are still fetched from the platform; a change says when they are here. */
const coming = v.optional(v.boolean());

/** What is said. Closed set: a screen that doesn't know a kind shows its `fallbackText`. */
export const body = v.variant('kind', [
  v.object({
    kind: v.literal('text'),
    text,
    option: v.optional(v.pipe(v.string(), v.maxLength(OPTION_LIMIT))),
    form: v.optional(form),
    /** What a visitor said of themselves before the first word (询前表单), field by field; `text` says the same. Nobody proved it. */
    details: v.optional(v.array(v.object({ kind: v.pipe(v.string(), v.maxLength(20)), label: line, value: line }))),
  }),
  /** A published answer: words, then steps in order, then pictures, links and buttons. */
  v.object({
    kind: v.literal('answer'),
    text,
    steps: v.optional(v.array(text)),
    media: v.optional(v.array(v.object({ kind: v.picklist(['image', 'video']), url: address, caption: line }))),
    links: v.optional(v.array(v.object({ label: line, url: address }))),
    options: v.optional(v.array(option)),
  }),
  v.object({ kind: v.literal('menu'), text, options: v.array(option), form: v.optional(form) }),
  v.object({ kind: v.literal('order'), text: v.optional(line), order: orderCard }),
  v.object({ kind: v.literal('product'), text: v.optional(line), product: productCard }),
  v.object({ kind: v.literal('logistics'), text: v.optional(line), parcel: parcelCard }),
  v.object({
    kind: v.literal('image'),
    url: v.optional(address),
    mediaId: v.optional(line),
    /** As it is shown, so that nothing jumps when it comes. */
    width: v.optional(v.number()),
    height: v.optional(v.number()),
    coming,
  }),
  v.object({
    kind: v.literal('voice'),
    url: v.optional(address),
    mediaId: v.optional(line),
    transcript: v.optional(text),
    seconds: v.optional(v.number()),
    coming,
  }),
  v.object({ kind: v.literal('video'), url: v.optional(address), mediaId: v.optional(line), coming }),
  /** A document kept by us (shared/media.ts). */
  v.object({ kind: v.literal('file'), url: address, name: line, size: v.number(), mime: line }),
  v.object({ kind: v.literal('location'), latitude: v.number(), longitude: v.number(), label: line }),
  v.object({ kind: v.literal('link'), title: line, description: v.optional(line), url: address }),
  /** Something that happened on the channel (followed, scanned, tapped a menu): shown as a grey line. */
  v.object({ kind: v.literal('event'), event: v.pipe(v.string(), v.maxLength(64)), text: v.optional(line) }),
  /** Came in by a kind we don't render; the original stays with the channel. */
  v.object({ kind: v.literal('unsupported'), original: line }),
]);
export type Body = v.InferOutput<typeof body>;
export type Option = v.InferOutput<typeof option>;
export type OrderCard = v.InferOutput<typeof orderCard>;

/** Bodies a customer's own client may send over the stream. */
export const customerBody = v.variant('kind', [
  v.object({ kind: v.literal('text'), text, option: v.optional(v.pipe(v.string(), v.maxLength(OPTION_LIMIT))) }),
  v.object({ kind: v.literal('location'), latitude: v.number(), longitude: v.number(), label: line }),
  v.object({ kind: v.literal('link'), title: line, description: v.optional(line), url: address }),
  /** A file they gave us (POST /v1/media); what else is said of it here is taken from what we keep. */
  v.object({
    kind: v.literal('image'),
    url: mediaUrl,
    width: v.optional(v.number()),
    height: v.optional(v.number()),
  }),
  v.object({ kind: v.literal('voice'), url: mediaUrl, seconds: v.optional(v.number()) }),
  v.object({ kind: v.literal('video'), url: mediaUrl }),
  v.object({ kind: v.literal('file'), url: mediaUrl, name: line, size: v.number(), mime: line }),
  /** What they are looking at. */
  v.object({ kind: v.literal('product'), text: v.optional(line), product: productCard }),
]);

/** Who spoke. `robot` is the company's automatic voice and is labelled as such on every screen. */
export const speaker = v.object({
  kind: v.picklist(['customer', 'robot', 'agent', 'system']),
  id: v.optional(v.string()),
  name: v.optional(v.string()),
});
export type Speaker = v.InferOutput<typeof speaker>;

/**
 * Where a message stands. It moves only on evidence: `received` (came in), `queued` (owed), `sent` (the provider took it),
 * `delivered`, `read`, `failed` (with the provider's reason), `unknown` (the call's fate can't be known; never repeated by itself).
 */
export const messageStatus = v.picklist(['received', 'queued', 'sent', 'delivered', 'read', 'failed', 'unknown']);
export type MessageStatus = v.InferOutput<typeof messageStatus>;

export const reason = v.object({ code: v.string(), detail: v.string() });
export type Reason = v.InferOutput<typeof reason>;

export const message = v.object({
  id: v.string(),
  /** The revision of the line at which it was appended: the one order all screens show. */
  revision: v.number(),
  /** The endpoint it came from or goes to; empty for notes and system lines that belong to no address. */
  endpoint: v.string(),
  channel: v.nullable(channelName),
  /** Contiguous from 1 within its endpoint; 0 for lines without endpoint. */
  position: v.number(),
  direction: v.picklist(['in', 'out', 'note']),
  speaker,
  body,
  /** Server time, unix milliseconds. */
  at: v.number(),
  session: v.nullable(v.string()),
  status: messageStatus,
  reason: v.optional(reason),
  /** The client's own number and instance, so that the sender's screen can match its pending send. */
  client: v.optional(v.object({ instance: v.string(), number: v.number() })),
  /** Where an answer came from: the published entry (and others it draws on), the version, and whether a model worded it. */
  source: v.optional(
    v.object({
      entry: v.string(),
      version: v.string(),
      also: v.optional(v.array(v.string())),
      generated: v.optional(v.boolean()),
      /** Questions near the answered one (猜你想问), offered under it while nothing follows; a tap comes back as an option. */
      related: v.optional(v.array(option)),
    }),
  ),
  /** What the customer said of an answer, once they did. */
  helpful: v.optional(v.boolean()),
  /** Steps of an answer its reader has ticked off, counted from 0. */
  ticked: v.optional(v.array(v.number())),
  /** What it answers. */
  quote: v.optional(quote),
  /** Colleagues a note names (@). */
  mentions: v.optional(v.array(v.object({ id: v.string(), name: v.string() }))),
  automatic: v.optional(automatic),
  /** Taken back (撤回): its words are gone, an event stands in their place. */
  recalled: v.optional(v.object({ at: v.number() })),
});
export type Message = v.InferOutput<typeof message>;
