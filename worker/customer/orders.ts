/** The person's orders, asked of the company for a colleague's eyes or the person's own. Changes nothing on the line. */
import type { OrdersAnswer } from '../../shared/order-api.ts';
import { refuse, type Result } from '../../shared/refusal.ts';
import type { Outside } from './deliver.ts';
import type { Stores } from './turn.ts';

/** Without a proven user the company knows nobody by this line, and is not asked. */
export async function ordersOf(
  { line, sessions }: Pick<Stores, 'line' | 'sessions'>,
  outside: Pick<Outside, 'company'>,
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
  return { ok: true, known: true, orders: answer.orders ?? [] };
}

/** Who opens their list again and again asks the company once in so long. */
const PATIENCE_MS = 5_000;

/** The person's own list. Forgotten with the object: then the company is asked again. */
export class OwnOrders {
  #at = 0;
  #answer: Promise<Result<OrdersAnswer>> | null = null;

  of(stores: Parameters<typeof ordersOf>[0], outside: Parameters<typeof ordersOf>[1], now: number) {
    if (this.#answer !== null && now - this.#at < PATIENCE_MS) return this.#answer;
    this.#at = now;
    const asked = ordersOf(stores, outside);
    this.#answer = asked;
    // What could not be had is asked for again at once.
    void asked.then(({ ok }) => {
      if (!ok && this.#answer === asked) this.#answer = null;
    });
    return asked;
  }
}
