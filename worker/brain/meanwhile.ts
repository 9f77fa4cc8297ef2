/** While the customer waits for a person: what the robot may say in between, by their own yes (5.2.3). Pure. */
import { TEXT_LIMIT, type Body } from '../../shared/message.ts';
import { mayHear, sayEntry, sureEntry } from './answer.ts';
import { answerToMeanwhile, asksForRobot, inBetween, offerMeanwhile, readyMeanwhile } from './consent.ts';
import { courtesyIn, saysNo, saysYes } from './courtesy.ts';
import { questionOf, type Entry, type Snapshot } from './entry.ts';
import { asksForHuman, refusesRobot } from './human.ts';
import { anybody, type Asker, type Mind, type Moment, type Thought } from './mind.ts';
import { holdsSecret, soundsDangerous, touchesSecurity } from './signals.ts';
import { languageOf } from './words.ts';

/** The robot's leave in one waiting: the customer was asked, said yes or no. `entry` was offered, `latest` is what they asked since. */
export type Meanwhile = { word: 'asked' | 'yes' | 'no'; standing?: boolean; entry?: string; latest?: string };

/** What the robot is told of the waiting; `mayOffer`: the customer has refused no robot in this encounter. */
export type Waiting = { mind: Mind; body: Body; now: number; asker?: Asker; mayOffer: boolean };

/** The waiting is over: the next one asks anew. */
export function afterWaiting({ meanwhile: _, ...mind }: Mind): Mind {
  return mind;
}

/** One word of a waiting customer → the offer, the published answer, or nothing; `stays`: they said no and are told that they stay in line. */
export function thinkMeanwhile(waiting: Waiting, knowledge: Snapshot): Thought & { stays?: true } {
  const { mind, body, now, asker = anybody, mayOffer } = waiting;
  const text = body.kind === 'text' ? body.text : body.kind === 'voice' ? body.transcript : undefined;
  if (text === undefined) return { mind, say: [] };
  const language = languageOf(text, mind.language);
  const before = mind.meanwhile;
  const spoken = { ...mind, language };
  const moment: Moment = { mind: spoken, text, now, asker, transcript: [], knowledge, blind: false, standing: {} };
  const keep = (meanwhile: Meanwhile): Mind => ({ ...spoken, meanwhile });
  const called = asksForRobot(text);
  const answer = called ? 'yes' : answerToMeanwhile(body, before?.standing === true);
  if (answer === 'no') return { mind: keep({ ...before, word: 'no', standing: false }), say: [], stays: true };
  if (answer === 'yes') {
    const wanted = called ? (before?.latest ?? before?.entry) : before?.entry;
    const entry = wanted === undefined ? undefined : knowledge.entries.get(wanted);
    const say = entry && mayHear(entry, asker, now) ? published(moment, entry) : [{ body: readyMeanwhile(language) }];
    return { mind: keep({ word: 'yes' }), say };
  }
  if (refusesRobot(text)) return { mind: keep({ word: 'no' }), say: [] };
  const entry = isForPerson(text) ? null : sureEntry(moment);
  if (!entry || entry.flow !== undefined) {
    return { mind: before?.standing ? { ...mind, meanwhile: { ...before, standing: false } } : mind, say: [] };
  }
  if (before?.word === 'yes') return { mind: keep(before), say: published(moment, entry) };
  if (before || !mayOffer) {
    return { mind: keep({ word: 'no', ...before, standing: false, latest: entry.id }), say: [] };
  }
  const question = questionOf(entry, language) ?? text;
  return {
    mind: keep({ word: 'asked', standing: true, entry: entry.id }),
    say: [{ body: offerMeanwhile(question, language) }],
  };
}

/** Small words, a wish for a person, danger and secrets are no question a robot answers in between. */
function isForPerson(text: string): boolean {
  if (courtesyIn(text) !== null || saysYes(text) || saysNo(text) || asksForHuman(text)) return true;
  return soundsDangerous(text) || touchesSecurity(text) || holdsSecret(text, false);
}

/** The published words, labelled as the robot's; ways into a dialog and to a person are no use to who stands in line. */
function published(moment: Moment, entry: Entry): Thought['say'] {
  const lead = inBetween(moment.mind.language);
  return sayEntry(moment, entry).say.flatMap((said) => {
    const { body } = said;
    if (body.kind !== 'text' && body.kind !== 'answer') return [said];
    const text = `${lead}\n${body.text}`;
    const labelled: Thought['say'] = [{ ...said, body: { ...bare(body), text } }];
    return text.length <= TEXT_LIMIT
      ? labelled
      : [{ body: { kind: 'text', text: lead } }, { ...said, body: bare(body) }];
  });
}

type Published = Extract<Body, { kind: 'text' | 'answer' }>;

function bare(body: Published): Published {
  if (body.kind === 'text') return body;
  const { options: _, ...answer } = body;
  return answer;
}
