/** A dashboard's own end of the seat: it answers when asked, takes the desk by its parts, and says where it stands. */
import { expect, it } from 'vitest';
import type { DeskDelta } from '../../shared/seat.ts';
import type { SocketEvents } from '../../web/client/ports.ts';
import { SeatFollower } from '../../web/client/seat.ts';
import { memoryKeep } from '../stream/play.ts';
import { VirtualClock } from '../stream/virtual-clock.ts';

type Sent = { type: string; desk?: number; revision?: number };

/** A follower and the other end of its sockets. */
async function followed() {
  const clock = new VirtualClock();
  const sockets: { events: SocketEvents; sent: string[] }[] = [];
  const follower = new SeatFollower({
    door: { ticket: async () => ({ ok: true, ticket: 'x'.repeat(20), url: 'wss://seat' }) },
    dial(_url, events) {
      const sent: string[] = [];
      sockets.push({ events, sent });
      return { send: (text) => void sent.push(text), close: () => undefined };
    },
    ...{ clock, keep: memoryKeep(), instance: 'i', changed: () => undefined },
  });
  const here = () => sockets.at(-1) ?? { events: { opened() {}, heard() {}, closed() {} }, sent: [] };
  const hears = (frame: object) => here().events.heard(JSON.stringify(frame));
  const frames = () =>
    here()
      .sent.filter((one) => one !== 'ping')
      .map((one) => JSON.parse(one) as Sent);
  const connect = async () => {
    await clock.pass(2_000);
    here().events.opened();
    hears({
      ...{ type: 'welcome', version: 3, epoch: 'e', revision: 4, accepted: 0, serverTime: 0 },
      viewer: { kind: 'seat', endpoint: '' },
    });
  };
  follower.start();
  await connect();
  const pings = () => here().sent.filter((one) => one === 'ping').length;
  return { follower, hears, frames, pings, connect, lose: () => here().events.closed(1006) };
}

const part = (given: Partial<DeskDelta>): { type: 'desk'; desk: DeskDelta } => ({
  type: 'desk',
  desk: { since: 0, version: 0, sessions: [], gone: [], agents: [], more: false, ...given },
});
const agent = (id: string, load: number): DeskDelta['agents'][number] => ({
  ...{ id, name: id, duty: 'online', connected: true, load, capacity: 8, since: 0, groups: [], assign: 'auto' },
  ...{ handled: 0, firstAnswerMs: null },
});

it('D7 asked whether it is there it answers at once, though its own timers sleep', async () => {
  const { hears, pings } = await followed();
  const before = pings();
  hears({ type: 'probe' });
  expect(pings()).toBe(before + 1);
});

it('D15 takes the desk by its parts, asks for the rest, and resumes where it stands; half told it begins anew', async () => {
  const { follower, hears, frames, lose, connect } = await followed();
  expect(frames()[0]?.desk).toBeUndefined();
  hears(part({ since: 0, version: 5, agents: [agent('a', 1)], more: true }));
  expect(frames().at(-1)?.type).toBe('got');
  expect(follower.desk).toMatchObject({ whole: false, view: { version: 5 } });
  lose();
  await connect();
  expect(frames()[0]?.desk).toBeUndefined();
  hears(part({ since: 0, version: 5, agents: [agent('a', 1)], more: true }));
  hears(part({ since: 5, version: 9, agents: [agent('b', 2)] }));
  hears(part({ since: 9, version: 10, agents: [agent('a', 3)] }));
  expect(follower.desk).toMatchObject({ whole: true, view: { version: 10, agents: [{ load: 3 }, { load: 2 }] } });
  lose();
  await connect();
  expect(frames()[0]?.desk).toBe(10);
  // Something is missing in between: nothing is guessed, the next hello asks for everything.
  hears(part({ since: 12, version: 13, agents: [agent('a', 9)] }));
  expect(follower.desk).toMatchObject({ whole: false, view: { version: 10 } });
  await connect();
  expect(frames()[0]).toMatchObject({ type: 'hello' });
  expect(frames()[0]?.desk).toBeUndefined();
});

it('D15 a desk told anew takes the old one’s place once it is whole, however often it is cut off before', async () => {
  const { follower, hears, frames, lose, connect } = await followed();
  const names = () => follower.desk.view.agents.map((one) => one.id);
  hears(part({ since: 0, version: 5, agents: [agent('a', 1)], more: true }));
  expect([names(), follower.desk.ready]).toEqual([['a'], false]);
  hears(part({ since: 5, version: 9, agents: [agent('b', 1)] }));
  expect([names(), follower.desk.ready]).toEqual([['a', 'b'], true]);
  // Begun anew and cut off: nobody vanishes from the screen, and all of it is asked for again.
  hears(part({ since: 0, version: 3, agents: [agent('c', 1)], more: true }));
  expect([names(), follower.desk.whole]).toEqual([['a', 'b'], false]);
  lose();
  await connect();
  expect(frames()[0]?.desk).toBeUndefined();
  hears(part({ since: 0, version: 4, agents: [agent('c', 1)], more: true }));
  hears(part({ since: 4, version: 6, agents: [agent('d', 1)], more: true }));
  expect(names()).toEqual(['a', 'b']);
  hears(part({ since: 6, version: 7, agents: [agent('c', 2)] }));
  expect([names(), follower.desk]).toMatchObject([['c', 'd'], { whole: true, view: { version: 7 } }]);
});
