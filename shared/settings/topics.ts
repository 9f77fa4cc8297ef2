/** 咨询热点: what a minute of an agent costs, so that topics can be told in money. */
import * as v from 'valibot';

export const topics = v.strictObject({
  /** 元; 0: nobody said, only time is told. */
  minuteCost: v.pipe(v.number(), v.minValue(0), v.maxValue(1000)),
});
export const usualTopics: v.InferOutput<typeof topics> = { minuteCost: 0 };
