/** What bars a campaign from being let go, in plain words. Pure. */
import type { Draft } from '../../shared/campaign/campaign.ts';
import type { AllSettings } from '../../shared/settings.ts';
import type { Account } from '../channels/account.ts';
import { beginsAt, neverAwake, NIGHT } from '../outreach/schedule.ts';

type Words = { zh: string; en: string };

/** In the order in which they are to be mended; empty: nothing bars it. */
export function faultsOf(
  draft: Draft,
  { profile, campaigns }: Pick<AllSettings, 'profile' | 'campaigns'>,
  accounts: readonly Account[],
  now: number,
): Words[] {
  const faults: Words[] = [];
  const rule = profile.rules.find(({ id }) => id === draft.rule);
  if (!rule) faults.push({ zh: '人群规则不存在', en: 'There is no such rule.' });
  else if (!rule.on) faults.push({ zh: '人群规则没有启用', en: 'The rule is off.' });
  for (const { id, zh, en } of draft.arms) {
    if ([zh.title, zh.text, en.title, en.text].some((text) => /[{}]/u.test(text)))
      faults.push({
        zh: `版本 ${id} 的文案里有花括号：优惠没有变量，会原样发出`,
        en: `Version ${id} has braces in its words: offers have no variables.`,
      });
  }
  if (draft.channels.includes('sms')) {
    const ids = new Set(campaigns.templates.map(({ id }) => id));
    const senders = new Set(accounts.filter(({ channel }) => channel === 'sms').map(({ id }) => id));
    for (const { id, sms } of draft.arms) {
      if (sms === null || !ids.has(sms)) {
        faults.push({ zh: `版本 ${id} 的短信模板不存在`, en: `Version ${id} names no SMS template there is.` });
      }
    }
    if (senders.size === 0) faults.push({ zh: '没有短信账号', en: 'There is no SMS account.' });
  }
  if (draft.channels.includes('miniprogram')) {
    const has = accounts.some(
      (one) => one.channel === 'miniprogram' && (one.templates ?? []).some(({ kind }) => kind === 'offer'),
    );
    if (!has) {
      faults.push({ zh: '小程序没有营销类订阅模板', en: 'The mini-program has no subscription template for offers.' });
    }
  }
  const begins = beginsAt(draft, now);
  if (begins === null) faults.push({ zh: '节日超出了农历表', en: 'The almanac ends before that festival.' });
  else if (begins + draft.hours * 3_600_000 < now) faults.push({ zh: '开始的日期已经过去', en: 'Its day is over.' });
  else if (neverAwake(draft, Math.max(begins, now), campaigns.hours)) faults.push(NIGHT);
  return faults;
}
