import { speaker } from '../../../client/words.ts';
import { useDeskWords } from '../desk/words.ts';
import { alertWords } from './locale/alerts.ts';
import { campaignPageWords } from './locale/campaigns.ts';
import { deskPageWords } from './locale/desk.ts';
import { formWords } from './locale/form.ts';
import { hoursWords } from './locale/hours.ts';
import { keyWords } from './locale/keys.ts';
import { pageNames, partNames } from './locale/pages.ts';
import { peoplePageWords } from './locale/people.ts';
import { placeNames } from './locale/places.ts';
import { privacyPageWords } from './locale/privacy.ts';
import { profilePageWords } from './locale/profile.ts';
import { purchaseWords } from './locale/purchases.ts';
import { qualityPageWords } from './locale/quality.ts';
import { reminderWords } from './locale/reminders.ts';
import { siteWords } from './locale/sites.ts';
import { staffPageWords } from './locale/staff.ts';
import { talkWords } from './locale/talk.ts';
import { targetWords } from './locale/targets.ts';
import { telephoneWords } from './locale/telephone.ts';
import { webhookWords } from './locale/webhook.ts';

const all = [
  ...[formWords, deskPageWords, hoursWords, peoplePageWords, privacyPageWords, profilePageWords],
  ...[qualityPageWords, talkWords, webhookWords, keyWords, telephoneWords, siteWords],
  ...[staffPageWords, reminderWords, campaignPageWords, purchaseWords, targetWords, alertWords],
] as const;
/** The name of one sentence of the settings. */
export type SettingsKey = keyof ((typeof formWords)['zh'] &
  (typeof deskPageWords)['zh'] &
  (typeof hoursWords)['zh'] &
  (typeof peoplePageWords)['zh'] &
  (typeof privacyPageWords)['zh'] &
  (typeof profilePageWords)['zh'] &
  (typeof qualityPageWords)['zh'] &
  (typeof talkWords)['zh'] &
  (typeof webhookWords)['zh'] &
  (typeof keyWords)['zh'] &
  (typeof telephoneWords)['zh'] &
  (typeof siteWords)['zh'] &
  (typeof staffPageWords)['zh'] &
  (typeof reminderWords)['zh'] &
  (typeof campaignPageWords)['zh'] &
  (typeof purchaseWords)['zh'] &
  (typeof targetWords)['zh'] &
  (typeof alertWords)['zh']);
const pages = {
  zh: Object.assign({}, ...all.map((page) => page.zh)) as Record<SettingsKey, string>,
  en: Object.assign({}, ...all.map((page) => page.en)) as Record<SettingsKey, string>,
};

const shared = useDeskWords();
const s = speaker<SettingsKey>(pages, () => shared.language.value);
/** A page's name and what it is for. */
const page = (name: string): readonly [string, string] => pageNames[name]?.[shared.language.value] ?? [name, ''];
const part = speaker(partNames, () => shared.language.value);
/** A place in a document, in words where it has them. */
const place = (path: readonly string[]): string =>
  path.map((step) => placeNames[shared.language.value][step] ?? step).join(' › ');
const words = { ...shared, s, page, part, place };

/** The desk's words, and by `s` those of the settings. */
export function useSettingsWords(): typeof words {
  return words;
}
