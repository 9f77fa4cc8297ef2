import type { Result } from '../../../../../shared/refusal.ts';
import { knowledgeNet, type KnowledgeRow } from '../net.ts';

/** Everything written and not yet live, entries and flows, newest first; read to the last page. */
export async function changedRows(): Promise<Result<{ rows: KnowledgeRow[] }>> {
  const rows: KnowledgeRow[] = [];
  for (const kind of ['entry', 'flow'] as const) {
    for (const state of ['in-review', 'draft'] as const) {
      let after: string | undefined;
      do {
        const answer = await knowledgeNet.rows({ kind, state, after });
        if (!answer.ok) return answer;
        rows.push(...answer.rows);
        after = answer.next ?? undefined;
      } while (after !== undefined && rows.length < 5000);
    }
  }
  return { ok: true, rows: rows.sort((one, other) => other.updatedAt - one.updatedAt) };
}
