import type { InferOutput } from 'valibot';
import type { topicAnswer, Topics, weeksAnswer } from '../../../../shared/topics/api.ts';
import { staffCall } from '../staff/net.ts';

export type Told = InferOutput<typeof topicAnswer>;
export type Weeks = InferOutput<typeof weeksAnswer>;
/** Whose topics: an empty word asks for all. */
export const partKinds = ['channel', 'group', 'product', 'level'] as const;
export type PartKind = (typeof partKinds)[number];
export type Part = Record<PartKind, string>;

/** The calls of the topics. Refusals are answered; only a dead network throws. */
export const topicsNet = {
  list(days: number, part: Part) {
    const query = new URLSearchParams({ days: String(days) });
    for (const kind of partKinds) if (part[kind] !== '') query.set(kind, part[kind]);
    return staffCall<Topics>('GET', `topics?${query.toString()}`);
  },
  weeks: () => staffCall<Weeks>('GET', 'topics/weeks'),
  topic: (id: string) => staffCall<Told>('GET', `topics/${encodeURIComponent(id)}`),
};
