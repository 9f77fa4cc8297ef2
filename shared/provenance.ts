/** How each address of a person was proven to be theirs: from where, by whom, with what, when, and until when. */
import * as v from 'valibot';

/** A proof as it is kept; `who`: `person`, `gateway`, `company` or `platform`, the latter two with which one where it is known. */
export const proofView = v.object({
  source: v.picklist(['login', 'wechat', 'button', 'code', 'number', 'company', 'link', 'visit', 'said', 'typed']),
  who: v.string(),
  /** The kinds of proof that came together when it was bound: `user+device`. */
  evidence: v.string(),
  since: v.number(),
  /** Last proven, or used by its holder. */
  confirmedAt: v.number(),
  /** When its lease ends, or ended, unless proven again: a number or an e-mail address is held for a while only. Null: it has none. */
  endsAt: v.nullable(v.number()),
});
export type ProofView = v.InferOutput<typeof proofView>;

/** GET /staff/v1/line/:customer/proofs — by address; null: nothing is known of it. */
export const proofsAnswer = v.object({
  ok: v.literal(true),
  proofs: v.array(v.object({ endpoint: v.string(), proof: v.nullable(proofView) })),
});
export type ProofsAnswer = v.InferOutput<typeof proofsAnswer>;
