export type DraftMode = 'reply' | 'note';
/** `unsaved`: the agent's seat doesn't have these words yet. */
export type Draft = { reply: string; note: string; mode: DraftMode; endpoint: string | null; unsaved?: boolean };

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
      ...(given.unsaved === true ? { unsaved: true } : {}),
    };
  } catch {
    return { ...empty };
  }
}

/** Nothing was begun. */
export const isEmptyDraft = (draft: Draft): boolean =>
  draft.reply === '' && draft.note === '' && draft.endpoint === null;

/** Keeps it; nothing begun leaves no trace, once the seat knows. */
export function keepDraft(store: Storage, agent: string, customer: string, draft: Draft): void {
  const key = `${PREFIX}${agent}.${customer}`;
  try {
    if (isEmptyDraft(draft) && !draft.unsaved) store.removeItem(key);
    else store.setItem(key, JSON.stringify(draft));
  } catch {
    // A full or forbidden storage costs only the draft on this machine.
  }
}

/** At sign-out nothing typed stays behind for the next person at this machine. */
export function dropDrafts(store: Storage): void {
  const keys = Array.from({ length: store.length }, (_, at) => store.key(at));
  for (const key of keys) if (key?.startsWith(PREFIX)) store.removeItem(key);
}
