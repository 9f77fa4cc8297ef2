/** What a company shows of its goods and parcels, as cards in a conversation. Prices and times are texts as the company writes them. */
import * as v from 'valibot';

const line = v.pipe(v.string(), v.maxLength(500));
const address = v.pipe(v.string(), v.maxLength(2000), v.regex(/^(https?:\/\/|\/)/u, 'an http(s) address or a path'));

export const productCard = v.object({
  id: v.pipe(v.string(), v.minLength(1), v.maxLength(64)),
  title: v.pipe(v.string(), v.minLength(1), v.maxLength(200)),
  price: v.optional(line),
  image: v.optional(address),
  url: v.optional(address),
});
export type ProductCard = v.InferOutput<typeof productCard>;

/** A parcel's way, newest first. */
export const parcelCard = v.object({
  company: line,
  no: v.pipe(v.string(), v.minLength(1), v.maxLength(64)),
  stateText: v.optional(line),
  traces: v.pipe(v.array(v.object({ at: v.pipe(v.string(), v.maxLength(40)), text: line })), v.maxLength(40)),
});
export type ParcelCard = v.InferOutput<typeof parcelCard>;
