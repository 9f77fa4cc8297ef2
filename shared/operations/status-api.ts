/** GET /status.json — 服务状态 as data, for whoever asks. Moments in unix milliseconds; `days` are those of China, the last one today. */
import * as v from 'valibot';
import { channelName } from '../message.ts';
import { incidentStates } from './incident.ts';
import { conditions, STATUS_DAYS, troubles } from './status.ts';

const component = v.union([channelName, v.picklist(['robot', 'people'])]);
const condition = v.picklist([...conditions, 'unknown']);

export const statusAnswer = v.object({
  ok: v.literal(true),
  condition,
  at: v.number(),
  components: v.array(
    v.object({
      component,
      condition,
      days: v.pipe(v.array(condition), v.length(STATUS_DAYS)),
      troubledDays: v.number(),
    }),
  ),
  notices: v.array(
    v.object({
      component: v.nullable(component),
      zh: v.string(),
      en: v.string(),
      since: v.number(),
      until: v.number(),
    }),
  ),
  incidents: v.array(
    v.object({
      ...{ from: v.number(), to: v.nullable(v.number()), state: v.picklist(incidentStates) },
      ...{ components: v.array(component), troubles: v.array(v.picklist(troubles)) },
    }),
  ),
});
