/** The demo knowledge and its recorded questions, written out in the layout of a folder of sets: `--data demo`. */
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { demoKnowledge } from '../../worker/knowledge/demo.ts';

const lines = (rows: readonly object[]) => rows.map((row) => `${JSON.stringify(row)}\n`).join('');

/** Writes the folder and gives its path; a set a language. Questions no entry answers are far out of scope. */
export function demoFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'yixian-eval-'));
  const { entries, evaluation } = demoKnowledge();
  for (const language of ['zh', 'en'] as const) {
    const set = join(folder, `${language}_demo`);
    const own = evaluation.filter((one) => one.language === language).map((one, at) => ({ id: `q${at}`, ...one }));
    const base = entries.flatMap((entry) => {
      const wording = entry[language];
      return wording ? [{ id: entry.id, question: wording.question, similar: wording.similar.slice(0, 5) }] : [];
    });
    mkdirSync(set);
    writeFileSync(join(set, 'dev.kb.jsonl'), lines(base));
    writeFileSync(join(set, 'dev.queries.jsonl'), lines(own.filter((one) => one.entry !== null)));
    const outside = own.filter((one) => one.entry === null);
    // Every tenth entry is taken out: its questions are near ones that must be refused.
    const removed = base.filter((_, at) => at % 10 === 0).map((one) => one.id);
    writeFileSync(join(set, 'dev.oos.jsonl'), lines([{ removed_entries: removed }, ...outside]));
  }
  return folder;
}
