/** One look at a page of the mini-program: on narrow and wide displays, by day and night, in both languages. */
import { join } from 'node:path';
import { check } from './check.ts';
import type { Phone } from './miniprogram-phone.ts';

const HEIGHT = 720;
const [NARROW, USUAL, WIDE] = [320, 375, 430] as const;
/** In 长辈模式: no letter is smaller, and no target. */
const LEAST_LETTER = 18;
const LEAST_TARGET = 48;
/** What people, the robot and the company's shop wrote stays in its language; names of languages do, too. */
const WRITTEN =
  '.bubble, .written, .spot .note, .quick-item, .often-words, .related-words, .meant-item, .hit-words, .remind-item, .address .address-words, .notice, .row .title, textarea, input';

/** What one person's phone shows. */
export class Looks {
  readonly #phone: Phone;
  readonly mode: 'standard' | 'elder';

  constructor(phone: Phone, mode: 'standard' | 'elder') {
    this.#phone = phone;
    this.mode = mode;
  }

  /** Looks at what stands there; `whole`: the picture is of the whole page, however long. */
  async look(state: string, whole = false): Promise<void> {
    const { page } = this.#phone;
    const name = `${this.mode} ${state}`;
    for (const width of [WIDE, NARROW]) {
      await this.#display(width, whole);
      await this.#fits(`${name} ${width}`);
    }
    await this.#picture(state, NARROW, 'light');
    await this.#english(state, name);
    await this.#display(USUAL, whole);
    await this.#fits(`${name} ${USUAL}`);
    const broken = await this.#phone.inaccessible();
    await check(`axe finds nothing: ${name} ${broken.join('; ')}`, () => broken.length === 0, 0);
    await this.#picture(state, USUAL, 'light');
    await page.emulateMedia({ colorScheme: 'dark' });
    await this.#phone.drawn();
    const dim = await this.#phone.inaccessible(true);
    await check(`axe finds nothing by night: ${name} ${dim.join('; ')}`, () => dim.length === 0, 0);
    await this.#picture(state, USUAL, 'dark');
    await page.emulateMedia({ colorScheme: 'light' });
    if (whole) await page.setViewportSize({ width: USUAL, height: HEIGHT });
  }

  async #display(width: number, whole: boolean): Promise<void> {
    const tall = whole ? Math.min(2600, Math.max(HEIGHT, (await this.#phone.tall()) + 160)) : HEIGHT;
    await this.#phone.page.setViewportSize({ width, height: tall });
    await this.#phone.drawn();
  }

  async #fits(name: string): Promise<void> {
    const outside = await this.#phone.outside();
    await check(`N59 nothing stands out: ${name} ${outside.join('; ')}`, () => outside.length === 0, 0);
    if (this.mode === 'standard') return;
    const small = await this.#phone.small(LEAST_LETTER, LEAST_TARGET);
    await check(`N54 large enough: ${name} ${small.join('; ')}`, () => small.length === 0, 0);
  }

  /** The same in English on the narrowest display: nothing Chinese is left but what was written, nothing is cut off. */
  async #english(state: string, name: string): Promise<void> {
    await this.#phone.speak('en');
    const left = await this.#phone.chinese(WRITTEN);
    await check(`N70 in English: ${name} ${left.join('; ')}`, () => left.length === 0, 0);
    const cut = [...(await this.#phone.outside()), ...(await this.#phone.cut())];
    await check(`N70 in English nothing is cut off: ${name} ${cut.join('; ')}`, () => cut.length === 0, 0);
    await this.#picture(state, NARROW, 'english');
    await this.#phone.speak('zh');
  }

  async #picture(state: string, width: number, look: 'light' | 'dark' | 'english'): Promise<void> {
    const folder = process.env['YIXIAN_PICTURES'];
    const path = join(folder ?? '', `looks-${this.mode}-${state}-${width}-${look}.png`);
    if (folder) await this.#phone.page.screenshot({ path });
  }
}
