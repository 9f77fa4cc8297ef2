import type { InferOutput } from 'valibot';
import type { FigureName } from '../../../../shared/figures.ts';
import type { behindAnswer, Report, ReportBy } from '../../../../shared/ledger.ts';
import type { Result } from '../../../../shared/refusal.ts';
import { staffCall } from '../staff/net.ts';
import { sendIn } from '../staff/send.ts';
import { useReportWords } from './words.ts';

export type Behind = InferOutput<typeof behindAnswer>;
/** Whose figures: an empty word asks for all. */
export type Part = Partial<Record<Exclude<ReportBy, 'day'>, string>>;
export type Query = { from: string; to: string } & Part;

const asked = (given: Record<string, string>) => new URLSearchParams(given).toString();

/** The calls of the reports. Refusals are answered; only a dead network throws. */
export const reportsNet = {
  report: (query: Query, by: ReportBy) => staffCall<Report>('GET', `reports?${asked({ ...query, by })}`),
  behind: (query: Query, figure: FigureName, after: string | null) =>
    staffCall<Behind>('GET', `reports/encounters?${asked({ ...query, figure, ...(after === null ? {} : { after }) })}`),
  exportAddress: (query: Query, by: ReportBy, format: 'csv' | 'xlsx', language: 'zh' | 'en') =>
    `/staff/v1/reports/export?${asked({ ...query, by, format, language })}`,
};

/** Sends a call of the reports, with its words for what comes to nothing. */
export function send<Value>(call: Promise<Result<Value>>): Promise<{ value: Value } | { why: string }> {
  const { refusal, r } = useReportWords();
  return sendIn({ refusal, offline: () => r('offline') }, call);
}
