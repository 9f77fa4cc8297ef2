import { shallowRef } from 'vue';
import type { CardAct, CardView, PersonAnswer } from '../../../../shared/person.ts';
import type { PeopleSettings } from '../../../../shared/settings/people.ts';
import type { Result } from '../../../../shared/refusal.ts';
import { staffCall } from '../staff/net.ts';
import { say } from '../ui/toast.ts';
import { usePanelWords } from './words.ts';

const at = (customer: string) => `line/${encodeURIComponent(customer)}/person`;

/** The card and what is known of a person. Refusals are answered; only a dead network throws. */
export const personNet = {
  read: (customer: string) => staffCall<Omit<PersonAnswer, 'ok'>>('GET', at(customer)),
  act: (customer: string, revision: number, act: CardAct) =>
    staffCall<{ card: CardView; value?: string }>('POST', at(customer), { revision, act }),
};

const settings = shallowRef<PeopleSettings | null>(null);
let askedAt = 0;
const FRESH_MS = 60_000;

/** What leads configured for cards, once it was read. */
export const peopleSettings = settings;

/** Reads it; what leads changed is seen after a minute. */
export async function loadPeople(): Promise<void> {
  if (Date.now() - askedAt < FRESH_MS) return;
  askedAt = Date.now();
  try {
    const answer = await staffCall<{ value: PeopleSettings }>('GET', 'settings/people');
    if (answer.ok) settings.value = answer.value;
    else askedAt = 0;
  } catch {
    askedAt = 0;
  }
}

/** Does something with the card and says what went wrong; null: it was refused or never arrived. */
export async function doCard(
  customer: string,
  revision: number,
  act: CardAct,
): Promise<{ card: CardView; value?: string } | null> {
  const words = usePanelWords();
  let answer: Result<{ card: CardView; value?: string }>;
  try {
    answer = await personNet.act(customer, revision, act);
  } catch {
    say(words.p('unreachable'), 'bad');
    return null;
  }
  if (answer.ok) return answer;
  say(words.refusal(answer.code, answer.detail), 'bad');
  return null;
}
