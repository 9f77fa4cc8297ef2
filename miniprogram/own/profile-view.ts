/** 关于我的标签: the profile as its page shows it. */
import type { ProfileView } from '../../shared/profile/view.ts';
import { sensitiveNames } from '../../shared/profile/sensitive-names.ts';
import type { Language } from '../../web/client/words.ts';
import { sayIn } from '../words.ts';

export type ShownThing = { of: string; title: string; until: string; why: { key: string; text: string }[] };
export type ShownProfile = {
  gathers: boolean;
  off: boolean;
  tags: ShownThing[];
  traits: ShownThing[];
  stated: { of: string; title: string; value: string; own: boolean; options: { is: string; label: string }[] }[];
  hidden: { of: string; title: string }[];
  consents: { of: string; title: string; on: boolean }[];
};

export function profileShown(given: ProfileView, language: Language): ShownProfile {
  const say = sayIn(language);
  const until = (at: number | null) => (at === null ? '' : say('profileUntil', { day: dayOf(at) }));
  const reasons = (all: readonly { zh: string; en: string }[]) =>
    all.map((one) => ({ key: one.zh, text: one[language] }));
  return {
    ...{ gathers: given.gathers, off: given.off },
    tags: given.tags.map((one) => ({
      ...{ of: `rule:${one.id}`, title: one.name[language], until: until(one.until), why: reasons(one.plain) },
    })),
    traits: given.traits.map((one) => ({
      of: `trait:${one.id}`,
      title: `${one.name[language]}${language === 'zh' ? '：' : ': '}${one.value[language]}`,
      ...{ until: until(one.until), why: reasons([one.plain]) },
    })),
    stated: (given.stated ?? []).map(({ of, name, is, options }) => ({
      ...{ of, title: name[language], own: is !== null },
      value: options.find((one) => one.is === is)?.name[language] ?? say('profileByItself'),
      options: options.map((one) => ({ is: one.is, label: one.name[language] })),
    })),
    hidden: given.choices.flatMap(({ of, on, name }) =>
      on || of === 'all'
        ? []
        : [{ of, title: name ? name[language] : say('profileOther', { id: of.slice(of.indexOf(':') + 1) }) }],
    ),
    consents: given.consents.map(({ of, given: on }) => ({
      ...{ of: `consent:${of}`, title: sensitiveNames[of][language], on },
    })),
  };
}

const dayOf = (at: number): string => new Date(at + 8 * 3_600_000).toISOString().slice(0, 10);
