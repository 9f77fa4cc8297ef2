/**
 * The stream protocol's conformance, as data: what is done to clients and network, and what every screen shows in the end.
 * `play.ts` plays a case through the real client against any server port: the simulated one, or the running gateway.
 */

/** One thing that happens. `who` names a client; each has its own instance and storage. */
export type Step =
  /** The client says something (also while offline). */
  | { do: 'say'; who: string; text: string }
  /** The company's side appends a message. */
  | { do: 'company'; text: string }
  /** The connection breaks; `code` is the close code, none: the network just goes. */
  | { do: 'cut'; who: string; code?: number }
  /** From now on nothing the server sends reaches the client, though what it sends arrives. */
  | { do: 'deafen'; who: string }
  /** Every frame in either direction arrives twice from now on. */
  | { do: 'echo'; who: string }
  /** Two server frames change places once. */
  | { do: 'swap'; who: string }
  /** The network allows no sockets any more, only HTTPS; or again. */
  | { do: 'sockets'; who: string; allowed: boolean }
  /** The network is back and the client may connect. */
  | { do: 'return'; who: string }
  /** The client's process ends and begins anew with the same storage. */
  | { do: 'restart'; who: string }
  /** The server forgets the changes one could resume from. */
  | { do: 'forget' }
  /** Everything under way arrives. */
  | { do: 'settle' };

/** One case: `ends` are the texts every screen and the server show, in order; `resets` how many whole snapshots `who` got. */
export type Case = {
  name: string;
  clients: string[];
  steps: Step[];
  ends: string[];
  resets?: { who: string; count: number };
};

const settle: Step = { do: 'settle' };

/** All cases. */
export const cases: Case[] = [
  {
    name: 'what is said arrives once and is shown once',
    clients: ['one'],
    steps: [{ do: 'say', who: 'one', text: 'a' }, settle, { do: 'company', text: 'b' }, settle],
    ends: ['a', 'b'],
    resets: { who: 'one', count: 1 },
  },
  {
    name: 'a returning screen resumes from its position without a reset',
    clients: ['one'],
    steps: [
      { do: 'company', text: 'a' },
      settle,
      { do: 'cut', who: 'one' },
      { do: 'company', text: 'b' },
      { do: 'company', text: 'c' },
      { do: 'return', who: 'one' },
      settle,
    ],
    ends: ['a', 'b', 'c'],
    resets: { who: 'one', count: 1 },
  },
  {
    name: 'close code 4000 resumes, 4001 takes a new ticket, 4003 asks where the line lives: none loses anything',
    clients: ['one'],
    steps: [
      ...[4000, 4001, 4003].flatMap((code): Step[] => [
        { do: 'cut', who: 'one', code },
        { do: 'company', text: `after ${code}` },
        { do: 'return', who: 'one' },
        settle,
      ]),
    ],
    ends: ['after 4000', 'after 4001', 'after 4003'],
  },
  {
    name: 'a send whose answer is lost is sent again and counted once',
    clients: ['one'],
    steps: [
      settle,
      { do: 'deafen', who: 'one' },
      { do: 'say', who: 'one', text: 'a' },
      settle,
      { do: 'say', who: 'one', text: 'b' },
      { do: 'cut', who: 'one' },
      { do: 'return', who: 'one' },
      settle,
    ],
    ends: ['a', 'b'],
  },
  {
    name: 'frames that arrive twice are applied once',
    clients: ['one'],
    steps: [
      settle,
      { do: 'echo', who: 'one' },
      { do: 'say', who: 'one', text: 'a' },
      settle,
      { do: 'company', text: 'b' },
      { do: 'company', text: 'c' },
      settle,
      { do: 'say', who: 'one', text: 'd' },
      settle,
    ],
    ends: ['a', 'b', 'c', 'd'],
    resets: { who: 'one', count: 1 },
  },
  {
    name: 'an event that does not follow the position is never applied: the client asks again',
    clients: ['one'],
    steps: [
      settle,
      { do: 'swap', who: 'one' },
      { do: 'company', text: 'a' },
      { do: 'company', text: 'b' },
      settle,
      { do: 'company', text: 'c' },
      settle,
    ],
    ends: ['a', 'b', 'c'],
    resets: { who: 'one', count: 1 },
  },
  {
    name: 'a position that is no longer kept gets an explicit reset',
    clients: ['one'],
    steps: [
      { do: 'company', text: 'a' },
      settle,
      { do: 'cut', who: 'one' },
      { do: 'company', text: 'b' },
      { do: 'forget' },
      { do: 'company', text: 'c' },
      { do: 'return', who: 'one' },
      settle,
    ],
    ends: ['a', 'b', 'c'],
    resets: { who: 'one', count: 2 },
  },
  {
    name: 'words said offline survive a restart and are sent in order',
    clients: ['one'],
    steps: [
      settle,
      { do: 'cut', who: 'one' },
      { do: 'say', who: 'one', text: 'a' },
      { do: 'say', who: 'one', text: 'b' },
      { do: 'restart', who: 'one' },
      { do: 'say', who: 'one', text: 'c' },
      { do: 'return', who: 'one' },
      settle,
    ],
    ends: ['a', 'b', 'c'],
  },
  {
    name: 'a restart between send and answer does not say it twice',
    clients: ['one'],
    steps: [
      settle,
      { do: 'deafen', who: 'one' },
      { do: 'say', who: 'one', text: 'a' },
      settle,
      { do: 'restart', who: 'one' },
      { do: 'return', who: 'one' },
      settle,
      { do: 'say', who: 'one', text: 'b' },
      settle,
    ],
    ends: ['a', 'b'],
  },
  {
    name: 'two instances of one person number their own sends and see each other',
    clients: ['one', 'two'],
    steps: [
      settle,
      { do: 'say', who: 'one', text: 'a' },
      settle,
      { do: 'say', who: 'two', text: 'b' },
      settle,
      { do: 'cut', who: 'one' },
      { do: 'say', who: 'two', text: 'c' },
      settle,
      { do: 'return', who: 'one' },
      settle,
      { do: 'say', who: 'one', text: 'd' },
      settle,
    ],
    ends: ['a', 'b', 'c', 'd'],
  },
  {
    name: 'where sockets do not get through, HTTPS carries the same stream, and a socket is taken again later',
    clients: ['one'],
    steps: [
      { do: 'company', text: 'a' },
      settle,
      { do: 'sockets', who: 'one', allowed: false },
      { do: 'cut', who: 'one' },
      { do: 'return', who: 'one' },
      settle,
      { do: 'say', who: 'one', text: 'b' },
      settle,
      { do: 'company', text: 'c' },
      settle,
      { do: 'sockets', who: 'one', allowed: true },
      { do: 'company', text: 'd' },
      settle,
      { do: 'say', who: 'one', text: 'e' },
      settle,
    ],
    ends: ['a', 'b', 'c', 'd', 'e'],
    resets: { who: 'one', count: 1 },
  },
];
