/** Somebody doesn't want their usual hours used: campaigns that wait for them are told, by a letter. */
import type { Turn } from '../turn.ts';
import type { Letter } from '../letters.ts';

const NAME = 'offer-any-hour';

export const isAnyHour = ({ key }: Pick<Letter, 'key'>): boolean => key === NAME;
export const idsIn = ({ body }: Pick<Letter, 'body'>): string[] => JSON.parse(body) as string[];

/** Behind what the directory is told of the profile: a campaign that plans meanwhile reads there that they are off. */
export function oweAnyHour(turn: Turn): void {
  const ids = [turn.person.id, ...turn.line.homes.others()];
  turn.letters.owe({ lane: 'directory', kind: 'remind', key: NAME, body: JSON.stringify(ids), dueAt: turn.now });
}
