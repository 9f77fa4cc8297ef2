/** Who may know whom: DESIGN's arrows, read from the imports. */
import { describe, expect, it } from 'vitest';
import { filesUnder, importsOf, text } from './source.ts';

const actors = [
  'customer',
  'desk',
  'seat',
  'staff',
  'provider',
  'knowledge',
  'settings',
  'webhook',
  'quality',
  'directory',
  'media',
  'docket',
  'ledger',
  'codes',
  'keys',
  'outreach',
  'watch',
  'topics',
];
const pure = ['channels', 'brain', 'identity'];
/** What every room of the worker may see. */
const ground = ['shared', 'worker/lib'];
/** Read by every actor: what the platform gives, where lines are written down, what is counted, and how a person's line is asked. */
const given = ['worker/env.ts', 'worker/config.ts', 'worker/log.ts', 'worker/watch-counts.ts', 'worker/line.ts'];

const allowed: Record<string, string[]> = {
  shared: ['shared'],
  'worker/lib': ['worker/lib'],
  'worker/channels': [...ground, 'worker/channels'],
  'worker/brain': [...ground, 'worker/brain', 'worker/knowledge'],
  // Its rules are pure; a bucket is an actor, and tells a line that its number went to somebody else.
  'worker/identity': [...ground, 'worker/identity', 'worker/env.ts', 'worker/config.ts', 'worker/line.ts'],
  ...Object.fromEntries(
    actors.map((actor) => [
      `worker/${actor}`,
      [
        ...ground,
        ...pure.map((room) => `worker/${room}`),
        ...given,
        `worker/${actor}`,
        'worker/knowledge',
        'worker/settings',
      ],
    ]),
  ),
  // The hall introduces the rooms to each other.
  'worker/hall': ['shared', 'worker'],
  'web/client': ['shared', 'web/client'],
  'web/sdk': ['shared', 'web/client', 'web/sdk'],
  'web/tokens': ['web/tokens'],
  'web/widget': ['shared', 'web/client', 'web/tokens', 'web/widget'],
  'web/dashboard': ['shared', 'web/client', 'web/tokens', 'web/dashboard'],
  'web/demo': ['shared', 'web/client', 'web/tokens', 'web/demo', 'web/widget'],
  miniprogram: ['shared', 'web/client', 'web/tokens', 'miniprogram'],
  sandbox: ['sandbox'],
};

const inside = (path: string, room: string) => path === room || path.startsWith(`${room}/`);

describe('arrows', () => {
  it.each(Object.keys(allowed))('%s sees only what it may', (room) => {
    const wrong = filesUnder(room, ['.ts', '.vue'])
      .filter((file) => !inside(file, 'miniprogram/build'))
      .flatMap((file) => importsOf(file).map((target) => ({ file, target })))
      .filter(({ target }) => !(allowed[room] ?? []).some((one) => inside(target, one)))
      .map(({ file, target }) => `${file} → ${target}`);
    expect(wrong).toEqual([]);
  });

  it('are really read: the hall introduces every actor', () => {
    const seen = importsOf('worker/index.ts');
    expect(seen).toContain('worker/staff/object.ts');
    expect(filesUnder('worker', ['.ts']).length).toBeGreaterThan(40);
  });

  it('lead to the hall from the page of routes alone', () => {
    const others = filesUnder('worker', ['.ts'])
      .filter((file) => !inside(file, 'worker/hall') && file !== 'worker/app.ts' && file !== 'worker/index.ts')
      .filter((file) => importsOf(file).some((target) => inside(target, 'worker/hall')));
    expect(others).toEqual([]);
  });

  it('only an actor’s object.ts, or the actor.ts it stands on, is the platform’s own class', () => {
    const others = filesUnder('worker', ['.ts'])
      .filter((file) => !/\/(?:object|actor)\.ts$/u.test(file))
      .filter((file) => /from 'cloudflare:workers'/u.test(text(file)));
    expect(others).toEqual([]);
  });

  it('I40 a person’s line is asked through line.ts alone, which follows it', () => {
    const named = filesUnder('worker', ['.ts']).filter((file) => /\bCUSTOMER\b/u.test(text(file)));
    // Lines of a merge write each other, wherever they are.
    expect(named.toSorted()).toEqual(['worker/customer/merge/outside.ts', 'worker/env.ts', 'worker/line.ts']);
  });
});
