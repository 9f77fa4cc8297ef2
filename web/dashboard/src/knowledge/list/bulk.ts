import { tellOutcomes, type Told } from '../../bulk/outcomes.ts';
import { send } from '../ask.ts';
import { knowledgeNet, type KnowledgeRow, type Move } from '../net.ts';

/** Moves them one after another; says that all went, or each that did not. */
export async function moveRows(
  rows: readonly KnowledgeRow[],
  to: Move['to'],
  good: (moved: number) => string,
): Promise<void> {
  const told: Told[] = [];
  for (const row of rows) {
    const answer = await send(knowledgeNet.move({ kind: row.kind, id: row.id, base: row.revision, to }));
    told.push({ name: row.question || row.id, why: answer.ok ? null : answer.trouble.why });
  }
  tellOutcomes(told, good(told.filter((one) => one.why === null).length));
}
