/** The card's rules: what a value may be, what an act changes, what of it is shown. Pure. */
import type { CardAct, CardEvent, CardView } from '../../../shared/person.ts';
import { plain, plainLines } from '../../../shared/plain.ts';
import { refuse, type Refusal } from '../../../shared/refusal.ts';
import type { PeopleSettings, PersonField } from '../../../shared/settings/people.ts';

type Who = { id: string; name: string };
type Written = { by: Who; at: number };

/** What is kept of a person; `name` is always a field. */
export type Card = {
  revision: number;
  fields: Record<string, Written & { value: string }>;
  tags: string[];
  owner: (Written & Who) | null;
  level: (Written & { level: string; reason: string }) | null;
  block: (Written & { reason: string; until: number | null }) | null;
};

export const freshCard: Card = { revision: 0, fields: {}, tags: [], owner: null, level: null, block: null };

/** One change to be written down; who and when are the act's. */
export type CardNews = Omit<CardEvent, 'id' | 'at' | 'by'>;

/** Who does it, when, by which settings. */
export type Doing = { by: Who; leads: boolean; now: number; people: PeopleSettings; ownerName?: string | undefined };

const nameField: PersonField = { id: 'name', zh: '称呼', en: 'Name', type: 'text', choices: [], masked: false };
const DAY_MS = 24 * 3_600_000;
const TEXT_LIMIT = 200;

export const fieldOf = (people: PeopleSettings, id: string): PersonField | null =>
  id === nameField.id ? nameField : (people.fields.find((one) => one.id === id) ?? null);

/** The card after an act with what is written down of it; without news it changed nothing. */
export function actedOn(card: Card, act: CardAct, doing: Doing): { card: Card; news: CardNews[] } | Refusal {
  const written = { by: doing.by, at: doing.now };
  switch (act.act) {
    case 'fields':
      return fieldsSet(card, act.values, doing);
    case 'tags': {
      const tags = [...new Set(act.tags.map((one) => plain(one).trim()))].filter((one) => one !== '');
      const own = tags.find((one) => !doing.people.tags.includes(one) && !card.tags.includes(one));
      if (own !== undefined && !doing.people.free)
        return refuse('not_allowed', 'Only the tags of the settings may be used.');
      const added = tags.filter((one) => !card.tags.includes(one)).map((to) => ({ what: 'tag' as const, to }));
      const gone = card.tags.filter((one) => !tags.includes(one)).map((from) => ({ what: 'untag' as const, from }));
      return { card: { ...card, tags }, news: [...added, ...gone] };
    }
    case 'owner': {
      if ((card.owner?.id ?? null) === act.owner) return { card, news: [] };
      const owner = act.owner === null ? null : { id: act.owner, name: doing.ownerName ?? act.owner, ...written };
      const news = { what: 'owner' as const, from: card.owner?.name ?? '', to: owner?.name ?? '' };
      return { card: { ...card, owner }, news: [news] };
    }
    case 'level': {
      if (!doing.leads) return refuse('not_allowed');
      if ((card.level?.level ?? null) === act.level) return { card, news: [] };
      const level = act.level === null ? null : { level: act.level, reason: act.reason, ...written };
      const news = { what: 'level' as const, from: card.level?.level ?? '', to: act.level ?? '', reason: act.reason };
      return { card: { ...card, level }, news: [news] };
    }
    case 'block': {
      const until = act.days === null ? null : doing.now + act.days * DAY_MS;
      const block = { reason: act.reason, until, ...written };
      const to = act.days === null ? '' : String(act.days);
      return { card: { ...card, block }, news: [{ what: 'block', to, reason: act.reason }] };
    }
    case 'unblock':
      if (card.block === null) return { card, news: [] };
      return { card: { ...card, block: null }, news: [{ what: 'unblock', reason: act.reason }] };
    case 'reveal':
      return fieldOf(doing.people, act.field) && card.fields[act.field]
        ? { card, news: [{ what: 'reveal', field: act.field }] }
        : refuse('not_found');
  }
}

function fieldsSet(card: Card, values: Record<string, string>, { by, now, people }: Doing): ReturnType<typeof actedOn> {
  const fields = { ...card.fields };
  const news: CardNews[] = [];
  for (const [id, given] of Object.entries(values)) {
    const field = fieldOf(people, id);
    if (!field) return refuse('bad_request', `${id}: there is no such field.`);
    const value = plainLines(given).trim();
    const wrong = value === '' ? null : wrongWith(field, value);
    if (wrong !== null) return refuse('bad_request', `${id}: ${wrong}`);
    const from = fields[id]?.value ?? '';
    if (from === value) continue;
    if (value === '') delete fields[id];
    else fields[id] = { value, by, at: now };
    const told = (one: string) => (field.masked ? masked(one) : one.slice(0, TEXT_LIMIT));
    news.push({ what: 'field', field: id, from: told(from), to: told(value) });
  }
  return { card: { ...card, fields }, news };
}

/** What is wrong with a value, in words; null: nothing. */
function wrongWith(field: PersonField, value: string): string | null {
  switch (field.type) {
    case 'text':
      return value.length > TEXT_LIMIT || /[\r\n]/u.test(value) ? `at most ${TEXT_LIMIT} characters, one line.` : null;
    case 'long':
      return null;
    case 'choice':
      return field.choices.includes(value) ? null : 'one of the choices of the settings.';
    case 'date': {
      const at = /^\d{4}-\d{2}-\d{2}$/u.test(value) ? Date.parse(`${value}T00:00:00Z`) : Number.NaN;
      return !Number.isNaN(at) && new Date(at).toISOString().startsWith(value) ? null : 'a day like 1990-05-12.';
    }
    case 'number':
      return /^-?\d{1,15}(?:\.\d{1,6})?$/u.test(value) ? null : 'a number.';
  }
}

/** The first and the last two characters of a longer value; of a short one nothing. */
export function masked(value: string): string {
  const characters = [...value];
  if (characters.length === 0) return '';
  return characters.length < 6 ? '****' : `${characters[0]}****${characters.slice(-2).join('')}`;
}

/** Whether the person is blocked now. */
export const isBlocked = (card: Card, now: number): boolean =>
  card.block !== null && (card.block.until === null || card.block.until > now);

/** The card as staff see it; `login` is the level of the signed login. */
export function cardViewOf(
  card: Card,
  login: string | null,
  levels: readonly { level: string; tier: number }[],
  people: PeopleSettings,
): CardView {
  const tier = (level: string) => levels.find((one) => one.level === level)?.tier ?? 0;
  const { level, owner, block } = card;
  const order = [nameField, ...people.fields];
  return {
    revision: card.revision,
    fields: order.flatMap(({ id, masked: hidden }) => {
      const held = card.fields[id];
      if (!held) return [];
      return [hidden ? { id, ...held, value: masked(held.value), masked: true } : { id, ...held }];
    }),
    tags: card.tags,
    owner,
    level: level
      ? { ...level, tier: tier(level.level), from: 'lead' }
      : login === null
        ? null
        : { level: login, tier: tier(login), from: 'login' },
    block,
  };
}

/** Whom they know, in no order: their owner, and who served them last. */
export const knownTo = (card: Card, last: string | null): { agent: string; why: 'owner' | 'last' }[] => [
  ...(card.owner === null ? [] : [{ agent: card.owner.id, why: 'owner' as const }]),
  ...(last === null ? [] : [{ agent: last, why: 'last' as const }]),
];

/** Their level in the company's membership: a lead's word goes before the login's. */
export const levelOf = (given: { card: { read(): Card }; person: { level: string | null } }): string | null =>
  given.card.read().level?.level ?? given.person.level;
