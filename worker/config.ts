/** Reads the environment once per isolate and refuses to start on a bad one. */
import * as v from 'valibot';
import { accounts, type Account } from './channels/account.ts';
import type { Env } from './env.ts';
import { readLanguageModel, type LanguageModelChoice } from './language-model.ts';

export type { LanguageModelSettings } from './language-model.ts';

/** What the company's push service is told: nothing, that there is news, or its words too. */
export type Wakes = 'nothing' | 'news' | 'words';

export type Config = {
  accounts: Account[];
  secret: string;
  publicUrl: string;
  companyHook: { url: string; secret: string } | null;
  /** Whether the company's hook says what voices say. */
  transcribes: boolean;
  wakes: Wakes;
  relay: { url: string; secret: string } | null;
  operatorKey: string | null;
  metricsKey: string | null;
  languageModel: LanguageModelChoice;
};

const read = new WeakMap<object, Config>();

/** The configuration of this environment. Throws a sentence naming what is wrong: a deployment fault, never a visitor's. */
export function configOf(env: Env): Config {
  const known = read.get(env);
  if (known) return known;
  const config = parse(env);
  read.set(env, config);
  return config;
}

function parse(env: Env): Config {
  const listed = v.safeParse(v.pipe(v.string(), v.parseJson(), accounts), env.ACCOUNTS);
  if (!listed.success) {
    const issue = listed.issues[0];
    throw new Error(`ACCOUNTS: ${v.getDotPath(issue) ?? 'list'}: ${issue.message}`);
  }
  if (env.SECRET.length < 32) throw new Error('SECRET: give at least 32 random characters');
  return {
    accounts: listed.output,
    secret: env.SECRET,
    publicUrl: env.PUBLIC_URL.replace(/\/+$/u, ''),
    companyHook: pair(env.COMPANY_HOOK_URL, env.COMPANY_HOOK_SECRET, 'COMPANY_HOOK'),
    transcribes: Boolean(env.COMPANY_HOOK_URL) && env.COMPANY_HOOK_TRANSCRIBES === 'yes',
    wakes: wakesOf(env),
    relay: pair(env.RELAY_URL, env.RELAY_SECRET, 'RELAY'),
    operatorKey: env.OPERATOR_KEY ?? null,
    metricsKey: metricsKeyOf(env),
    languageModel: readLanguageModel(env.LANGUAGE_MODEL, env.REGION === 'elsewhere' ? 'elsewhere' : 'cn'),
  };
}

/** A short word could be guessed: nobody waits for it. */
function metricsKeyOf({ METRICS_KEY: key }: Env): string | null {
  if (!key) return null;
  if (key.length < 32) throw new Error('METRICS_KEY: give at least 32 random characters');
  return key;
}

/** `yes`: the hook is told that an APP has news; `words`: with the words. */
function wakesOf({ COMPANY_HOOK_URL: url, COMPANY_HOOK_PUSHES: said }: Env): Wakes {
  if (!url || said === undefined || said === '' || said === 'no') return 'nothing';
  if (said === 'words') return 'words';
  if (said === 'yes') return 'news';
  throw new Error('COMPANY_HOOK_PUSHES: say yes, words or no');
}

function pair(url: string | undefined, secret: string | undefined, name: string) {
  if (!url && !secret) return null;
  if (!url || !secret) throw new Error(`${name}_URL and ${name}_SECRET belong together`);
  return { url, secret };
}
