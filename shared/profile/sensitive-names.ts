/** What the sensitive kinds are called; apart from how they are known, so that screens carry the names alone. */
import type { Sensitive } from './fact.ts';

export const sensitiveNames: Record<Sensitive, { zh: string; en: string }> = {
  health: { zh: '健康', en: 'health' },
  finance: { zh: '金融', en: 'finance' },
  minors: { zh: '未成年人', en: 'minors' },
  location: { zh: '行踪与位置', en: 'whereabouts' },
};
