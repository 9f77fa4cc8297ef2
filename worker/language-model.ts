/** What a deployment says of its language model, and whether the law lets it be used here. */
import * as v from 'valibot';

const settings = v.pipe(
  v.strictObject({
    /** `openai`: any endpoint that speaks that protocol; `workers-ai`: the platform's binding `AI`. */
    kind: v.picklist(['openai', 'workers-ai']),
    /** Base address of the endpoint, as its vendor prints it (usually ending in `/v1`). */
    url: v.optional(v.pipe(v.string(), v.url())),
    model: v.pipe(v.string(), v.minLength(1), v.maxLength(200)),
    key: v.optional(v.pipe(v.string(), v.minLength(1))),
    /** Where the model runs: words of customers go there. */
    region: v.picklist(['cn', 'elsewhere']),
    /** The service's filing number (生成式人工智能服务备案号). */
    filing: v.optional(v.pipe(v.string(), v.minLength(4), v.maxLength(100))),
    /** What it may be used for. */
    uses: v.optional(v.array(v.picklist(['rephrase', 'choose', 'summarise', 'suggest'])), [
      'rephrase',
      'choose',
      'summarise',
      'suggest',
    ]),
    /** A turn waits no longer than this; then the published words are said. */
    timeoutMs: v.optional(v.pipe(v.number(), v.integer(), v.minValue(200), v.maxValue(10_000)), 2500),
    /** The most one answer may cost. */
    maxTokens: v.optional(v.pipe(v.number(), v.integer(), v.minValue(20), v.maxValue(4000)), 500),
    /** The most questions to the model in one session; beyond, everything is said as published. */
    perSession: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1000)), 40),
    /** Whether the endpoint takes `response_format`. */
    jsonMode: v.optional(v.boolean(), true),
  }),
  v.check((given) => given.kind !== 'openai' || given.url !== undefined, 'url is missing'),
);
export type LanguageModelSettings = v.InferOutput<typeof settings>;

export type LanguageModelChoice =
  { kind: 'none' } | { kind: 'refused'; why: string } | { kind: 'used'; settings: LanguageModelSettings };

/**
 * Reads `LANGUAGE_MODEL` (JSON; empty or `off`: none) for a deployment in `region`. In the mainland only a filed service in the
 * mainland may be used (生成式人工智能服务管理暂行办法; PIPL articles 38–40 for words that would leave): another is refused with a
 * sentence, and the gateway works without one. Throws when the text itself is broken.
 */
export function readLanguageModel(given: string | undefined, region: 'cn' | 'elsewhere'): LanguageModelChoice {
  if (given === undefined || given.trim() === '' || given.trim() === 'off') return { kind: 'none' };
  const read = v.safeParse(v.pipe(v.string(), v.parseJson(), settings), given);
  if (!read.success) {
    const issue = read.issues[0];
    throw new Error(`LANGUAGE_MODEL: ${v.getDotPath(issue) ?? 'text'}: ${issue.message}`);
  }
  if (region === 'cn' && read.output.region !== 'cn') {
    return {
      kind: 'refused',
      why: 'LANGUAGE_MODEL: a mainland deployment may not send words of customers to a model abroad',
    };
  }
  if (region === 'cn' && read.output.filing === undefined) {
    return {
      kind: 'refused',
      why: 'LANGUAGE_MODEL: a mainland deployment needs the filing number of the model service (filing)',
    };
  }
  return { kind: 'used', settings: read.output };
}
