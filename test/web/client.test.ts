import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { backoffMs } from '../../web/client/backoff.ts';
import { cases, type Step } from '../stream/cases.ts';
import { Player } from '../stream/play.ts';
import { SimulatedServer } from '../stream/simulated.ts';
import { VirtualClock } from '../stream/virtual-clock.ts';

function stage(names: readonly string[], chance?: () => number) {
  const clock = new VirtualClock(chance);
  const server = new SimulatedServer(clock);
  const player = new Player(server, clock, names, () => clock.pass(8000));
  return { clock, server, player };
}

describe('stream conformance: the client', () => {
  it.each(cases)('$name', async ({ clients, steps, ends, resets }) => {
    const { server, player } = stage(clients);
    for (const step of steps) await player.step(step);
    expect(await server.texts()).toEqual(ends);
    for (const who of clients) expect(player.screen(who), who).toEqual(ends);
    if (resets) expect(server.resets.get(resets.who)).toBe(resets.count);
    player.stop();
  });

  it('shows own words at once, and keeps them until the line has them', async () => {
    const { player } = stage(['one']);
    await player.step({ do: 'settle' });
    await player.step({ do: 'say', who: 'one', text: 'now' });
    expect(player.screen('one')).toEqual(['now']);
    await player.step({ do: 'settle' });
    expect(player.screen('one')).toEqual(['now']);
    expect(player.client('one').follower.pending).toEqual([]);
  });

  it('a refused send frees its number: what was said after it goes out, and a retry too', async () => {
    const { player, server } = stage(['one']);
    for (const text of ['a', 'refuse me', 'b']) await player.step({ do: 'say', who: 'one', text });
    await player.step({ do: 'settle' });
    expect(await server.texts()).toEqual(['a', 'b']);
    const { follower } = player.client('one');
    const [entry] = follower.pending;
    expect(entry?.refused?.code).toBe('too_long');
    follower.retry(entry?.key ?? '');
    await player.step({ do: 'settle' });
    expect(follower.pending[0]?.refused?.code).toBe('too_long');
    follower.discard(follower.pending[0]?.key ?? '');
    expect(player.screen('one')).toEqual(['a', 'b']);
  });

  it('close code 4002 stops for good', async () => {
    const { player, server } = stage(['one']);
    await player.step({ do: 'settle' });
    server.cut(player.client('one').network, 4002);
    await player.step({ do: 'settle' });
    expect(player.client('one').follower.status).toBe('stopped');
  });

  it('a peer that says nothing for 35 s is dead: the client reconnects and misses nothing', async () => {
    const { player, clock } = stage(['one']);
    await player.step({ do: 'settle' });
    const { network, follower } = player.client('one');
    network.deaf = true;
    await player.step({ do: 'company', text: 'unheard' });
    await clock.pass(20_000);
    expect(follower.status).toBe('live');
    await clock.pass(16_000);
    expect(follower.status).not.toBe('live');
    network.deaf = false;
    await clock.pass(60_000);
    expect(player.screen('one')).toEqual(['unheard']);
  });

  it('answers at least every quarter window, so that a healthy reader is never stalled', async () => {
    const { player, server, clock } = stage(['one']);
    await player.step({ do: 'settle' });
    const sent: string[] = [];
    const { follower } = player.client('one');
    const tell = follower.tell.bind(follower);
    follower.tell = (frame) => {
      sent.push(JSON.stringify(frame));
      return tell(frame);
    };
    for (let count = 0; count < 40; count += 1) await server.company(`line ${count}`);
    await clock.pass(6);
    expect(sent.length).toBe(2);
    await clock.pass(1000);
    expect(sent.length).toBe(3);
  });

  it('backs off with full jitter between 0.5 and 30 s', () => {
    for (let failures = 0; failures < 40; failures += 1) {
      expect(backoffMs(failures, 0)).toBe(500);
      expect(backoffMs(failures, 0.999)).toBeLessThanOrEqual(30_000);
    }
    expect(backoffMs(9, 0.999)).toBeGreaterThan(29_000);
  });
});

const who = fc.constantFrom('one', 'two');
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: who.map((name): Step => ({ do: 'say', who: name, text: '' })) },
  { weight: 6, arbitrary: fc.constant<Step>({ do: 'company', text: '' }) },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant('cut' as const), who, code: fc.constantFrom(1006, 4000, 4001, 4003) }),
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('return' as const), who }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constantFrom('deafen' as const, 'echo' as const, 'swap' as const), who }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('restart' as const), who }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('sockets' as const), who, allowed: fc.boolean() }) },
  { weight: 1, arbitrary: fc.constant<Step>({ do: 'forget' }) },
);

describe('stream weather: the client', () => {
  it('whatever is dropped, repeated, swapped, cut or restarted: every screen ends as the server’s line, each word once', async () => {
    let words = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(step, fc.integer({ min: 0, max: 40 })), { minLength: 5, maxLength: 40 }),
        fc.infiniteStream(fc.double({ min: 0, max: 0.999, noNaN: true })),
        async (steps, chances) => {
          const { clock, server, player } = stage(['one', 'two'], () => chances.next().value as number);
          const said: Record<string, string[]> = { one: [], two: [] };
          for (const [index, [given, pauseMs]] of steps.entries()) {
            const now =
              given.do === 'say' || given.do === 'company' ? { ...given, text: `${given.do} ${index}` } : given;
            if (now.do === 'say') said[now.who]?.push(now.text);
            if (now.do === 'cut') {
              // The cut comes at any moment of what is under way, so no settling here.
              const { network } = player.client(now.who);
              network.down = true;
              server.cut(network, now.code ?? 1006);
            } else await player.step(now);
            await clock.pass(pauseMs);
          }
          await player.heal();
          await clock.pass(200_000);
          const line = await server.texts();
          words += line.length;
          for (const name of ['one', 'two']) {
            expect(player.screen(name)).toEqual(line);
            expect(line.filter((text) => said[name]?.includes(text))).toEqual(said[name]);
          }
          player.stop();
        },
      ),
      { numRuns: 300 },
    );
    expect(words).toBeGreaterThan(500);
  });
});
