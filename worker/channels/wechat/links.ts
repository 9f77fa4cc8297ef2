/** Links that lead from outside WeChat into the mini-program. Sources: api_generateurllink, api_generatescheme. */
import type { MiniprogramAccount } from '../account.ts';
import type { SendTools } from '../channel.ts';
import { wordAt } from '../json.ts';
import { askWithToken } from './api.ts';

/** The place within the mini-program: path without a slash before it, query without a question mark. */
export type Place = { path: string; query: string };

const RELEASE = { developer: 'develop', trial: 'trial', formal: 'release' } as const;

/** A link that lives a day: a URL Link, which every browser opens, else a scheme, which phones do. Null: WeChat gives neither. */
export async function linkInto(
  account: MiniprogramAccount,
  { path, query }: Place,
  tools: Pick<SendTools, 'call' | 'token'>,
): Promise<string | null> {
  const lives = { expire_type: 1, expire_interval: 1 };
  const env_version = RELEASE[account.release ?? 'formal'];
  const asked = async (api: string, body: object, key: string): Promise<string | null> => {
    const found = await askWithToken(tools.call, tools.token, account.base, `/wxa/${api}`, {}, body);
    if (!found.ok || !found.answered.ok || found.answered.errcode !== 0) return null;
    return wordAt(found.answered.answer, key) || null;
  };
  return (
    (await asked('generate_urllink', { path, query, env_version, ...lives }, 'url_link')) ??
    (await asked('generatescheme', { jump_wxa: { path: `/${path}`, query, env_version }, ...lives }, 'openlink'))
  );
}
