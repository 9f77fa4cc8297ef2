/** The numbers people ring, as their settings page shows them: what their providers are to be told, and whether they were heard lately. */
import type { Telephones } from '../../shared/settings/telephone.ts';
import type { Account, PhoneAccount } from '../channels/account.ts';
import { hookPath } from '../channels/registry.ts';
import { configOf } from '../config.ts';
import { faultLine, freshNumber, log } from '../log.ts';
import { answered, refused } from './answers.ts';
import { admitted, type Asked } from './door.ts';

/** A busy account is noted so often by an isolate, at most. */
const NOTE_EVERY_MS = 60_000;
const noted = new Map<string, number>();

/** Something genuine came by an account's hook: noted beside the answer, which waits for nothing. */
export function noteHeard(context: Asked, { id }: Account, now: number): void {
  const age = now - (noted.get(id) ?? -Infinity);
  if (age < NOTE_EVERY_MS && age >= 0) return;
  noted.set(id, now);
  const noting = context.env.PROVIDER.getByName(id).heard(id, now);
  context.executionCtx.waitUntil(
    noting.catch((fault: unknown) => log(faultLine(context.get('trace'), freshNumber(), 'hook', fault))),
  );
}

/** Every telephone account with its hooks' addresses and when it was heard. */
export async function read(context: Asked): Promise<Response> {
  const who = await admitted(context, 'edit-settings');
  if (!who.ok) return refused(who);
  const { accounts, publicUrl } = configOf(context.env);
  const phones = accounts.filter((one): one is PhoneAccount => one.channel === 'phone');
  const shown = phones.map(async (account): Promise<Telephones['accounts'][number]> => {
    const { id, name, provider, number } = account;
    const heardAt = await context.env.PROVIDER.getByName(id).heardAt(id);
    return { id, name, provider, number, hooks: hooksOf(account, publicUrl), heardAt };
  });
  return answered({ ok: true, accounts: await Promise.all(shown) });
}

/** The secret word of a call centre's address is written by whoever knows it, never shown. */
function hooksOf(account: PhoneAccount, publicUrl: string): Telephones['accounts'][number]['hooks'] {
  const url = `${publicUrl}${hookPath(account) ?? ''}`;
  if (account.provider !== 'twilio') return [{ use: 'push', url: `${url}?key=KEY`, keyed: true }];
  return [
    { use: 'call', url, keyed: false },
    { use: 'status', url: `${url}?on=status`, keyed: false },
  ];
}
