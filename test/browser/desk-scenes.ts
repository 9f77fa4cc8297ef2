/** Scenes of the desk's story that come again. */
import type { Desk } from './dashboard-desk.ts';
import { check } from './knowledge-scenes.ts';

/** Something holds on every screen. */
export async function bothSee(desks: readonly Desk[], holds: (desk: Desk) => Promise<boolean>): Promise<void> {
  for (const [at, desk] of desks.entries()) await check(`screen ${at + 1} sees it`, () => holds(desk));
}

type Document = Record<string, unknown>;

/** A settings document written anew by whoever is signed in at this screen. */
export async function writeSettings(desk: Desk, name: string, change: (value: Document) => Document): Promise<void> {
  const read = await desk.page.evaluate(async (one) => {
    const answer = await fetch(`/staff/v1/settings/${one}`);
    return (await answer.json()) as { revision: number; value: Record<string, unknown> };
  }, name);
  const body = { revision: read.revision, value: change(read.value) };
  await check(`${name} is written`, () =>
    desk.page.evaluate(
      async ([one, text]) => {
        const headers = { 'content-type': 'application/json' };
        const answer = await fetch(`/staff/v1/settings/${one}`, { method: 'POST', headers, body: text ?? '' });
        return answer.ok;
      },
      [name, JSON.stringify(body)],
    ),
  );
}

/** Screens of a lead, at which the story looks with axe, wide and narrow. */
const screens: readonly (readonly [name: string, path: string, ready: string])[] = [
  ['lists', '/', '.list'],
  ['floor', '/floor', '.tiles'],
  ['settings', '/settings', '.start nav'],
  ['routing', '/settings/routing', '.document fieldset'],
  ['groups', '/settings/groups', '.document fieldset'],
  ['agents', '/settings/agents', '.document fieldset'],
  ['promises', '/settings/promises', '.document fieldset'],
  ['hours', '/settings/hours', '.document fieldset'],
  ['closing', '/settings/closing', '.document fieldset'],
  ['company', '/settings/company', '.document fieldset'],
  ['webhooks', '/settings/webhooks', '.document fieldset'],
];

/** axe finds nothing on any screen, at 1440 and 390, and nothing is cut off. */
export async function lookAt(desk: Desk, look: string): Promise<void> {
  for (const [name, path, ready] of screens) {
    await desk.page.setViewportSize({ width: 1440, height: 900 });
    await desk.go(path);
    await desk.page.waitForSelector(ready);
    for (const width of [1440, 390]) {
      await desk.page.setViewportSize({ width, height: width < 800 ? 844 : 900 });
      const broken = await desk.broken();
      await check(`W3 axe finds nothing: ${name} ${width} ${look} ${broken.join('; ')}`, () => broken.length === 0, 0);
      await check(`nothing is cut off: ${name} ${width} ${look}`, async () => !(await desk.overflows()), 0);
      await desk.picture(`desk-${name}-${width}-${look}`);
    }
  }
}
