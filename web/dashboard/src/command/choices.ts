import type { SearchAnswer } from '../../../../shared/directory.ts';
import type { Row } from '../list/rows.ts';
import type { Command } from './commands.ts';

type Customer = SearchAnswer['customers'][number];
type Session = SearchAnswer['sessions'][number];
type Message = SearchAnswer['messages'][number];

/** One line of the command bar. */
export type Choice = { key: string } & (
  | { kind: 'command'; command: Command }
  | { kind: 'open'; row: Row }
  | { kind: 'customer'; hit: Customer }
  | { kind: 'session'; hit: Session }
  | { kind: 'message'; hit: Message }
);
export type Group = { name: 'commands' | 'customers' | 'sessions' | 'messages'; choices: Choice[] };

/** Everything there is to choose, under its headings; who is at the desk now stands before who once was. */
export function groupsOf(commands: readonly Command[], rows: readonly Row[], found: SearchAnswer | null): Group[] {
  const here = new Set(rows.map((row) => row.customer));
  const groups: Group[] = [
    {
      name: 'commands',
      choices: commands.map((command) => ({ key: `command:${command.key}`, kind: 'command', command })),
    },
    {
      name: 'customers',
      choices: [
        ...rows.map((row): Choice => ({ key: `customer:${row.customer}`, kind: 'open', row })),
        ...(found?.customers ?? [])
          .filter((hit) => !here.has(hit.row.customer))
          .map((hit): Choice => ({ key: `customer:${hit.row.customer}`, kind: 'customer', hit })),
      ],
    },
    {
      name: 'sessions',
      choices: (found?.sessions ?? []).map((hit) => ({ key: `session:${hit.row.session}`, kind: 'session', hit })),
    },
    {
      name: 'messages',
      choices: (found?.messages ?? []).map((hit) => ({
        key: `message:${hit.row.customer}:${hit.row.message}`,
        kind: 'message',
        hit,
      })),
    },
  ];
  return groups.filter((group) => group.choices.length > 0);
}
