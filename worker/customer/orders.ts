/** The person's orders, asked of the company for a colleague's eyes. Changes nothing on the line. */
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
