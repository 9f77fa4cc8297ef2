/** An APP that isn't connected is woken by the company's own push service: the hook is told that there is news, by a letter. */
import type { Address } from '../../../shared/actors.ts';
import type { Language } from '../../../shared/knowledge.ts';
import { fallbackText } from '../../../shared/message.ts';
import { backoff } from '../backoff.ts';
import type { NoAnswer } from '../company-hook.ts';
import type { Commit } from '../deliver.ts';
import type { Letter } from '../letters.ts';
import type { Endpoint } from '../store.ts';
import type { Turn } from '../turn.ts';

/** News of one address. `text` travels only where the company switched that on. */
export type Waking = { address: Address; revision: number; unread: number; text: string; language: Language };

/** Asks the company to wake an APP; a refusal is no answer. */
export type Wake = (waking: Waking & { tries: number }) => Promise<{ ok: true } | NoAnswer>;

/** Letters of this name wake an address; those of a notice bear its id. */
const NAME = 'wake:';
/** So long an open screen has to say that it got the words: then nobody needs waking. */
const GRACE_MS = 3_000;
/** About seven minutes; news that is older is found when the APP is opened. */
const TRIES = 12;
/** What is unread is counted so far. */
const MOST = 99;
const TEXT_LIMIT = 120;

/** Owes the waking of an APP's address. What comes before it has left goes with it. */
export function oweWaking(turn: Turn, { id }: Endpoint): void {
  if (turn.around.wakes === 'nothing') return;
  const lane = `${NAME}${id}`;
  turn.letters.owe({ lane, kind: 'remind', key: lane, body: id, dueAt: turn.now + GRACE_MS });
}

/** Whether a letter that reminds is one of these. */
export function wakes({ key }: Letter): boolean {
  return key.startsWith(NAME);
}

/** Tells the company, or finds that it needn't: resolves to what settles the letter. */
export async function deliverWaking(letter: Letter, commit: Commit, wake: Wake): Promise<() => void> {
  const waking = commit((turn) => wakingOf(turn, letter.body));
  const answer = waking ? await wake({ ...waking, tries: letter.tries }) : { ok: true };
  return () =>
    commit((turn) =>
      answer.ok || letter.tries + 1 >= TRIES
        ? turn.letters.done(letter)
        : turn.letters.postpone(letter, turn.now + backoff(letter.tries)),
    );
}

/** What an address is woken for; null: everything was read on some screen, or the APP is open and has got it. */
function wakingOf(turn: Turn, id: string): Waking | null {
  const endpoint = turn.line.endpoint(id);
  if (!endpoint || endpoint.blocked) return null;
  const { own, whole } = { own: turn.line.marks.of(id), whole: turn.line.marks.of('*') };
  const read = Math.max(own.read, whole.read);
  const proven = !endpoint.peer.startsWith('v_');
  const sight = { staff: false, endpoint: proven ? null : id, home: endpoint.home };
  const unread = turn.line
    .messagesBefore(turn.head + 1, MOST, sight)
    .filter(({ direction, body, revision }) => direction === 'out' && body.kind !== 'event' && revision > read);
  const [last] = unread;
  if (!last) return null;
  if (own.received >= last.revision) return null;
  if (whole.received >= last.revision && turn.around.here(id)) return null;
  const { channel, account, peer } = endpoint;
  return {
    address: { channel, account, peer },
    revision: last.revision,
    unread: unread.length,
    text: fallbackText(last.body).slice(0, TEXT_LIMIT),
    language: turn.sessions.latest()?.mind.language === 'en' ? 'en' : 'zh',
  };
}
