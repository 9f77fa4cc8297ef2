/** WeChat's one-time templates people can be asked for: the accounts' own, and those the reminders name besides. Pure. */
import type { Reminder } from '../../../shared/reminders/template.ts';
import type { Account } from '../../channels/account.ts';
import type { Template } from '../own/remind.ts';

/** A template the reminders name goes out from the first mini-program; its values stand with each reminder. */
export function templatesOf(accounts: readonly Account[], reminders: readonly Reminder[]): Template[] {
  const minis = accounts.filter((one) => one.channel === 'miniprogram');
  const own = minis.flatMap((one) => (one.templates ?? []).map((template) => ({ ...template, account: one.id })));
  const found = new Map(own.map((one): [string, Template] => [one.id, one]));
  const account = minis[0]?.id;
  for (const { on, wechat, kind, zh } of reminders) {
    if (!on || wechat === null || account === undefined || found.has(wechat.template)) continue;
    found.set(wechat.template, { id: wechat.template, kind, title: zh, account, values: wechat.values });
  }
  return [...found.values()];
}
