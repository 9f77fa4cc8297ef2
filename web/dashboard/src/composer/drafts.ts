export type DraftMode = 'reply' | 'note';
export type Draft = { reply: string; note: string; mode: DraftMode; endpoint: string | null };

const PREFIX = 'yixian.desk.draft.';
const empty: Draft = { reply: '', note: '', mode: 'reply', endpoint: null };

/** What was begun in a conversation by this agent on this machine. */
export function readDraft(store: Storage, agent: string, customer: string): Draft {
  try {
    const kept: unknown = JSON.parse(store.getItem(`${PREFIX}${agent}.${customer}`) ?? 'null');
    if (typeof kept !== 'object' || kept === null) return { ...empty };
    const given = kept as Partial<Record<keyof Draft, unknown>>;
    return {
      reply: typeof given.reply === 'string' ? given.reply : '',
      note: typeof given.note === 'string' ? given.note : '',
      mode: given.mode === 'note' ? 'note' : 'reply',
      endpoint: typeof given.endpoint === 'string' ? given.endpoint : null,
    };
  } catch {
    return { ...empty };
  }
}

/** Keeps it; nothing begun leaves no trace. */
export function keepDraft(store: Storage, agent: string, customer: string, draft: Draft): void {
  const key = `${PREFIX}${agent}.${customer}`;
  try {
    if (draft.reply === '' && draft.note === '' && draft.endpoint === null) store.removeItem(key);
    else store.setItem(key, JSON.stringify(draft));
  } catch {
    // A full or forbidden storage costs only the draft.
  }
}

/** At sign-out nothing typed stays behind for the next person at this machine. */
export function dropDrafts(store: Storage): void {
  const keys = Array.from({ length: store.length }, (_, at) => store.key(at));
  for (const key of keys) if (key?.startsWith(PREFIX)) store.removeItem(key);
}
