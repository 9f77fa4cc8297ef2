/** An APP that isn't connected is woken by the company's own push service: the hook is told that there is news, by a letter. */
import type { Address } from '../../../shared/actors.ts';
import type { Language } from '../../../shared/knowledge.ts';
import { fallbackText } from '../../../shared/message.ts';
import { backoff } from '../backoff.ts';
import type { NoAnswer } from '../company-hook.ts';
import type { Commit } from '../deliver.ts';
import type { Letter } from '../letters.ts';
import { oweLook } from '../reach/planning.ts';
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
const NOTICES_LOOKED = 20;

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
    commit((turn) => {
      if (!answer.ok && letter.tries + 1 < TRIES)
        return turn.letters.postpone(letter, turn.now + backoff(letter.tries));
      turn.letters.done(letter);
      if (!answer.ok) pushFailed(turn, letter.body);
    });
}

/** The company's push took it not: what counted on it goes the next way. */
function pushFailed(turn: Turn, endpoint: string): void {
  for (const one of turn.reach.all()) {
    const last = one.attempts.at(-1);
    if (last?.way !== 'push' || last.endpoint !== endpoint || last.fate !== 'sent') continue;
    turn.reach.save({ ...one, attempts: [...one.attempts.slice(0, -1), { ...last, fate: 'failed' }] });
    oweLook(turn, one.id, turn.now);
  }
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
  if (!last) return proven ? wakingOfNotice(turn, endpoint) : null;
  if (own.received >= last.revision) return null;
  if (whole.received >= last.revision && turn.around.here(id)) return null;
  const text = fallbackText(last.body).slice(0, TEXT_LIMIT);
  return { ...waking(turn, endpoint), revision: last.revision, unread: unread.length, text };
}

/** No word stands unread: a notice may. */
function wakingOfNotice(turn: Turn, endpoint: Endpoint): Waking | null {
  const unread = turn.own.unread();
  const [newest] = turn.own.notices(null, NOTICES_LOOKED).filter(({ readAt }) => readAt === null);
  if (unread === 0 || !newest || turn.around.here(endpoint.id)) return null;
  const common = waking(turn, endpoint);
  return { ...common, revision: turn.head, unread, text: newest.title[common.language].slice(0, TEXT_LIMIT) };
}

function waking(turn: Turn, { channel, account, peer }: Endpoint): Pick<Waking, 'address' | 'language'> {
  const language = turn.sessions.latest()?.mind.language === 'en' ? 'en' : 'zh';
  return { address: { channel, account, peer }, language };
}
