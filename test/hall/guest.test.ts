/** The open window of who came by the link of an SMS: it shows the whole line no longer than it may, at the gateway's door. */
import { env } from 'cloudflare:workers';
import { runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import * as v from 'valibot';
import { closeCodes, STREAM_VERSION, type Position } from '../../shared/frame.ts';
import { popOutTaken } from '../../shared/site-api.ts';
import { READS_MS } from '../../worker/hall/way-back.ts';
import { Screen } from '../customer/rig.ts';
import { personOf, signInOwning } from '../story/joins-rig.ts';
import { stubOf } from '../stub.ts';
import { knowledgeable, openWorld, until } from '../world.ts';
import { knock, openSession, post } from './knock.ts';

const SECRET = '我的订单昨天就该到了';
const bearing = (token: string) => ({ authorization: `Bearer ${token}`, origin: env.PUBLIC_URL });

beforeAll(async () => {
  openWorld();
  await knowledgeable();
}, 70_000);
beforeEach(() => {
  openWorld();
});
afterEach(() => {
  vi.useRealTimers();
});

async function say(token: string, words: string): Promise<void> {
  const frame = { type: 'send', number: 1, body: { kind: 'text', text: words } };
  expect((await post('/v1/line/operate', { instance: 'i', frame }, bearing(token))).status).toBe(200);
}

/** A visitor's line, and somebody who came to it by the link of an SMS, in a window of their own. */
async function guest() {
  const before = await openSession({ site: 'shop' });
  await say(before.token, SECRET);
  const { code } = await (await post('/v1/hand-off', {}, bearing(before.token))).json<{ code: string }>();
  const tapped = await knock(`/c/${code}?to=web`, { method: 'POST', redirect: 'manual' });
  const [, site = '', taken = ''] = /^\/chat\/([\w-]+)#h=([\w-]+)$/u.exec(tapped.headers.get('location') ?? '') ?? [];
  const { visitor } = v.parse(popOutTaken, await (await post('/v1/pop-out/take', { site, code: taken })).json());
  const there = await openSession({ site, visitor: visitor ?? '' });
  expect(there.signedIn).toBe(true);
  return { before, there, proof: visitor ?? '', site };
}

async function opened(token: string, position: Position | null = null) {
  const answer = await (await post('/v1/ticket', {}, bearing(token))).json();
  const { ticket, url } = v.parse(v.object({ ticket: v.string(), url: v.string() }), answer);
  const { webSocket } = await knock(url, { headers: { upgrade: 'websocket', origin: env.PUBLIC_URL } });
  if (!webSocket) throw new Error('no socket');
  const screen = new Screen(webSocket);
  screen.say({ type: 'hello', version: STREAM_VERSION, ticket, instance: 'w', position });
  const { epoch, revision } = await screen.next('welcome');
  return { screen, at: { epoch, revision }, ticket, url };
}

const lineOf = async (token: string) => stubOf(env.CUSTOMER.getByName(await personOf(token)));
const rings = (line: Awaited<ReturnType<typeof lineOf>>) =>
  runInDurableObject(
    line,
    async (_: unknown, { storage }: DurableObjectState) => (await storage.getAlarm()) ?? Infinity,
  );
/** Everything that is due up to a time has gone. */
async function passed(line: Awaited<ReturnType<typeof lineOf>>, end: number): Promise<void> {
  for (let times = 0; times < 20 && (await rings(line)) < end; times += 1) {
    await runDurableObjectAlarm(line);
    vi.setSystemTime(Date.now() + 4_000);
  }
}

const cut = (screen: Screen) => until('cut', async () => screen.closed !== null, 3_000);

it('C56 somebody signs in: the open window is cut at once, and what comes back begins anew with its own words alone', async () => {
  const { before, there } = await guest();
  const { screen, at } = await opened(there.token);
  expect(JSON.stringify(await screen.next('reset'))).toContain(SECRET);
  // A window that lost its connection only goes on where it was.
  const again = await opened(there.token, at);
  expect(again.screen.of('reset')).toEqual([]);
  const ticket = await (await post('/v1/ticket', {}, bearing(there.token))).json<{ ticket: string; url: string }>();
  await signInOwning(`u-guest-${Date.now()}`, before.visitor);
  await cut(screen);
  await cut(again.screen);
  expect(screen.closed?.code).toBe(closeCodes.newTicket);
  // Nor does a ticket that was given before.
  const late = await knock(ticket.url, { headers: { upgrade: 'websocket', origin: env.PUBLIC_URL } });
  if (!late.webSocket) throw new Error('no socket');
  const stale = new Screen(late.webSocket);
  stale.say({ type: 'hello', version: STREAM_VERSION, ticket: ticket.ticket, instance: 'x', position: null });
  expect((await stale.next('refused')).code).toBe('bad_ticket');
  const back = await opened(there.token, at);
  const reset = JSON.stringify(await back.screen.next('reset'));
  expect(reset).not.toContain(SECRET);
  await say(before.token, '还有一件事');
  await say(there.token, '窗口里说的话');
  await until('own words', async () => back.screen.texts().includes('窗口里说的话'), 3_000);
  expect(back.screen.texts()).not.toContain('还有一件事');
});

it('C56 after twelve hours the open window is cut by the clock, though nobody says a word', async () => {
  const { before, there, proof, site } = await guest();
  const { screen, at } = await opened(there.token);
  expect(JSON.stringify(await screen.next('reset'))).toContain(SECRET);
  const line = await lineOf(before.token);
  const end = Date.now() + READS_MS;
  vi.useFakeTimers({ now: end - 120_000, toFake: ['Date'] });
  // Once everything else that is due has gone, the clock stands for the guest.
  await passed(line, end - 20_000);
  expect(screen.closed).toBeNull();
  expect(Math.abs((await rings(line)) - end)).toBeLessThan(20_000);
  vi.setSystemTime(end + 1_000);
  await until('an alarm', async () => (await runDurableObjectAlarm(line)) && screen.closed !== null, 3_000);
  expect(screen.closed?.code).toBe(closeCodes.newTicket);
  const later = await openSession({ site, visitor: proof });
  expect(later.signedIn).toBe(false);
  const back = await opened(later.token, at);
  expect(JSON.stringify(await back.screen.next('reset'))).not.toContain(SECRET);
});

/** Where a screen is that polls and has everything. */
async function latest(token: string): Promise<Position> {
  const answer = await post('/v1/line/poll', { instance: 'p', position: null, waitMs: 0 }, bearing(token));
  const { frames } = v.parse(v.object({ frames: v.array(v.unknown()) }), await answer.json());
  const reset = v.object({ type: v.literal('reset'), epoch: v.string(), revision: v.number() });
  const { epoch, revision } = v.parse(reset, frames.at(-1));
  return { epoch, revision };
}

/** A poll that waits, once the line has it; what came of it is one word and what was shown. */
async function waiting(token: string, position: Position) {
  const asked = post('/v1/line/poll', { instance: 'p', position, waitMs: 20_000 }, bearing(token));
  const answer = asked.then(async (one) => ({ status: one.status, text: await one.text() }));
  await new Promise((resolve) => setTimeout(resolve, 300));
  return { answer };
}

it('C70 a poll that waits as the twelve hours end is refused then, and shows nothing', async () => {
  const end = Date.now() + READS_MS;
  const { before, there } = await guest();
  const line = await lineOf(before.token);
  // What twelve hours of silence do to the line has been said before the poll begins.
  vi.useFakeTimers({ now: end - 120_000, toFake: ['Date'] });
  await passed(line, end - 20_000);
  vi.setSystemTime(end - 2_000);
  const { answer } = await waiting(there.token, await latest(there.token));
  // However long it took them to come.
  vi.setSystemTime(end + 120_000);
  const { status, text } = await answer;
  expect([status, JSON.parse(text)]).toMatchObject([401, { code: 'bad_ticket' }]);
  expect(text).not.toContain(SECRET);
});

it('C70 a poll that waits as its line becomes a user’s ends then; neither it nor what follows shows what others said', async () => {
  const { before, there } = await guest();
  const line = await lineOf(before.token);
  await until('the robot has answered', async () => (await rings(line)) > Date.now() + 5_000);
  const at = await latest(there.token);
  const { answer } = await waiting(there.token, at);
  await signInOwning(`u-poll-${Date.now()}`, before.visitor);
  await say(before.token, '登录以后说的话');
  const { status, text } = await answer;
  // Refused, or told at the very beginning that the line changes, still without a word.
  expect([200, 401]).toContain(status);
  expect(text).not.toMatch(/"kind":"text"|登录以后/u);
  const { answer: next } = await waiting(there.token, at);
  expect((await next).text).not.toMatch(new RegExp(`${SECRET}|登录以后`, 'u'));
});
