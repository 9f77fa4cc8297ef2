/** Two lines that become one and part again and again: revisions grow by what stands in them, and screens never lose their place. */
import { beforeAll, describe, expect, it } from 'vitest';
import type { Position } from '../../shared/frame.ts';
import { must } from '../results.ts';
import { openWorld, until } from '../world.ts';
import { decide, rests, speaker, type Somebody } from './merge-rig.ts';
import { agent, customer, openScreen, rows, said, visitor } from './rig.ts';

beforeAll(() => openWorld());

const ROUNDS = 30;

const headOf = async ({ id }: Somebody) =>
  Number(
    (
      await rows(id, 'select max((select coalesce(max(revision), 0) from change), (select head from merge_state)) as n')
    )[0]?.['n'],
  );

/** A tab that closes with each move and comes again with the place it had. */
class Tab {
  readonly heard: string[] = [];
  readonly #viewer: Somebody['web'];
  resets = 0;
  position: Position | null = null;

  constructor(viewer: Somebody['web']) {
    this.#viewer = viewer;
  }

  /** Opens where the line is now, until it has heard this word. */
  async hears(at: Somebody, word: string): Promise<void> {
    const screen = await openScreen(at.id, visitor(this.#viewer, 'endpoint'), 'tab-1', this.position);
    const { epoch } = await screen.next('welcome');
    const isWord = (one: string) => screen.texts().includes(one);
    await until(`${word} on the tab`, () => isWord(word) || JSON.stringify(screen.of('reset')).includes(word));
    if (this.position) this.resets += screen.of('reset').length;
    const last = screen.of('event').at(-1)?.revision ?? screen.of('reset')[0]?.revision ?? 0;
    this.position = { epoch, revision: last };
    this.heard.push(...screen.texts().filter((one) => one.startsWith('第')));
    screen.socket.close();
  }
}

describe('moves without end', () => {
  it('I63 thirty merges and unmerges of the same two lines: revisions grow by what stands in them, and a tab goes on at its place', async () => {
    const [older, younger] = [await speaker('甲'), await speaker('乙')];
    const tab = new Tab(younger.web);
    const words: string[] = [];
    const speaks = async (at: Somebody) => {
      const word = `第${words.length}句`;
      words.push(word);
      must(await customer(at.id).hear(said(younger.web, `${younger.id}-${word}`, word)));
      must(await customer(older.id).hear(said(older.wechat, `${older.id}-${word}`, `甲说${word}`)));
      await tab.hears(at, word);
    };
    await speaks(younger);
    const heads: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const kind of ['merge', 'unmerge'] as const) {
        await decide(older, kind, younger);
        await until(`${kind}d`, async () => {
          const [row] = await rows(younger.id, 'select count(*) as n from endpoint');
          return (row?.['n'] === 0) === (kind === 'merge') && (await rests(younger)) && rests(older);
        });
        await speaks(kind === 'merge' ? older : younger);
      }
      heads.push(Math.max(await headOf(older), await headOf(younger)));
    }
    expect(heads.at(-1)).toBeLessThan(100_000);
    expect(tab.resets).toBe(0);
    expect(tab.heard).toEqual(words.slice(1));
    for (const [who, own] of [
      [older, ['甲', ...words.map((word) => `甲说${word}`)]],
      [younger, ['乙', ...words]],
    ] as const) {
      const held = await rows(
        who.id,
        `select body ->> '$.text' as text from message where direction = 'in' order by revision`,
      );
      expect(held.map(({ text }) => text)).toEqual(own);
    }

    // With the desk's screen of the older one: apart again, it is given the line anew and goes on from there.
    const desk = await openScreen(older.id, agent(), 'desk-1');
    expect(JSON.stringify(await desk.next('reset'))).not.toContain('"第');
  }, 240_000);
});
