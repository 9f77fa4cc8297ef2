/** What the company's own system tells was bought. Runs inside one transaction. */
import { agreedTo, isOff } from '../../../shared/profile/fold.ts';
import { outOfTime, type Purchase, type PurchasesKept } from '../../../shared/profile/view.ts';
import type { Turn } from '../turn.ts';
import { classIn, gather } from './gather.ts';

/** Each once under its key; told again with other words it is corrected. */
export function bought(turn: Turn, purchases: readonly Purchase[]): Omit<PurchasesKept, 'ok'> {
  const left: PurchasesKept['left'] = [];
  for (const one of purchases) {
    const why = leftOut(turn, one);
    if (why === null) keepOne(turn, one);
    else left.push({ key: one.key, why });
  }
  return { kept: purchases.length - left.length, left };
}

function keepOne(turn: Turn, { key, category, amount, at }: Purchase): void {
  const fact = { kind: 'purchase' as const, category, amount, ...classIn(turn, category) };
  gather(turn, { key: `purchase:${key}`, at, fact });
}

function leftOut(turn: Turn, { category, at }: Purchase): PurchasesKept['left'][number]['why'] | null {
  const profile = turn.profile.read();
  if (!turn.around.settings.profile.on || isOff(profile, 'all')) return 'off';
  const out = outOfTime(at, turn.now);
  if (out) return out;
  const class_ = classIn(turn, category).class;
  return class_ && !agreedTo(profile, class_) ? 'needs-consent' : null;
}
