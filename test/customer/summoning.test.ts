/** The SMS that asks somebody to come and read: what its code may show, while the number is surely theirs and after. */
import { env } from 'cloudflare:workers';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { configOf } from '../../worker/config.ts';
import { summoner } from '../../worker/customer/reach/summoning.ts';
import { resolved } from '../../worker/hall/whose.ts';
import { bucketOf, handOffHash, keysOf } from '../../worker/identity/keys.ts';
import { openWorld } from '../world.ts';
import { freshPerson } from './rig.ts';

beforeAll(() => openWorld());
afterEach(() => {
  vi.useRealTimers();
});

const DAY = 24 * 3_600_000;
const config = configOf(env);

/** Sends one, and takes up its code: whose words it may show; null: nobody's. */
async function shown(address: ReturnType<typeof freshPerson>['sms'], person: string): Promise<string | null> {
  let code = '';
  const call = (request: Request) => {
    const template = new URL(request.url).searchParams.get('TemplateParam') ?? '{}';
    code = Object.values(JSON.parse(template) as Record<string, string>).find((one) => one.length > 6) ?? '';
    return Promise.resolve(Response.json({ Code: 'OK', Message: 'OK', BizId: 'b-1', RequestId: 'r' }));
  };
  const sent = await summoner(env, config, call)({ id: 'w_1', address, person, language: 'zh' });
  expect(sent).toMatchObject({ ok: true });
  const hash = await handOffHash(config.secret, code);
  const taken = await env.IDENTITY.getByName(bucketOf(hash)).takeUp({ hash, by: 'x', now: Date.now() });
  expect(taken?.person).toBe(person);
  return taken?.visitor ?? null;
}

describe('a way back by SMS', () => {
  it('I7 C65 shows whose words came before while the number is surely theirs; ninety days after it was last heard from, nothing', async () => {
    const { sms } = freshPerson();
    const { person } = await resolved(env, { address: sms }, Date.now());
    const { own } = await keysOf(config.secret, { address: sms });
    expect(await shown(sms, person)).toBe(own.hash);
    vi.useFakeTimers({ toFake: ['Date'] });
    vi.setSystemTime(Date.now() + 91 * DAY);
    expect(await shown(sms, person)).toBeNull();
    // Heard from again it is somebody new: whose line it was shows nothing there, theirs does.
    const next = (await resolved(env, { address: sms }, Date.now())).person;
    expect(next).not.toBe(person);
    expect([await shown(sms, person), await shown(sms, next)]).toEqual([null, own.hash]);
  });
});
