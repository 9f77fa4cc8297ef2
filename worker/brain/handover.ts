/** The hand-over: everything an agent needs, so that the customer repeats nothing (GB/T 47746—2026, 4.3). */
import { decide, match } from './retrieval/retrieval.ts';
import { waits } from './flow/running.ts';
import { knownSlots, openDialog } from './flow/shown.ts';
import { emotionIn } from './signals.ts';
import * as speech from './speech.ts';
import { parting } from './parting.ts';
import { freshMind, type HandoverReason, type Moment, type Thought } from './mind.ts';
import { lastWords, questionsAsked, summarise } from './summary.ts';
import { tongueOf } from './tongue.ts';

/** Ends the robot's part. The mind is fresh afterwards, but greets no second time and presses nothing twice. */
export function handOver(moment: Moment, reason: HandoverReason, urgent = false): Thought {
  const { language, flow, pressed = [], care, unsure, topic } = moment.mind;
  const asked = questionsAsked(moment);
  const named = knownSlots(moment.mind);
  const last = flow?.flow.skill;
  const group = care ?? moment.asker.care;
  return {
    mind: {
      ...freshMind,
      language,
      greeted: true,
      pressed: [...new Set([...pressed, reason])],
      ...(topic === undefined ? {} : { topic }),
      ...(care ? { care } : {}),
      ...(unsure ? { unsure } : {}),
    },
    // Alone the robot knows neither the number nor the wait; the customer's actor says this sentence with both.
    say: [{ body: speech.plain(parting(reason, language, '', { state: 'unknown' })) }],
    handover: {
      reason,
      summary: summarise(moment, asked, reason),
      slots: named,
      tried: triedIn(moment),
      emotion: emotionIn(spokenWords(moment)),
      skill: waits(flow) ? flow.flow.skill : (topic ?? skillFor(moment, last)),
      urgency: urgent ? 'urgent' : 'normal',
      flow: waits(flow) ? openDialog(flow) : null,
      language: spokenLanguage(moment),
      care: group,
    },
  };
}

/** The customer's own lines of this encounter, this one included. */
function spokenWords(moment: Moment): string[] {
  return [...moment.transcript.filter((line) => line.speaker === 'customer').map((line) => line.text), moment.text];
}

/** The newest line that shows a language. */
function spokenLanguage(moment: Moment): string {
  for (const text of spokenWords(moment).reverse()) {
    const tongue = tongueOf(text);
    if (tongue) return tongue;
  }
  return moment.mind.language;
}

const TRIED = 6;

/** What was answered from published entries, with the question before it; each entry once, newest last. */
function triedIn({ transcript }: Moment): NonNullable<Thought['handover']>['tried'] {
  const found = new Map<string, NonNullable<Thought['handover']>['tried'][number]>();
  let question = '';
  for (const line of transcript) {
    if (line.speaker === 'customer') question = line.text;
    if (line.speaker !== 'robot' || !line.source) continue;
    const { entry, version } = line.source;
    found.delete(entry);
    const [asked = ''] = lastWords([question]);
    found.set(entry, {
      entry,
      version,
      question: asked,
      ...(line.helpful === undefined ? {} : { helpful: line.helpful }),
      ...(line.steps ? { steps: line.steps } : {}),
    });
  }
  return [...found.values()].slice(-TRIED);
}

/** The skill of what was talked about last, or of the dialog done before; otherwise general. */
function skillFor(moment: Moment, done: string | undefined): string {
  const { knowledge, mind } = moment;
  for (const word of spokenWords(moment).slice(-3).reverse()) {
    if (word === '') continue;
    const { best } = decide(match(knowledge.index[mind.language], word));
    const entry = best ? knowledge.entries.get(best.id) : undefined;
    if (entry && entry.skill !== 'general') return entry.skill;
  }
  return done ?? 'general';
}
