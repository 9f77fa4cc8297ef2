import type { InferInput, InferOutput } from 'valibot';
import type * as api from '../../../../shared/knowledge-api.ts';
import type { Result } from '../../../../shared/refusal.ts';
import { staffCall, staffFetch } from '../staff/net.ts';

export type Overview = InferOutput<typeof api.overviewAnswer>;
export type Rows = InferOutput<typeof api.rowsAnswer>;
export type KnowledgeRow = api.KnowledgeRow;
export type EntryPage = InferOutput<typeof api.entryAnswer>;
export type FlowPage = InferOutput<typeof api.flowAnswer>;
export type Revision = InferOutput<typeof api.revisionView>;
export type RevisionPage = InferOutput<typeof api.revisionAnswer>;
export type Saved = InferOutput<typeof api.savedAnswer>;
export type Move = InferInput<typeof api.moveRequest>;
export type Items = InferInput<typeof api.impactRequest>['items'];
export type Impact = InferOutput<typeof api.impactAnswer>;
export type Published = InferOutput<typeof api.publishAnswer>;
export type TryAsked = InferInput<typeof api.tryRequest>;
export type Tried = InferOutput<typeof api.tryAnswer>;
export type FlowAsked = InferInput<typeof api.tryFlowRequest>;
export type FlowTried = InferOutput<typeof api.tryFlowAnswer>;
export type Conflicts = InferOutput<typeof api.conflictsAnswer>;
export type Unknown = InferOutput<typeof api.unknownAnswer>;
export type UnknownGroup = api.UnknownGroup;
export type Resolve = InferInput<typeof api.resolveUnknownRequest>;
export type SynonymList = InferOutput<typeof api.synonymsAnswer>;
export type EvaluationList = InferOutput<typeof api.evaluationAnswer>;
export type Imported = InferOutput<typeof api.importAnswer>;
export type FileFormat = api.FileFormat;
export type Kind = 'entry' | 'flow';

const get = <Value>(path: string) => staffCall<Value>('GET', `knowledge${path}`);
const post = <Value>(path: string, body: object) => staffCall<Value>('POST', `knowledge${path}`, body);

/** What the list asks for; the gateway filters, pages are of 50. */
export type RowQuery = { kind?: Kind; category?: string; state?: string; search?: string; after?: string };

function queryOf(given: Record<string, string | undefined>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(given)) if (value) query.set(name, value);
  return query.size > 0 ? `?${query}` : '';
}

/** The calls of the knowledge screens. Refusals are answered; only a dead network throws. */
export const knowledgeNet = {
  overview: () => get<Overview>(''),
  settings: (change: InferInput<typeof api.settingsRequest>) => post<object>('/settings', change),
  rows: (query: RowQuery) => get<Rows>(`/entries${queryOf(query)}`),
  entry: (id: string) => get<EntryPage>(`/entries/${encodeURIComponent(id)}`),
  flow: (id: string) => get<FlowPage>(`/flows/${encodeURIComponent(id)}`),
  saveEntry: (request: InferInput<typeof api.saveEntryRequest>) => post<Saved>('/entries', request),
  saveFlow: (request: InferInput<typeof api.saveFlowRequest>) => post<Saved>('/flows', request),
  revision: (kind: Kind, id: string, revision: number) =>
    get<RevisionPage>(`/${kind === 'entry' ? 'entries' : 'flows'}/${encodeURIComponent(id)}/revisions/${revision}`),
  move: (request: Move) => post<Saved>('/move', request),
  impact: (items: Items) => post<Impact>('/impact', { items }),
  publish: (items: Items, note: string) => post<Published>('/publish', { items, ...(note ? { note } : {}) }),
  ask: (request: TryAsked) => post<Tried>('/try', request),
  askFlow: (request: FlowAsked) => post<FlowTried>('/try-flow', request),
  conflicts: () => get<Conflicts>('/conflicts'),
  unknown: () => get<Unknown>('/unknown'),
  resolve: (request: Resolve) => post<InferOutput<typeof api.resolvedAnswer>>('/unknown/resolve', request),
  synonyms: () => get<SynonymList>('/synonyms'),
  saveSynonyms: (synonyms: SynonymList['synonyms']) => post<SynonymList>('/synonyms', { synonyms }),
  evaluation: () => get<EvaluationList>('/evaluation'),
  saveEvaluation: (questions: EvaluationList['questions']) => post<EvaluationList>('/evaluation', { questions }),
  /** Reads a file and tells what importing it would do; with `write` does it. */
  import: (file: Blob, format: FileFormat, write: boolean): Promise<Result<Imported>> =>
    staffFetch<Imported>(`knowledge/import${write ? '' : '/preview'}?format=${format}`, {
      method: 'POST',
      headers: { 'content-type': 'application/octet-stream' },
      body: file,
    }),
  exportAddress: (format: FileFormat) => `/staff/v1/knowledge/export?format=${format}`,
};
