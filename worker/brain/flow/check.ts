/** Whether a flow holds together: what names what, both languages complete. For the editor and whoever publishes. */
import type { Flow, Sentence, Slot } from '../../../shared/flow.ts';
import { namesIn } from './shown.ts';

/** One thing wrong, with where it stands as the editor names it. */
export type FlowProblem = { where: string; code: string; detail: string };

/** Everything wrong with a flow that its shape alone can't say; empty: it may be published. */
export function checkFlow(flow: Flow): FlowProblem[] {
  const problems: FlowProblem[] = [];
  const say = (where: string, code: string, detail: string) => problems.push({ where, code, detail });
  const names = flow.slots.map((slot) => slot.name);
  const known = new Set([...names, ...(flow.values ?? [])]);

  const checkSentence = (where: string, { zh, en }: Sentence) => {
    for (const [language, text] of Object.entries({ zh, en })) {
      if (text.trim() === '') say(where, 'language_missing', `${where} is not written in ${language}`);
      for (const name of namesIn(text)) {
        if (!known.has(name)) say(where, 'unknown_name', `{${name}} is neither a slot nor a value of this flow`);
      }
    }
  };

  for (const [language, starts] of Object.entries(flow.starts)) {
    if (starts.length === 0) say('starts', 'language_missing', `no question starts it in ${language}`);
  }
  checkSentence('title', flow.title);
  flow.slots.forEach((slot, at) => {
    if (names.indexOf(slot.name) !== at) say(slot.name, 'twice', `the slot ${slot.name} is there twice`);
    checkSentence(`${slot.name}.ask`, slot.ask);
    slot.help.forEach((help, nth) => checkSentence(`${slot.name}.help.${nth + 1}`, help));
    for (const [code, detail] of slotProblems(slot, flow.slots.slice(0, at))) say(slot.name, code, detail);
  });
  if (flow.confirm) checkSentence('confirm', flow.confirm);
  if (flow.confirm && flow.action === undefined) say('confirm', 'nothing_to_confirm', 'a confirmation needs an action');
  for (const [word, outcome] of Object.entries(flow.outcomes)) {
    checkSentence(`outcomes.${word}`, outcome.say);
    if (outcome.ask !== undefined && !names.includes(outcome.ask)) {
      say(`outcomes.${word}`, 'unknown_slot', `it asks for ${outcome.ask}, which is no slot`);
    }
    if (outcome.ask !== undefined && outcome.handover) {
      say(`outcomes.${word}`, 'two_ways', 'it asks again and hands over at once');
    }
  }
  if (!('done' in flow.outcomes)) say('outcomes', 'no_done', 'the outcome done is missing');
  return problems;
}

function slotProblems(slot: Slot, before: readonly Slot[]): [code: string, detail: string][] {
  const problems: [string, string][] = [];
  if (slot.kind === 'choice' && slot.options === undefined) problems.push(['no_options', 'a choice needs options']);
  if (slot.kind !== 'choice' && slot.options !== undefined)
    problems.push(['idle_options', 'only a choice has options']);
  const ids = (slot.options ?? []).map((option) => option.id);
  if (new Set(ids).size < ids.length) problems.push(['twice', 'an option is there twice']);
  if (slot.least !== undefined && slot.most !== undefined && slot.least > slot.most) {
    problems.push(['bounds', 'least is more than most']);
  }
  if (slot.when) {
    const { slot: name, is } = slot.when;
    const other = before.find((one) => one.name === name);
    if (!other) problems.push(['unknown_slot', `it depends on ${name}, which is no earlier slot`]);
    const options = other?.options?.map((option) => option.id);
    const strange = options ? is.filter((value) => !options.includes(value)) : [];
    if (strange.length > 0) problems.push(['unknown_option', `${name} has no option ${strange.join(', ')}`]);
  }
  return problems;
}
