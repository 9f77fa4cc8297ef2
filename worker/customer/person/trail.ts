/** Pages a visitor looked at: kept only after their yes, cut, few and short. Runs inside one transaction. */
import { refuse, type Refusal } from '../../../shared/refusal.ts';
import type { Page, TrailView } from '../../../shared/trail.ts';
import { withoutSecrets } from '../../brain/signals.ts';
import type { Endpoint } from '../store.ts';
import type { Turn } from '../turn.ts';

const isSite = (endpoint: Endpoint) => endpoint.channel === 'web' || endpoint.channel === 'app';

/** Whether visitors of this address may be asked, and what they said: undefined, they may not; null, they weren't yet. */
export function trailOf(turn: Pick<Turn, 'card' | 'around'>, endpoint: Endpoint): boolean | null | undefined {
  if (!turn.around.settings.people.trail || !isSite(endpoint)) return undefined;
  return turn.card.consentTo('trail', endpoint.id);
}

/** Their yes or no; a no deletes what was kept of this address. */
export function decideTrail(turn: Turn, endpoint: Endpoint, on: boolean): Refusal | null {
  const before = trailOf(turn, endpoint);
  // Who said yes may always take it back, also where nobody is asked any more.
  if (before === undefined && on) return refuse('no_consent', 'Nobody is asked for it here.');
  if (!on) turn.card.visits.forget(endpoint.id);
  if (turn.card.consentTo('trail', endpoint.id) === on) return null;
  turn.card.consent({ endpoint: endpoint.id, purpose: 'trail', given: on, evidence: 'switch' }, turn.now);
  turn.change('all', endpoint.id, { kind: 'trail', on });
  return null;
}

export function visited(turn: Turn, endpoint: Endpoint, page: Page): Refusal | null {
  if (trailOf(turn, endpoint) !== true) return refuse('no_consent');
  turn.card.visits.add(endpoint.id, cleaned(page), turn.now);
  return null;
}

const NAMING = /[\w.+-]{1,64}(?:@|%40)[\w-]+(?:\.[\w-]+)+|(?:\+|00)?\d(?:[ -]?\d){6,}/gu;

/** The page without what names a person or opens a door: secrets, numbers, mail addresses, query and fragment. */
export function cleaned(page: Page): Page {
  const cut = (text: string) => withoutSecrets(text).replace(NAMING, '***');
  const [address = ''] = page.address.split(/[?#]/u);
  const [, scheme = '', rest = ''] = /^(https?:\/\/)(?:[^/@]*@)?(.*)$/u.exec(address) ?? [];
  const [host = '', ...path] = rest.split('/');
  return { ...page, title: cut(page.title), address: scheme + [host, ...path.map(cut)].join('/') };
}

/** The person's trail over all their addresses. */
export function trailView(turn: Turn, here: boolean): TrailView {
  const asked = turn.line.endpoints().map((one) => trailOf(turn, one));
  const on = asked.includes(true) ? true : asked.includes(false) ? false : null;
  return { on, here: here && on === true, visits: on === true ? turn.card.visits.newest(turn.now) : [] };
}
