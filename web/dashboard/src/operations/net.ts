import type { InferInput, InferOutput } from 'valibot';
import type { incidentAnswer, incidentRequest, Operations } from '../../../../shared/operations/api.ts';
import type { Result } from '../../../../shared/refusal.ts';
import type { noticeAnswer, noticeRequest } from '../../../../shared/settings/notices.ts';
import type { switchAnswer, switchRequest, Switches } from '../../../../shared/settings/switches.ts';
import { staffCall } from '../staff/net.ts';
import { sendIn } from '../staff/send.ts';
import { useOperationsWords } from './words.ts';

export type IncidentView = InferOutput<typeof incidentAnswer>['incident'];
export type Wish = InferInput<typeof switchRequest>;
const at = (id: string) => `operations/incidents/${encodeURIComponent(id)}`;

/** The calls of 运行. */
export const operationsNet = {
  standing: () => staffCall<Operations>('GET', 'operations'),
  incident: (id: string) => staffCall<{ incident: IncidentView }>('GET', at(id)),
  act: (id: string, given: InferInput<typeof incidentRequest>) =>
    staffCall<{ incident: IncidentView }>('POST', at(id), given),
  notice: (id: string, given: InferInput<typeof noticeRequest>) =>
    staffCall<InferOutput<typeof noticeAnswer>>('POST', `${at(id)}/notice`, given),
  turn: (wish: Wish) => staffCall<InferOutput<typeof switchAnswer>>('POST', 'operations/switches', wish),
  switches: () => staffCall<{ value: Switches }>('GET', 'settings/switches'),
};

/** Sends a call of this page, with its words for what comes to nothing. */
export function send<Value>(call: Promise<Result<Value>>): Promise<{ value: Value } | { why: string }> {
  const { refusal, o } = useOperationsWords();
  return sendIn({ refusal, offline: () => o('offline') }, call);
}
