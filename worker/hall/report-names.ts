/** What the rows of a report are called, by the settings as they hold now. */
import { reasonNames } from '../../shared/handover-words.ts';
import type { ReportBy } from '../../shared/ledger.ts';
import { leaves, type ClosingSettings } from '../../shared/settings/closing.ts';
import type { DeskSettings } from '../../shared/settings/desk.ts';

type Named = { zh: string; en: string };
type Settings = { desk: Pick<DeskSettings, 'groups' | 'levels'>; closing: Pick<ClosingSettings, 'categories'> };

const chosen = (found: Named | undefined, name: string): Named =>
  found ? { zh: found.zh, en: found.en } : { zh: name, en: name };

/** A row's names; what nobody names any more keeps the name of its facts, or its id. */
export function rowNames(by: ReportBy, id: string, name: string, { desk, closing }: Settings): Named {
  const known = name || id;
  switch (by) {
    case 'group':
      return chosen(
        desk.groups.find((one) => one.id === id),
        known,
      );
    case 'topic':
      return chosen(
        leaves(closing.categories).find((one) => one.id === id),
        known,
      );
    case 'reason':
      return reasonNames(id);
    case 'hour':
      return { zh: `${id}:00`, en: `${id}:00` };
    case 'tier': {
      const levels = desk.levels.filter(({ tier }) => tier > 0 && String(tier) === id).map(({ level }) => level);
      return levels.length > 0 ? { zh: levels.join(' / '), en: levels.join(' / ') } : { zh: id, en: id };
    }
    case 'day':
    case 'agent':
    case 'channel':
    case 'site':
      return { zh: known, en: known };
  }
}
