import { reactive, ref, shallowRef, watch } from 'vue';
import type { Inspected, QualityAct } from '../../../../shared/quality.ts';
import { say } from '../ui/toast.ts';
import { send, type Trouble } from './ask.ts';
import { qualityNet, type Filter } from './net.ts';

/** The encounters of a filter, page by page, and the acts on them. */
export function useInspected(first: Filter) {
  const filter = reactive<Filter>({ ...first });
  const rows = shallowRef<readonly Inspected[]>([]);
  const next = ref<string | null>(null);
  const trouble = ref<Trouble | null>(null);
  const busy = ref(false);
  let asked = 0;

  async function load(before: string | null = null): Promise<void> {
    const mine = ++asked;
    busy.value = true;
    const answer = await send(qualityNet.list({ ...filter }, before));
    if (mine !== asked) return;
    busy.value = false;
    trouble.value = answer.ok ? null : answer.trouble;
    if (!answer.ok) return;
    rows.value = before === null ? answer.value.rows : [...rows.value, ...answer.value.rows];
    next.value = answer.value.next;
  }
  watch(filter, () => {
    rows.value = [];
    void load();
  });

  const put = (row: Inspected) => {
    rows.value = rows.value.map((one) => (one.record.session === row.record.session ? row : one));
  };

  /** Acts upon the revision that was seen; answers what stands now. After `stale` the newest is fetched, and it is said so. */
  async function act(row: Inspected, wanted: QualityAct): Promise<Inspected | null> {
    const answer = await send(qualityNet.act(row.record.session, wanted));
    if (answer.ok) {
      put(answer.value.row);
      return answer.value.row;
    }
    say(answer.trouble.why, 'bad');
    if (answer.trouble.kind === 'stale') await renew(row);
    return null;
  }

  /** Fetches one encounter anew, whatever its state is now. */
  async function renew({ record }: Inspected): Promise<void> {
    const wide = { state: '' as const, agent: record.agent.id, check: '' as const };
    // A page begins after its mark: a moment later than the encounter ended.
    const mark = `${record.closedAt + 1}_s:0`;
    const answer = await send(qualityNet.list(wide, mark));
    if (!answer.ok) return;
    const newest = answer.value.rows.find((one) => one.record.session === record.session);
    if (newest) put(newest);
  }

  return { filter, rows, next, trouble, busy, load, act };
}
