/** What is asked of a customer's actor about the person's own affairs: notices, their data. */
import type { Address, Viewer } from './actors.ts';
import type { Erased, ErasurePlan } from './erasure.ts';
import type { NoticeRequest, NoticeView } from './notice.ts';
import type { Entry, Language } from './knowledge.ts';
import type { ChannelName } from './message.ts';
import type { Completion, FoundMessage, Guess } from './own-api.ts';
import type { OwnData, OwnPart } from './own-data.ts';
import type { PrivacyStanding } from './privacy.ts';
import type { ProfileSaid, ProfileView } from './profile/view.ts';
import type { AskingForm, AskingGiven } from './site-api.ts';
import type { Result } from './refusal.ts';

export type OwnOrder =
  /** A page of notices, newest first, before one or from the newest. */
  | { order: 'notices'; viewer: Viewer; before: string | null }
  /** The company has news for its user; under its key once. `of`: the person it means, whose line may be another by now. */
  | { order: 'notify'; notice: Omit<NoticeRequest, 'user'>; of?: string }
  /** A question they asked in vain is answered by what was published now; under its key once. */
  | { order: 'answered'; key: string; entry: Entry; question: string; language: Language }
  /** A part of everything kept of the person (查阅、复制): `null` begins, each answer names the next. */
  | { order: 'data'; viewer: Viewer; part: OwnPart | null }
  /** Words looked for in everything said, newest first, before a revision or from the newest. */
  | { order: 'search'; viewer: Viewer; words: string; before: number | null }
  /** What they may want to ask as the line opens, in the language of the screen. */
  | { order: 'guess'; viewer: Viewer; language: Language }
  /** What may be meant by what is being typed; nothing of it is kept. */
  | { order: 'complete'; viewer: Viewer; words: string; language: Language }
  /** What they are asked before the first word (询前表单); or what they answer. */
  | { order: 'asking'; viewer: Viewer; language: Language }
  | { order: 'answer'; viewer: Viewer; given: AskingGiven }
  /** How the privacy notice stands with them, after what they say to a version, if anything. */
  | { order: 'privacy'; viewer: Viewer; said: { version: string; given: boolean } | null }
  /** What is known of them and why, after what they say to it, if anything. */
  | { order: 'profile'; viewer: Viewer; said: ProfileSaid | null }
  /** Where they were, when last, and their numbers: for the question whether somebody else is them. Never leaves unmasked. */
  | { order: 'met' }
  /** One of their numbers was proven by somebody else at that time: nothing of theirs goes there any more. */
  | { order: 'moved'; number: string; at: number }
  /** They were part of more merges in a day than one may be: told to whoever asked for it. `at`: since when. */
  | { order: 'frozen'; other: string; at: number }
  /** An address just proven to be the person's; `vouched`: by the company's word alone, which renews no lease. */
  | { order: 'link'; viewer: Viewer; address: Address; vouched?: true }
  /** They give one up: nothing is sent there any more. Answers it in full, so that identity can forget it. */
  | { order: 'unlink'; viewer: Viewer; endpoint: string }
  /** What erasing would take, and the word that confirms it. */
  | { order: 'erasure-plan'; viewer: Viewer }
  /** Everything goes; asked again with the same word it is the same act. */
  | { order: 'erase'; viewer: Viewer; confirmation: string };

export type Met = {
  /** Whose line it is by now. */
  line: string;
  channels: ChannelName[];
  at: number | null;
  numbers: string[];
  /** What the customer said there, the first and the last of it, and when last (ms). */
  said: string[];
  spokenAt: number | null;
};

/** What they said of themselves and nobody proved. */
export type Told = { phone?: string; email?: string; order?: string };

export type OwnOutcome =
  | { notices: NoticeView[]; unread: number; more: boolean }
  | { notice: string; known: boolean }
  | { answered: boolean }
  | { data: OwnData; next: OwnPart | null }
  | { endpoint: string }
  | { found: FoundMessage[]; before: number | null }
  | { guesses: Guess[] }
  | { completions: Completion[] }
  | { form: AskingForm | null }
  | { told: Told }
  | { standing: PrivacyStanding }
  | { profile: ProfileView }
  | { address: Address }
  | { met: Met }
  | { plan: ErasurePlan }
  | { erased: Erased };

export interface OwnCalls {
  own(order: OwnOrder): Promise<Result<OwnOutcome>>;
}
