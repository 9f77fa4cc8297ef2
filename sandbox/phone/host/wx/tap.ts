import { Refusal } from './api.ts';

/** WeChat answers some calls only while a finger has just tapped. */
const TAP_MS = 100;

let tappedAt = Number.NEGATIVE_INFINITY;
for (const name of ['click', 'touchend', 'keydown'])
  document.addEventListener(name, () => (tappedAt = performance.now()), { capture: true, passive: true });

/** Refuses in WeChat's words what no tap has asked for. */
export function byTap(): void {
  if (performance.now() - tappedAt > TAP_MS) throw new Refusal('can only be invoked by user TAP gesture.');
}
