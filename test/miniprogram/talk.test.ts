/**
 * The mini-program's own talk (its transport, cache and outbox) held to the stream's conformance file, and to a screen that never
 * left, through cuts, background, kills and run-out tokens at random points. `npm run mp:cuts` goes on for longer.
 */
import { describe, expect, it, vi } from 'vitest';
import { KEPT_MESSAGES, packLine, unpackLine } from '../../web/client/kept-line.ts';
import { rowsOf } from '../../miniprogram/line/rows.ts';
import { pendingRows } from '../../web/client/pending.ts';
import { cases, type Step } from '../stream/cases.ts';
import { Player } from '../stream/play.ts';
import { SimulatedServer } from '../stream/simulated.ts';
import { VirtualClock } from '../stream/virtual-clock.ts';
import { line, message, seen } from './pages-line.ts';
import { PocketPhone } from './weixin.ts';

vi.stubGlobal('APPID', 'wx0');
vi.stubGlobal('GATEWAY_URL', 'https://gateway.test');
vi.stubGlobal('wx', { getStorageSync: () => '', setStorageSync: () => undefined });
const { Talk } = await import('../../miniprogram/net.ts');
const opened = (server: SimulatedServer, clock: VirtualClock) => new PocketPhone(server, clock, (own) => new Talk(own));

/** The texts a phone's screen shows: the line, then what is still on its way. */
function screen({ talk: { follower } }: PocketPhone): string[] {
  const waiting = pendingRows(follower.state, follower.pending, follower.instance);
  return [...(follower.state?.messages ?? []), ...waiting].map(({ body }) =>
    body.kind === 'text' ? body.text : body.kind,
  );
}

describe('N35 the stream’s conformance file on the mini-program’s client', () => {
  // A step that restarts another kind of client means a killed process here.
  const perform = async (phone: PocketPhone, server: SimulatedServer, clock: VirtualClock, step: Step) => {
    switch (step.do) {
      case 'company':
        return server.company(step.text);
      case 'forget':
        return server.forget();
      case 'settle':
        return clock.pass(8000);
      case 'say':
        return phone.talk.say(step.text);
      case 'cut':
        phone.network.down = true;
        server.cut(phone.network, step.code ?? 1006);
        return clock.pass(8000);
      case 'return':
        return phone.connect(true);
      case 'restart':
        return phone.kill();
      case 'deafen':
        phone.network.deaf = true;
        return;
      case 'echo':
        phone.network.echo = true;
        return;
      case 'swap':
        phone.network.swap = true;
        return;
      case 'sockets':
        phone.network.sockets = step.allowed;
        return;
      default:
        return step satisfies never;
    }
  };
  it.each(cases)('$name', async ({ clients, steps, ends }) => {
    const clock = new VirtualClock();
    const server = new SimulatedServer(clock);
    const phones = new Map(clients.map((name) => [name, opened(server, clock)]));
    const first = [...phones.values()][0];
    for (const step of steps) {
      const phone = ('who' in step ? phones.get(step.who) : undefined) ?? first;
      if (phone) await perform(phone, server, clock, step);
    }
    for (const phone of phones.values()) phone.heal();
    await clock.pass(60_000);
    expect(await server.texts()).toEqual(ends);
    for (const phone of phones.values()) expect(screen(phone)).toEqual(ends);
  });
});

/** A small generator of numbers that come again with the same seed. */
function dice(seed: number): (sides: number) => number {
  let state = seed * 2654435761 + 1;
  return (sides) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * sides);
  };
}

/** One run: so many points where something is torn away; in the end both screens are the same. */
async function torn(seed: number, points: number) {
  const roll = dice(seed);
  const clock = new VirtualClock(() => roll(1000) / 1000);
  const server = new SimulatedServer(clock);
  const witness = new Player(server, clock, ['witness'], () => clock.pass(0));
  const phone = opened(server, clock);
  const said: string[] = [];
  const company: string[] = [];
  for (let point = 0; point < points; point += 1) {
    for (let words = roll(4); words > 0; words -= 1) {
      if (roll(2) === 0) {
        said.push(`own ${point}.${words}`);
        phone.talk.say(`own ${point}.${words}`);
      } else {
        company.push(`company ${point}.${words}`);
        await server.company(`company ${point}.${words}`);
      }
      await clock.pass(roll(40));
    }
    const acts: (() => void | Promise<void>)[] = [
      () => phone.connect(false),
      () => phone.connect(true),
      () => phone.background(),
      () => phone.foreground(),
      () => phone.kill(),
      () => phone.expire(),
      () => server.cut(phone.network, [1006, 4000, 4001, 4003][roll(4)] ?? 1006),
      () => void (phone.network.deaf = true),
      () => void (phone.network.sockets = roll(2) === 0),
      () => server.forget(),
    ];
    await acts[roll(acts.length)]?.();
    await clock.pass(roll(2) === 0 ? roll(60) : roll(9000));
  }
  phone.heal();
  await clock.pass(120_000);
  const drawn = (state: Parameters<typeof rowsOf>[0]) => rowsOf(state, seen({ now: clock.now(), instance: 'none' }));
  const other = witness.client('witness').follower.state;
  expect(drawn(phone.talk.follower.state), `seed ${seed}`).toEqual(drawn(other));
  expect(screen(phone)).toEqual(await server.texts());
  expect(screen(phone).filter((text) => text.startsWith('own'))).toEqual(said);
  expect(screen(phone).filter((text) => text.startsWith('company'))).toEqual(company);
  expect(phone.mostSockets).toBeLessThanOrEqual(5);
  witness.stop();
}

it('N35 a thousand points of cut, background, kill and run-out token end in the screen that never left', async () => {
  const [times = 1000, first = 1] = (process.env['YIXIAN_CUTS'] ?? '').split(':').filter(Boolean).map(Number);
  const runs = Math.ceil(times / 20);
  for (let run = 0; run < runs; run += 1) await torn(first + run, 20);
}, 600_000);

describe('N36 the line kept on the phone', () => {
  it('opens with the last 200 messages, and says that there are more', () => {
    const given = line(Array.from({ length: 700 }, (_, at) => message(at + 1)));
    const back = unpackLine(packLine(given));
    expect(back?.messages).toEqual(given.messages.slice(-KEPT_MESSAGES));
    expect([back?.more, back?.revision, back?.epoch]).toEqual([true, 700, 'e']);
  });

  it('keeps fewer where they are long, and none of another version or a damaged writing', () => {
    const long = line(
      Array.from({ length: 200 }, (_, at) => message(at + 1, { body: { kind: 'text', text: 'x'.repeat(4000) } })),
    );
    const text = packLine(long);
    expect(text.length).toBeLessThan(500_000);
    expect(unpackLine(text)?.messages.at(-1)).toEqual(long.messages.at(-1));
    for (const bad of [null, '', '{', '{"version":3}', 'null', text.replace('"version":3', '"version":2')])
      expect(unpackLine(bad)).toBeNull();
  });

  it('fills the screen without a network, then catches up by its position, without a reset', async () => {
    const clock = new VirtualClock();
    const server = new SimulatedServer(clock);
    const phone = opened(server, clock);
    await server.company('a');
    await clock.pass(8000);
    phone.connect(false);
    phone.talk.say('unsent');
    phone.kill();
    await server.company('b');
    expect(screen(phone)).toEqual(['a', 'unsent']);
    const resets = [...server.resets.values()];
    phone.connect(true);
    await clock.pass(8000);
    expect(screen(phone)).toEqual(['a', 'b', 'unsent']);
    expect([...server.resets.values()]).toEqual(resets);
  });
});
