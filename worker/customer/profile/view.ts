/** The profile as staff and the person themselves see it now. Reads only. */
import { figuresOf } from '../../../shared/profile/figures.ts';
import { isOff, statedOf, type Profile } from '../../../shared/profile/fold.ts';
import { tagsOf, type Known } from '../../../shared/profile/match.ts';
import { traitsOf } from '../../../shared/profile/traits.ts';
import { statable, type ProfileView } from '../../../shared/profile/view.ts';
import { sensitive } from '../../../shared/profile/fact.ts';
import { readingOf } from '../../../shared/settings/profile.ts';
import { channelNames, hourNames, languageNames, traitWords } from '../../../shared/profile/words.ts';
import { levelOf } from '../person/card.ts';
import { UNASKED, unaskedName } from '../reminders/reason.ts';
import type { Turn } from '../turn.ts';

/** A phone's own sheet shows six things, and one of them takes the word back. */
const MOST_OPTIONS = 5;

/** What rules look at. */
export const knownOf = (turn: Turn): Known => ({
  profile: turn.profile.read(),
  level: levelOf(turn),
  tags: turn.card.read().tags,
});

export function profileView(turn: Turn): ProfileView {
  const { profile: settings } = turn.around.settings;
  const known = knownOf(turn);
  const { profile } = known;
  const off = !settings.on || isOff(profile, 'all');
  const reading = readingOf(settings);
  const traits: Record<string, { zh: string; en: string }> = traitWords;
  const named = (of: string) =>
    of === UNASKED
      ? unaskedName
      : (traits[of.replace('trait:', '')] ?? settings.rules.find(({ id }) => of === `rule:${id}`));
  return {
    gathers: settings.on,
    off,
    tags: off ? [] : tagsOf(settings.rules, known, turn.now, reading),
    traits: off ? [] : traitsOf(profile, reading.name, turn.now),
    figures: off ? null : figuresOf(profile, turn.now, settings.scale),
    choices: Object.entries(profile.choices).flatMap(([of, { on, says, at }]) => {
      const rule = named(of);
      return says === 'consent' ? [] : [{ of, on, says, at, ...(rule ? { name: { zh: rule.zh, en: rule.en } } : {}) }];
    }),
    stated: off ? [] : statedIn(turn, profile),
    consents: sensitive.map((of) => ({ of, given: profile.choices[`consent:${of}`]?.on === true })),
  };
}

/** What they may say of themselves, and what they said; of channels those they can be met on. */
const statedIn = (turn: Turn, profile: Profile): ProfileView['stated'] => {
  const met = new Set<string>(turn.line.endpoints().map(({ channel }) => channel));
  return statable.map((of) => {
    const is = statedOf(profile, of);
    const options = Object.entries(optionsOf[of]).map(([each, { zh, en }]) => ({ is: each, name: { zh, en } }));
    const mayBe = options.filter((one) => of !== 'trait:channel' || met.has(one.is) || one.is === is);
    return { of, name: traitWords[traitIn[of]], is, options: mayBe.slice(0, MOST_OPTIONS) };
  });
};

const traitIn = { 'trait:channel': 'channel', 'trait:hours': 'hours', 'trait:language': 'language' } as const;
const optionsOf = { 'trait:channel': channelNames, 'trait:hours': hourNames, 'trait:language': languageNames };

/** Whether a rule puts them into the VIP lane now. */
export function inVipLane(turn: Turn): boolean {
  const { profile: settings } = turn.around.settings;
  const rules = settings.on ? settings.rules.filter(({ lane }) => lane === 'vip') : [];
  return rules.length > 0 && tagsOf(rules, knownOf(turn), turn.now, readingOf(settings)).length > 0;
}
