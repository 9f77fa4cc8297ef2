/** Walks a screen by the keyboard alone: every control must be reached, and must do something that can be seen. */
import type { Locator, Page, Request } from 'playwright-core';

/** A control that was reached by Tab; `nth` finds it again after the page was loaded anew. */
export type Stop = {
  nth: number;
  told: string;
  kind: 'link' | 'button' | 'field' | 'select' | 'slider' | 'place';
  on: boolean;
};

/** So many controls of one screen are pressed; the rest are reached only. */
const MOST_PRESSED = 24;
const MOST_STOPS = 160;
/** So long something may take to be seen. */
const SEEN_MS = 700;

/** Leaves the sign-in, or the window: reached, not pressed. */
const APART = /退出登录|全屏/u;

/** Numbers every visible control of the page in its order; runs in the page. */
export const numbered = () => {
  const of = 'a[href], button, input, select, textarea, summary, [tabindex="0"]';
  const seen = [...document.querySelectorAll<HTMLElement>(of)].filter((one) => one.checkVisibility());
  seen.forEach((one, nth) => {
    const name = (one.getAttribute('aria-label') ?? one.textContent ?? '').trim().replace(/\s+/gu, ' ').slice(0, 40);
    one.dataset['walk'] = String(nth);
    one.dataset['told'] = `${one.tagName.toLowerCase()}${one.id ? `#${one.id}` : ''} “${name}”`;
  });
  return seen.length;
};

/** Where the keyboard stands. */
const STANDS = () => {
  const at = document.activeElement;
  if (!(at instanceof HTMLElement) || at === document.body) return null;
  const tag = at.tagName.toLowerCase();
  const typed = at instanceof HTMLInputElement && !['checkbox', 'radio', 'button', 'submit'].includes(at.type);
  const kind: Stop['kind'] =
    tag === 'a'
      ? 'link'
      : tag === 'select'
        ? 'select'
        : at.getAttribute('role') === 'slider'
          ? 'slider'
          : typed || tag === 'textarea'
            ? 'field'
            : tag === 'button' ||
                tag === 'input' ||
                tag === 'summary' ||
                /^(?:button|tab|switch|menuitem|option|checkbox|radio|combobox|link|treeitem)/u.test(
                  at.getAttribute('role') ?? '',
                )
              ? 'button'
              : 'place';
  const row = at.closest('li, tr, [role="listitem"]');
  return {
    nth: Number(at.dataset['walk'] ?? -1),
    told: at.dataset['told'] ?? '',
    kind,
    // Pressed already, or the first of many rows alike.
    on:
      ['aria-pressed', 'aria-selected', 'aria-checked'].some((state) => at.getAttribute(state) === 'true') ||
      at.hasAttribute('aria-current') ||
      (at instanceof HTMLInputElement && at.type === 'radio' && at.checked) ||
      (row !== null && row.previousElementSibling !== null && row.previousElementSibling.tagName === row.tagName),
  };
};

/** What can be seen of the page and of the control, as one text. */
const STATE = () => {
  const at = document.activeElement;
  const own =
    at instanceof HTMLInputElement || at instanceof HTMLSelectElement || at instanceof HTMLTextAreaElement
      ? `${at.value}|${at instanceof HTMLInputElement ? String(at.checked) : ''}`
      : '';
  return `${location.href}|${own}|${at?.outerHTML.slice(0, 400) ?? ''}|${document.body.innerHTML.length}`;
};

/** All stops of a screen by Tab, and what Tab never reached. */
export async function reached(page: Page): Promise<{ stops: Stop[]; missed: string[] }> {
  await page.evaluate(numbered);
  await page.evaluate(() =>
    document.activeElement instanceof HTMLElement ? document.activeElement.blur() : undefined,
  );
  const stops: Stop[] = [];
  const known = new Set<number>();
  for (let at = 0; at < MOST_STOPS; at += 1) {
    await page.keyboard.press('Tab');
    const stop = await page.evaluate(STANDS);
    if (!stop || stop.nth < 0) continue;
    // A date has a stop for each of its parts.
    if (stop.nth === stops.at(-1)?.nth) continue;
    if (known.has(stop.nth)) break;
    known.add(stop.nth);
    stops.push(stop);
  }
  const missed =
    stops.length >= MOST_STOPS - 2
      ? []
      : await page.evaluate(
          (walked) => {
            const all = [...document.querySelectorAll<HTMLElement>('[data-walk]')];
            return all.flatMap((one) => {
              if (walked.includes(Number(one.dataset['walk'])) || !one.checkVisibility()) return [];
              // Disabled ones are no stops; of a group with arrows one is.
              if (one.matches(':disabled') || one.tabIndex < 0 || one.closest('[inert], [aria-hidden="true"]'))
                return [];
              if (one instanceof HTMLInputElement && one.type === 'radio') return [];
              if (one.matches('[role="tablist"], [role="radiogroup"], [role="toolbar"], [role="menubar"]')) return [];
              return [
                `${one.tagName.toLowerCase()} “${(one.getAttribute('aria-label') ?? one.textContent ?? '').trim().slice(0, 40)}”`,
              ];
            });
          },
          [...known],
        );
  return { stops, missed };
}

/**
 * Presses what was reached; answers the controls that did nothing, on a screen newly opened too: what just closed may have taken the
 * key. `again` brings the screen back, `anew` opens it anew.
 */
export async function dead(
  page: Page,
  stops: readonly Stop[],
  again: () => Promise<void>,
  anew: () => Promise<void>,
): Promise<string[]> {
  const silent: string[] = [];
  const pressed = stops.filter((one) => !one.on && one.kind !== 'place' && !APART.test(one.told));
  for (const stop of pressed.slice(0, MOST_PRESSED)) {
    if ((await answers(page, stop, anew)) === false) {
      await anew();
      if ((await answers(page, stop, anew)) === false) silent.push(stop.told);
    }
    await again();
  }
  return silent;
}

/** Given the focus, unless disabled. */
const focused = (all: HTMLElement[]) =>
  all.map((one) => {
    const enabled = !one.matches(':disabled, [aria-disabled="true"]');
    if (enabled) one.focus();
    return { enabled, href: one.getAttribute('href') ?? '' };
  });

/** Whether a press of its key was followed by anything; null: it is not there to be pressed. */
async function answers(page: Page, stop: Stop, anew: () => Promise<void>): Promise<boolean | null> {
  const here = await found(page, stop, anew);
  const [stands] = (await here?.evaluateAll(focused)) ?? [];
  if (!stands?.enabled) return null;
  // Enter on a link is the browser's own; dead is one that leads nowhere.
  if (stop.kind === 'link') return !/^#?$/u.test(stands.href);
  const before = await page.evaluate(STATE);
  let told = 0;
  // What is only read comes and goes by itself; what is told to the gateway comes of a key, and so does a question for a file.
  const count = (request: Request) => (told += request.method() === 'GET' ? 0 : 1);
  const chosen = () => (told += 1);
  page.on('request', count);
  page.on('filechooser', chosen);
  await press(page, stop);
  const moved = await settled(page, before, () => told);
  page.off('request', count);
  page.off('filechooser', chosen);
  return moved;
}

/** The control on the page as it is now: by its number while it stands there, else by its name after a renumbering. */
async function found(page: Page, stop: Stop, anewly: () => Promise<void>): Promise<Locator | null> {
  const named = async () => {
    const at = page.locator(`[data-walk="${stop.nth}"]`);
    // Asked in one breath: a screen that is drawn anew between two questions would be waited for.
    const told = await at.evaluateAll((all: HTMLElement[]) => all.map((one) => one.dataset['told']));
    return told.length === 1 && told[0] === stop.told ? at : null;
  };
  const held = await named();
  if (held) return held;
  await anewly();
  const anew = await named();
  if (anew) return anew;
  const nth = await page.evaluate(
    (told) =>
      [...document.querySelectorAll<HTMLElement>('[data-walk]')].find((one) => one.dataset['told'] === told)?.dataset[
        'walk'
      ] ?? null,
    stop.told,
  );
  return nth === null ? null : page.locator(`[data-walk="${nth}"]`);
}

async function press(page: Page, stop: Stop): Promise<void> {
  if (stop.kind === 'slider') return page.keyboard.press('ArrowLeft');
  if (stop.kind === 'select') {
    const value = () =>
      page.evaluate(() => (document.activeElement instanceof HTMLSelectElement ? document.activeElement.value : ''));
    const before = await value();
    await page.keyboard.press('End');
    if ((await value()) === before) await page.keyboard.press('Home');
  } else if (stop.kind === 'field') await page.keyboard.type('7');
  else await page.keyboard.press('Space');
}

async function settled(page: Page, before: string, asked: () => number): Promise<boolean> {
  for (let waited = 0; waited < SEEN_MS; waited += 50) {
    // A page that is being left can't be asked any more: it moved.
    const now = await page.evaluate(STATE).catch(() => null);
    if (asked() > 0 || now !== before) return true;
    await page.waitForTimeout(50);
  }
  return false;
}
