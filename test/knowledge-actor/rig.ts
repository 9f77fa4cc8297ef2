/** A knowledge base of one's own, editors, and entries to write in it. */
import { env } from 'cloudflare:workers';
import type { Editor, Item, KnowledgeCalls } from '../../shared/knowledge-calls.ts';
import type { Entry, QuestionHeard } from '../../shared/knowledge.ts';

let made = 0;

/** An empty knowledge base under a name of its own. */
export function freshBase(): KnowledgeCalls {
  return env.KNOWLEDGE.getByName(`base-${(made += 1)}`);
}

export const chen: Editor = { id: 'm_chen', name: '陈雨', approves: false };
export const zhao: Editor = { id: 'm_zhao', name: '赵敏', approves: true };

/** An entry with as little as it needs. */
export function entryOf(id: string, question: string, similar: string[] = [], more: Partial<Entry> = {}): Entry {
  const zh = { question, similar, answer: { text: `${question}：答案` } };
  return { id, category: 'test', skill: 'general', audience: 'everyone', owner: '', related: [], zh, ...more };
}

export function itemOf(entry: Entry): Item {
  return { kind: 'entry', id: entry.id, body: entry };
}

/** A question as a customer's actor tells it. */
export function questionOf(key: string, text: string, more: Partial<QuestionHeard> = {}): QuestionHeard {
  return {
    ...{ key, fate: 'missed', text, language: 'zh', entry: null, version: '', channel: 'web', asker: key, at: 1 },
    ...more,
  };
}
