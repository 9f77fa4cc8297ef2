/** `/metrics` for Prometheus, proven by METRICS_KEY; without one the door doesn't exist. */
import { refuse } from '../../shared/refusal.ts';
import { configOf } from '../config.ts';
import { same } from '../lib/digest.ts';
import { exposition, EXPOSITION_TYPE } from '../watch/exposition.ts';
import { familiesOf } from '../watch/families.ts';
import { tellCounts, WATCH } from '../watch-counts.ts';
import { refused } from './answers.ts';
import type { Asked } from './door.ts';

export async function metrics(context: Asked): Promise<Response> {
  const { env } = context;
  const { metricsKey, accounts } = configOf(env);
  if (metricsKey === null) return refused(refuse('not_found'));
  if (!same(context.req.header('authorization') ?? '', `Bearer ${metricsKey}`))
    return refused(refuse('bad_token'), { 'www-authenticate': 'Bearer' });
  await tellCounts(env);
  const [told, desk] = await Promise.all([
    env.WATCH.getByName(WATCH).metrics(),
    // Without the desk the rest is worth knowing all the more.
    env.DESK.getByName('main')
      .view()
      .catch(() => null),
  ]);
  const text = exposition(familiesOf(told, accounts, desk, Date.now()));
  return new Response(text, { headers: { 'content-type': EXPOSITION_TYPE, 'cache-control': 'no-store' } });
}
