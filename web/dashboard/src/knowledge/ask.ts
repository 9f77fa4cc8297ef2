import { refusals, type Refusal, type RefusalCode, type Result } from '../../../../shared/refusal.ts';
import { Unreachable } from '../staff/net.ts';
import { useStaff } from '../staff/staff.ts';
import { say } from '../ui/toast.ts';
import { faultOf } from './exchange/formats.ts';
import { useKnowledgeWords } from './words.ts';

/** Why a screen has nothing to show, or a call came to nothing. */
export type Trouble = { kind: 'offline' | 'forbidden' | 'missing' | 'stale' | 'refused'; why: string };
export type Answered<Value> = { ok: true; value: Value } | { ok: false; trouble: Trouble };

/** Sends a call; what goes wrong comes back in words. A sign-in that ended leads to the sign-in page. */
export async function send<Value>(call: Promise<Result<Value>>): Promise<Answered<Value>> {
  const words = useKnowledgeWords();
  try {
    const answer = await call;
    if (answer.ok) return { ok: true, value: answer };
    if (answer.code === 'not_signed_in') useStaff().expire();
    return { ok: false, trouble: { kind: kindOf(answer.code), why: sentenceOf(answer) } };
  } catch (fault) {
    if (!(fault instanceof Unreachable)) throw fault;
    return { ok: false, trouble: { kind: 'offline', why: words.k('state.offline') } };
  }
}

/** Sends a call; says what went wrong and answers null. */
export async function sendOrSay<Value>(call: Promise<Result<Value>>): Promise<Value | null> {
  const answer = await send(call);
  if (answer.ok) return answer.value;
  say(answer.trouble.why, 'bad');
  return null;
}

function kindOf(code: string): Trouble['kind'] {
  if (code === 'not_allowed') return 'forbidden';
  if (code === 'not_found') return 'missing';
  return code === 'stale' ? 'stale' : 'refused';
}

/** Codes whose detail names what is wrong; the others' details only say the same again, in English. */
const telling = new Set<RefusalCode>([
  'bad_request',
  'bad_reference',
  'bad_file',
  'too_large',
  'wrong_state',
  'exists',
]);

/** The table's sentence, and what is particular behind it. */
function sentenceOf({ code, detail }: Refusal): string {
  const words = useKnowledgeWords();
  const said = words.refusal(code, detail);
  const fault = code === 'bad_file' ? faultOf(detail) : null;
  if (fault) return words.k('state.refused', { said, detail: words.k(`fault.${fault}`) });
  const plain = detail === '' || detail === refusals[code].en || !telling.has(code);
  return plain ? said : words.k('state.refused', { said, detail });
}
