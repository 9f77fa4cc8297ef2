/** Knocks at the gateway's door like a browser, a client or a stranger. */
import { env, exports } from 'cloudflare:workers';
import { SignJWT } from 'jose';
import * as v from 'valibot';
import { accounts, type Account } from '../../worker/channels/account.ts';

/** Accounts as configured for the tests. */
export const listed: Account[] = v.parse(v.pipe(v.string(), v.parseJson(), accounts), env.ACCOUNTS);

/** One request to the gateway. */
export function knock(path: string, init: RequestInit = {}): Promise<Response> {
  return exports.default.fetch(new Request(`${env.PUBLIC_URL}${path}`, init));
}

/** A JSON POST from a page; `origin` null sends none. */
export function post(
  path: string,
  value: unknown,
  headers: Record<string, string> = {},
  origin: string | null = env.PUBLIC_URL,
): Promise<Response> {
  return knock(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(origin === null ? {} : { origin }), ...headers },
    body: JSON.stringify(value),
  });
}

/** The code of a refusal and its status, or null. */
export async function refusalIn(response: Response): Promise<string | null> {
  const body = v.safeParse(
    v.object({ ok: v.literal(false), code: v.string(), detail: v.string() }),
    await response.json(),
  );
  return body.success ? body.output.code : null;
}

/** An account by its channel. */
export function site(channel: 'web' | 'app') {
  const found = listed.find((one) => one.channel === channel);
  if (found?.channel !== 'web' && found?.channel !== 'app') throw new Error(`no ${channel} account`);
  return found;
}

/** The company's statement who its user is. */
export async function statement(user: string, claims: Record<string, unknown> = {}): Promise<string> {
  const { id, jwtSecret } = site('web');
  return new SignJWT({ name: '林小满', ...claims })
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(user)
    .setAudience(id)
    .setIssuedAt()
    .setExpirationTime('10m')
    .sign(new TextEncoder().encode(jwtSecret));
}

const session = v.object({
  token: v.string(),
  visitor: v.nullable(v.string()),
  signedIn: v.boolean(),
  expiresAt: v.number(),
});

/** A session that must come about. */
export async function openSession(value: Record<string, unknown>) {
  const response = await post('/v1/session', value);
  if (!response.ok) throw new Error(await response.text());
  return v.parse(session, await response.json());
}
