import { sendOrSay } from '../ask.ts';
import { knowledgeNet, type KnowledgeRow, type Move } from '../net.ts';

/** Moves them one after another and tells how many went; each refusal is said. */
export async function moveRows(rows: readonly KnowledgeRow[], to: Move['to']): Promise<number> {
  let moved = 0;
  for (const row of rows) {
    const done = await sendOrSay(knowledgeNet.move({ kind: row.kind, id: row.id, base: row.revision, to }));
    if (done) moved += 1;
  }
  return moved;
}
