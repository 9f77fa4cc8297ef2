/** What a deployment on one machine keeps beside its data: secrets and accounts, made at the first start, in `config.json`. */
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { demoAccounts, randomWord } from './accounts.ts';

/** Stands in the kept accounts for the gateway's own address, which may change from start to start. */
const HERE = '{gateway}';

const settings = v.object({
  /** Everything that is signed or hashed derives from it; changing it signs everybody out and forgets who is who. */
  secret: v.pipe(v.string(), v.minLength(32)),
  operatorKey: v.pipe(v.string(), v.minLength(32)),
  /** With it Prometheus asks `/metrics`; absent: nobody may. */
  metricsKey: v.optional(v.pipe(v.string(), v.minLength(32))),
  /** Shared with the company's order hook. */
  hookSecret: v.pipe(v.string(), v.minLength(32)),
  /** The company's order hook; absent in the demo, whose shop answers. */
  hookUrl: v.optional(v.pipe(v.string(), v.url())),
  /** The hook says what voices say. */
  hookTranscribes: v.optional(v.boolean()),
  /** What the hook is told when an APP that isn't connected has news; absent: nothing, in the demo that there is news. */
  hookPushes: v.optional(v.picklist(['no', 'yes', 'words'])),
  relay: v.optional(v.object({ url: v.pipe(v.string(), v.url()), secret: v.string() })),
  /** Where the deployment and its customers are; absent: the mainland. */
  region: v.optional(v.picklist(['cn', 'elsewhere'])),
  /** A language model, see docs/language-model.md; absent or `off`: none. `{gateway}` stands for our own address. */
  languageModel: v.optional(v.union([v.literal('off'), v.looseObject({})])),
  demo: v.boolean(),
  accounts: v.array(v.looseObject({})),
});
/** What stands in `config.json`. */
export type Settings = v.InferOutput<typeof settings>;

/** Reads the settings, or makes them with fresh secrets at the first start. Throws a sentence when the file is broken. */
export function keepSettings(data: string, demo: boolean): { settings: Settings; first: boolean } {
  mkdirSync(data, { recursive: true, mode: 0o700 });
  const path = join(data, 'config.json');
  if (existsSync(path)) {
    const read = v.safeParse(v.pipe(v.string(), v.parseJson(), settings), readFileSync(path, 'utf8'));
    if (!read.success) {
      const issue = read.issues[0];
      throw new Error(`${path}: ${v.getDotPath(issue) ?? ''} ${issue.message}`);
    }
    return { settings: { ...read.output, demo: read.output.demo && demo }, first: false };
  }
  const fresh: Settings = {
    secret: randomWord(48),
    operatorKey: randomWord(48),
    metricsKey: randomWord(48),
    hookSecret: randomWord(48),
    demo,
    accounts: demo ? demoAccounts(HERE, HERE) : [],
  };
  writeFileSync(path, `${JSON.stringify(fresh, null, 2)}\n`, { mode: 0o600, flag: 'wx' });
  chmodSync(path, 0o600);
  return { settings: fresh, first: true };
}

/** The environment of the gateway (and of the sandbox beside it) for these settings at this address. */
export function environmentOf(kept: Settings, publicUrl: string): Record<string, string> {
  const accounts = JSON.stringify(kept.accounts).replaceAll(HERE, publicUrl);
  const model = kept.languageModel;
  const hookUrl = kept.hookUrl ?? (kept.demo ? `${publicUrl}/sandbox/shop/hook` : undefined);
  const pushes = kept.hookPushes ?? (kept.demo ? 'yes' : 'no');
  return {
    ACCOUNTS: accounts,
    SECRET: kept.secret,
    PUBLIC_URL: publicUrl,
    OPERATOR_KEY: kept.operatorKey,
    ...(kept.metricsKey ? { METRICS_KEY: kept.metricsKey } : {}),
    ...(hookUrl ? { COMPANY_HOOK_URL: hookUrl, COMPANY_HOOK_SECRET: kept.hookSecret } : {}),
    ...(hookUrl && kept.hookTranscribes ? { COMPANY_HOOK_TRANSCRIBES: 'yes' } : {}),
    ...(hookUrl && pushes !== 'no' ? { COMPANY_HOOK_PUSHES: pushes } : {}),
    ...(kept.region ? { REGION: kept.region } : {}),
    ...(model && model !== 'off' ? { LANGUAGE_MODEL: JSON.stringify(model).replaceAll(HERE, publicUrl) } : {}),
    ...(kept.relay ? { RELAY_URL: kept.relay.url, RELAY_SECRET: kept.relay.secret } : {}),
    ...(kept.demo
      ? { KNOWLEDGE_SEED: 'demo', GATEWAY_URL: publicUrl, COMPANY: JSON.stringify({ hookSecret: kept.hookSecret }) }
      : {}),
  };
}
