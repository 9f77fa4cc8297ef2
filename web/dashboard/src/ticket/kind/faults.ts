import * as v from 'valibot';
import { faultsOfKind, type KindFault } from '../../../../../shared/settings/ticket-faults.ts';
import { ticketKind, type TicketKind } from '../../../../../shared/settings/tickets.ts';
import { useKindWords } from './words.ts';

/** What has to be mended before a kind can be saved: where, in words, and the place itself (`states.2.told.en`). */
export type Mend = { path: string; place: string; what: string };

const sections = ['states', 'begins', 'moves', 'fields', 'label', 'id', 'limits', 'promise'] as const;

/** Every fault of a kind by the shape the gateway reads; the first one of each place. */
export function mendsOf(kind: TicketKind): Mend[] {
  const words = useKindWords();
  const mends = new Map<string, Mend>();
  for (const one of faultsOfKind(kind)) {
    const what = sentence(kind, one);
    mends.set(`${one.path} ${what}`, { path: one.path, place: placeOf(kind, one.path), what });
  }
  const shape = v.safeParse(ticketKind, kind);
  for (const issue of shape.issues ?? []) {
    const path = v.getDotPath(issue);
    // Faults of the whole kind have no place of their own, and are told above.
    if (path) mends.set(path, { path, place: placeOf(kind, path), what: words.e('f.shape') });
  }
  return [...mends.values()];
}

/** A place in words: “States › In progress”. */
function placeOf(kind: TicketKind, path: string): string {
  const words = useKindWords();
  const [first = '', nth] = path.split('.');
  const section = sections.find((one) => one === first);
  const named = first === 'states' || first === 'fields' ? kind[first][Number(nth ?? -1)] : undefined;
  const name = named ? words.both(named.label) || named.id || String(Number(nth) + 1) : '';
  return [words.e(section ? `p.${section}` : 'p.other'), name].filter((one) => one !== '').join(' › ');
}

function sentence(kind: TicketKind, one: KindFault): string {
  const words = useKindWords();
  const state = (id: string) => {
    const found = kind.states.find((other) => other.id === id);
    return found ? words.both(found.label) || id : id;
  };
  const of = {
    ...('state' in one ? { state: state(one.state) } : {}),
    ...('from' in one ? { from: state(one.from), to: state(one.to) } : {}),
    ...('on' in one ? { on: words.e(`on.${one.on}`) } : {}),
    ...('field' in one ? { field: one.field } : {}),
  };
  return words.e(`f.${one.fault}`, of);
}
