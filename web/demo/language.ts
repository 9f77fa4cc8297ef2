/** The demo pages' language: asked for in the address, chosen before, or the browser's. */
import { preferred, type Language } from '../client/words.ts';

const KEY = 'yx:widget:locale';

/** The language of the moment; the widget on the page shares the choice. */
export function language(): Language {
  const asked = new URLSearchParams(location.search).get('lang');
  const chosen = asked ?? localStorage.getItem(KEY);
  return chosen === 'zh' || chosen === 'en' ? chosen : preferred(navigator.language);
}

/** Chooses the other language and shows the page in it. */
export function switchLanguage(): void {
  localStorage.setItem(KEY, language() === 'zh' ? 'en' : 'zh');
  const address = new URL(location.href);
  address.searchParams.delete('lang');
  location.replace(address);
}

/** A JSON answer of our own origin; null when there was none. */
export async function fetched<Value>(path: string, body?: object): Promise<Value | null> {
  try {
    const asked = body
      ? { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
      : {};
    const response = await fetch(path, asked);
    return response.ok ? ((await response.json()) as Value) : null;
  } catch {
    return null;
  }
}
