import { speaker } from '../../../client/words.ts';
import {
  checks,
  isCheckName,
  ofKey,
  subjectNamed,
  worthSaying,
  type CheckName,
} from '../../../../shared/operations/check.ts';
import type { Operations } from '../../../../shared/operations/api.ts';
import type { Entry, IncidentState } from '../../../../shared/operations/incident.ts';
import { checkWords, stateWords, switchWords } from '../../../../shared/operations/words.ts';
import { switchNames, type SwitchName } from '../../../../shared/settings/switches.ts';
import { useWords } from '../locale/locale.ts';
import { operationsWords } from './locale/words.ts';

type Accounts = Operations['accounts'];
const shared = useWords();
const language = () => shared.language.value;
const o = speaker(operationsWords, language);
const rounded = (n: number, digits = 1) => Math.round(n * 10 ** digits) / 10 ** digits;

/** A length of time, short. */
function length(ms: number): string {
  if (ms < 1_000) return o('unit.ms', { n: Math.round(ms) });
  return ms < 120_000 ? o('unit.s', { n: rounded(ms / 1_000) }) : o('unit.min', { n: rounded(ms / 60_000) });
}

function reading(name: CheckName, value: number): string {
  switch (checks[name].unit) {
    case 'ms':
      return length(value);
    case 'share':
      return `${rounded(value * 100)}%`;
    case 'times':
      return o('unit.times', { n: rounded(value) });
    case 'count':
      return String(rounded(value));
  }
}

/** An account by the name the company gave it; anything else by its own. */
const subjectOf = (accounts: Accounts, subject: string): string =>
  accounts.find(({ id }) => id === subject)?.name ?? subject;
const subjectIn = (accounts: Accounts, of: { check: CheckName; subject: string }): string =>
  subjectOf(accounts, subjectNamed(of));

/** An alarm's key in words. */
function keyed(accounts: Accounts, key: string): string {
  if (!isCheckName(key.split(':')[0] ?? '')) return key;
  const { check, subject } = ofKey(key);
  const name = checkWords[check][language()];
  return subject === '' ? name : `${name} · ${subjectIn(accounts, { check, subject })}`;
}

/** What an incident is about, as its title. */
const titled = (accounts: Accounts, alarms: readonly { key: string }[]): string =>
  worthSaying(alarms.map(({ key }) => key))
    .map((key) => keyed(accounts, key))
    .join(o('comma'));

const switchName = (accounts: Accounts, what: SwitchName, account: string): string =>
  account === '' ? switchWords[what][language()] : `${switchWords[what][language()]} · ${subjectOf(accounts, account)}`;

const isSwitch = (name: string): name is SwitchName => switchNames.some((one) => one === name);

/** A switch's line of the timeline: `off channel wechat: why`. */
function switched(accounts: Accounts, word: string): string {
  const [, turned, what = '', account = '', why = ''] = /^(off|on) (\w+) ?([^:]*): ([\s\S]*)$/u.exec(word) ?? [];
  if (!isSwitch(what)) return word;
  return `${switchName(accounts, what, account)} ${o(turned === 'on' ? 'on' : 'off')} · ${why}`;
}

/** One line of the timeline: what happened, and what was said of it. */
function told(accounts: Accounts, { kind, word }: Entry): { what: string; said: string } {
  switch (kind) {
    case 'opened':
    case 'alarm':
    case 'cleared':
      return { what: o(`kind.${kind}`, { word: keyed(accounts, word) }), said: '' };
    case 'called':
      return { what: o('kind.called', { word: Number(word) + 1 }), said: '' };
    case 'delivered':
    case 'undelivered':
      return { what: o(`kind.${kind}`, { word: word === 'nobody' ? o('nobodyNamed') : word }), said: '' };
    case 'reopened':
      return { what: o('kind.reopened'), said: word.includes(':') ? keyed(accounts, word) : word };
    case 'switch':
      return { what: o('kind.switch'), said: switched(accounts, word) };
    case 'notice':
      return { what: o('kind.notice'), said: word === '' ? o('noticeBack') : word };
    default:
      return { what: o(`kind.${kind}`), said: word };
  }
}

const tones = { open: 'red', acknowledged: 'orange', mitigated: 'brand', resolved: 'green' } as const;

const words = {
  ...shared,
  ...{ o, length, reading, subjectIn, keyed, titled, switchName, told },
  check: (name: CheckName) => checkWords[name][language()],
  stateName: (state: IncidentState) => stateWords[state][language()],
  toneOf: (state: IncidentState) => tones[state],
};

/** The dashboard's words, by `o` those of 运行, and how checks, alarms and switches are told. */
export function useOperationsWords(): typeof words {
  return words;
}
