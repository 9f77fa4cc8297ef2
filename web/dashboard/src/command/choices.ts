import type { SearchAnswer, SearchKind } from '../../../../shared/directory.ts';
import type { Row } from '../list/rows.ts';
import type { Command } from './commands.ts';

type Customer = SearchAnswer['customers'][number];
type Session = SearchAnswer['sessions'][number];
type Ticket = SearchAnswer['tickets'][number];
type Message = SearchAnswer['messages'][number];

/** One line of the command bar. `more`: the rest of a kind; `recent`: words searched for before. */
export type Choice = { key: string } & (
  | { kind: 'command'; command: Command }
  | { kind: 'open'; row: Row }
  | { kind: 'customer'; hit: Customer }
  | { kind: 'session'; hit: Session }
  | { kind: 'ticket'; hit: Ticket }
  | { kind: 'message'; hit: Message }
  | { kind: 'more'; of: SearchKind }
  | { kind: 'recent'; words: string }
  | { kind: 'forget' }
);
export type Group = { name: 'recent' | 'commands' | SearchKind; choices: Choice[] };

/** Everything there is to choose, under its headings; who is at the desk now stands before who once was. */
export function groupsOf(given: {
  recent: readonly string[];
  commands: readonly Command[];
  rows: readonly Row[];
  found: SearchAnswer | null;
}): Group[] {
  const { found, rows } = given;
  const here = new Set(rows.map((row) => row.customer));
  const more = (of: SearchKind): Choice[] => (found?.more[of] ? [{ key: `more:${of}`, kind: 'more', of }] : []);
  const groups: Group[] = [
    {
      name: 'recent',
      choices: [
        ...given.recent.map((words): Choice => ({ key: `recent:${words}`, kind: 'recent', words })),
        ...(given.recent.length > 0 ? [{ key: 'forget', kind: 'forget' } as const] : []),
      ],
    },
    {
      name: 'commands',
      choices: given.commands.map((command) => ({ key: `command:${command.key}`, kind: 'command', command })),
    },
    {
      name: 'customers',
      choices: [
        ...rows.map((row): Choice => ({ key: `customer:${row.customer}`, kind: 'open', row })),
        ...(found?.customers ?? [])
          .filter((hit) => !here.has(hit.row.customer))
          .map((hit): Choice => ({ key: `customer:${hit.row.customer}`, kind: 'customer', hit })),
        ...more('customers'),
      ],
    },
    {
      name: 'sessions',
      choices: [
        ...(found?.sessions ?? []).map((hit): Choice => ({ key: `session:${hit.row.session}`, kind: 'session', hit })),
        ...more('sessions'),
      ],
    },
    {
      name: 'tickets',
      choices: [
        ...(found?.tickets ?? []).map((hit): Choice => ({ key: `ticket:${hit.row.ticket}`, kind: 'ticket', hit })),
        ...more('tickets'),
      ],
    },
    {
      name: 'messages',
      choices: [
        ...(found?.messages ?? []).map((hit): Choice => ({
          key: `message:${hit.row.customer}:${hit.row.message}`,
          kind: 'message',
          hit,
        })),
        ...more('messages'),
      ],
    },
  ];
  return groups.filter((group) => group.choices.length > 0);
}
