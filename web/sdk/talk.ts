/** One guest's or user's conversation, with all that belongs to them on this phone. */
import { keptInstance } from '../client/instance.ts';
import { unpackLine } from '../client/kept-line.ts';
import { LineFollower, type LineSignal } from '../client/line.ts';
import type { CustomerDoor, Session } from '../client/net.ts';
import type { Answer, Clock } from '../client/ports.ts';
import type { ClientOptions, User } from './api.ts';
import { askOf, doorOf, readerOf } from './door.ts';
import { News } from './news.ts';
import type { Keys } from './rows.ts';
import { afterWriting, keptIn, type Kept } from './storage.ts';

export type Talk = {
  user: User | null;
  door: CustomerDoor;
  /** Reads an address of the API beside the stream. */
  read(path: string): Promise<Answer<object>>;
  follower: LineFollower;
  kept: Kept;
  /** The guest's name on this site, whoever is signed in. */
  visitor: Kept;
  keys: Keys;
  news: News;
  /** Resolves when everything is written; null: it is. */
  written(): Promise<void> | null;
};

/** What a conversation tells its client. */
export type Hears = {
  changed(): void;
  signal(frame: LineSignal): void;
  refused(code: string, detail: string): void;
  session(session: Session, conversation: string | null): void;
};

/** The name under which an instance's numbered sends are kept (client/link.ts). */
const outboxOf = (instance: string): string => `outbox:${instance}`;

/** Opens it with what the phone holds; it follows nothing before it is started. */
export async function openTalk(options: ClientOptions, clock: Clock, user: User | null, hears: Hears): Promise<Talk> {
  const { gateway, site, platform } = options;
  const scope = `yixian:${site}:${user ? `u:${user.id}` : 'v'}:`;
  const visitor = keptIn(platform.storage, `yixian:${site}:`);
  const kept = keptIn(platform.storage, scope);
  await Promise.all([visitor.load(['visitor']), kept.load(['instance', 'instances', 'draft', 'line'])]);
  const instance = platform.instance
    ? await platform.instance(kept, scope)
    : keptInstance(kept, () => clock.random(), 'a');
  await kept.load([outboxOf(instance)]);
  const written = () => {
    const both = [kept.written(), visitor.written()].filter((one) => one !== null);
    return both.length === 0 ? null : Promise.all(both).then(() => undefined);
  };
  const door = doorOf(askOf(platform, gateway, written), gateway, site, { user, visitor }, (...given) =>
    hears.session(...given),
  );
  const begun = unpackLine(kept.read('line'));
  const follower = new LineFollower({
    ...{ door, clock, keep: kept, begun, instance },
    dial: afterWriting((url, events) => platform.connectSocket(url, events), written),
    changed: () => hears.changed(),
    signal: (frame) => hears.signal(frame),
    refused: (code, detail) => hears.refused(code, detail),
  });
  const read = readerOf(platform, gateway, door);
  return { user, door, read, follower, kept, visitor, keys: new Map(), news: new News(begun), written };
}

/** Nothing of the person stays on the phone. */
export function forget({ follower, kept, visitor }: Talk): void {
  for (const name of ['line', 'draft', outboxOf(follower.instance)]) kept.write(name, '');
  visitor.write('visitor', '');
}

/** What the guest said and nobody has taken yet is said by the user they turned out to be. */
export function carryOver(from: Talk, to: Talk): void {
  for (const { payload, revision } of from.follower.pending) if (revision === null) to.follower.send(payload);
  const draft = from.kept.read('draft') ?? '';
  if (draft !== '' && (to.kept.read('draft') ?? '') === '') to.kept.write('draft', draft);
  for (const name of ['line', 'draft', outboxOf(from.follower.instance)]) from.kept.write(name, '');
}
