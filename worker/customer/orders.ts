/** The person's orders, asked of the company for a colleague's eyes or the person's own. Nothing is said on the line; identity hears whose they are. */
import type { OrdersAnswer } from '../../shared/order-api.ts';
import { refuse, type Result } from '../../shared/refusal.ts';
import type { Commit, Outside } from './deliver.ts';
import { listedOrders } from './named-orders.ts';
import type { Stores } from './turn.ts';

/** Without a proven user the company knows nobody by this line, and is not asked. */
export async function ordersOf(
  { line, sessions, merges }: Pick<Stores, 'line' | 'sessions' | 'merges'>,
  outside: Pick<Outside, 'company'>,
  commit: Commit,
): Promise<Result<OrdersAnswer>> {
  const person = line.person();
  if (!person) return refuse('not_found');
  const { userId: user } = person;
  const language = sessions.latest()?.mind.language ?? 'zh';
  if (user === null) return { ok: true, known: false, orders: [] };
  const request = `orders-${crypto.randomUUID()}`;
  const answer = await outside.company({
    request,
    flow: 'desk',
    action: 'orders',
    slots: {},
    user,
    language,
    tries: 0,
  });
  if (!answer.ok) return refuse('unavailable', 'The company’s system doesn’t answer.');
  const { orders = [] } = answer;
  // Unless it went into another line meanwhile, or is forgotten.
  if (orders.length > 0 && !merges.shut && line.person()?.userId === user) {
    const home = merges.state?.held.find(({ marks }) => marks.some(({ kind }) => kind === 'user'))?.home;
    commit((turn) => listedOrders(turn, home, orders));
  }
  return { ok: true, known: true, orders };
}

/** Who opens their list again and again asks the company once in so long. */
const PATIENCE_MS = 5_000;

/** The person's own list. Forgotten with the object: then the company is asked again. */
export class OwnOrders {
  #at = 0;
  #answer: Promise<Result<OrdersAnswer>> | null = null;

  of(...given: Parameters<typeof ordersOf>) {
    const now = Date.now();
    if (this.#answer !== null && now - this.#at < PATIENCE_MS) return this.#answer;
    this.#at = now;
    const asked = ordersOf(...given);
    this.#answer = asked;
    // What could not be had is asked for again at once.
    void asked.then(({ ok }) => {
      if (!ok && this.#answer === asked) this.#answer = null;
    });
    return asked;
  }
}
