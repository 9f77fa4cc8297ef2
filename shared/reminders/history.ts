/** What somebody was told of their own matters (提醒), why, by which ways, and why not: beside the conversation, and in what is given to them whole. */
import * as v from 'valibot';
import { channelName } from '../message.ts';
import { serviceKind } from '../notice.ts';

const words = v.object({ zh: v.string(), en: v.string() });

/**
 * One piece of news. `at`: unix ms. `because`: the plain reason, none where it is of their own matter and needs no other. `tries`: what called them, beside their
 * own screens, oldest first. `none`: why nothing calls them; null where something did, or still may. `read`: when, unix ms.
 */
export const reminderSent = v.object({
  id: v.string(),
  at: v.number(),
  /** Null: nothing was said of it. */
  kind: v.nullable(serviceKind),
  title: words,
  because: v.nullable(words),
  tries: v.array(
    v.object({
      way: v.picklist(['platform', 'push', 'subscription', 'sms', 'callback']),
      channel: v.nullable(channelName),
      at: v.number(),
      fate: v.picklist(['going', 'sent', 'delivered', 'unknown', 'failed']),
    }),
  ),
  none: v.nullable(words),
  read: v.nullable(v.number()),
});
export type ReminderSent = v.InferOutput<typeof reminderSent>;

/** Why what the company told became no notice. */
export const untoldReasons = ['off', 'same', 'past', 'older'] as const;
export const untold = v.picklist(untoldReasons);
export type Untold = v.InferOutput<typeof untold>;
/** Why a notice calls nobody, beside what the planner says. */
export type Silent = 'listed' | 'advertises' | 'outdated' | 'past';

export const untoldWords: Record<Untold | Silent, { zh: string; en: string }> = {
  off: { zh: '这种提醒已停用', en: 'reminders of this kind are switched off' },
  same: { zh: '和之前说的一样', en: 'nothing had changed' },
  past: { zh: '时间已过', en: 'its moment was over' },
  older: { zh: '已有更新的消息', en: 'something newer was known' },
  listed: {
    zh: '没有问过，也没有选择主动告知：只列在通知里',
    en: 'they neither asked nor chose to be told: it stands among their notices alone',
  },
  advertises: { zh: '内容像广告：只列在通知里', en: 'its words advertise: it stands among their notices alone' },
  outdated: { zh: '后来又有变动，以新的为准', en: 'it changed since, and the newer one counts' },
};
