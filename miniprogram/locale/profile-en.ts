/** The same in English. */
import type { zhProfile } from './profile-zh.ts';

export const enProfile: Record<keyof typeof zhProfile, string> = {
  profile: 'About my tags',
  profileLead: 'They come from your dealings with us and help us help you sooner. They change no price.',
  profileTags: 'Tags',
  profileTraits: 'What we learnt',
  profileNone: 'There are no tags about you yet.',
  profileWhy: 'Why',
  profileWrong: 'Not true',
  profileStop: 'Not wanted',
  profileHidden: 'Switched off by you',
  profileBack: 'Back',
  profileOff: 'Switch off',
  profileOffMore: 'What was gathered is deleted, and nothing more is gathered. You may ask us anything as before.',
  profileIsOff: 'Your profile is off',
  profileIsOffMore: 'Nothing is gathered, and no tags are given. You may ask us anything as before.',
  profileOn: 'Switch on again',
  profileCompanyOff: 'We keep no profiles at present.',
  profileSure: 'Switch your profile off?',
  profileUntil: 'until {day}',
  profileConsents: 'Sensitive information',
  profileConsentsMore: 'It is neither gathered nor used for tags unless you switch it on.',
  profileFailed: 'It can’t be read now; is there a network?',
  profileDone: 'Noted: you won’t be tagged so again',
  profileOther: 'Tag {id}',
};
