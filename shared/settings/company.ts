/** What the company calls itself where people read it. */
import * as v from 'valibot';

export const company = v.strictObject({
  name: v.pipe(v.string(), v.trim(), v.maxLength(40)),
  /** Whom customers may write or call beside the line; empty: nobody else. */
  contact: v.pipe(v.string(), v.trim(), v.maxLength(120)),
});

export const emptyCompany: v.InferOutput<typeof company> = { name: '', contact: '' };

export const demoCompany: v.InferOutput<typeof company> = { name: '一线商城', contact: '95000 转 1（演示）' };
