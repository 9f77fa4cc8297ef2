/** 独立窗口: the conversation goes on in a window of the gateway's own; words not sent yet go along. Fetched when it is wanted. */
import type { YixianWidget } from './element.ts';
import type { Talk } from './talk.ts';

type Tools = {
  base: string;
  site: string;
  /** `zh` or `en`. */
  locale: string;
  theme?: string;
  draft: string;
  talking(): Promise<Talk>;
};

/** Opens it; false: the browser didn't let it, or nobody answered. */
export async function popOut({ base, site, locale, theme, draft, talking }: Tools): Promise<boolean> {
  // At once, while the browser knows that somebody pressed something.
  const opened = window.open('', '_blank', 'popup,width=440,height=760');
  if (!opened) return false;
  const { door } = await talking();
  const visitor = known(site);
  const given = { draft: draft.slice(0, 2000), ...(visitor !== null && { visitor }) };
  const answer = await door.call('/v1/pop-out', given);
  if (!answer.ok) {
    opened.close();
    return false;
  }
  const { code } = answer as { code?: string };
  const query = new URLSearchParams({ locale, ...(theme && theme !== 'auto' && { theme }) });
  // The page it came from has no hand on it.
  opened.opener = null;
  opened.location.replace(`${base}/chat/${encodeURIComponent(site)}?${query}#h=${code}`);
  return true;
}

/** The anonymous visitor's name, as the line's own storage has it. */
function known(site: string): string | null {
  try {
    return localStorage.getItem(`yx:${site}:visitor`);
  } catch {
    return null;
  }
}

/** The same for a page that calls it: works on the element from outside. */
export async function popOutOf(
  widget: YixianWidget,
  given: { base: string; site: string; theme?: string },
): Promise<void> {
  const wrap = widget.shadowRoot?.querySelector<HTMLElement>('.yx');
  const draft = wrap?.querySelector('textarea')?.value ?? '';
  const locale = wrap?.lang === 'en' ? 'en' : 'zh';
  if (await popOut({ ...given, locale, draft, talking: widget.talking })) widget.close();
}
