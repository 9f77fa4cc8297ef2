import * as v from 'valibot';
import { flow, type Flow } from '../../../../../shared/flow.ts';

/** What keeps a flow from working, told while it is written. The gateway checks once more, and more. */
export type FlowProblem = {
  path: string;
  code: 'empty' | 'form' | 'twice' | 'when' | 'options' | 'ask' | 'place' | 'done' | 'starts' | 'bounds';
  detail: string;
};

const PLACE = /\{([^{}]+)\}/gu;

/** Every problem with its place, `slots.2.ask.zh`. */
export function flowProblems(given: Flow): FlowProblem[] {
  const problems: FlowProblem[] = [];
  const add = (path: string, code: FlowProblem['code'], detail = '') => problems.push({ path, code, detail });
  for (const issue of v.safeParse(flow, given).issues ?? []) {
    const path = v.getDotPath(issue) ?? '';
    if (issue.type === 'check') add('outcomes', 'done');
    else add(path, issue.input === '' ? 'empty' : 'form');
  }
  const names = given.slots.map((slot) => slot.name);
  for (const [at, slot] of given.slots.entries()) {
    if (names.indexOf(slot.name) !== at) add(`slots.${at}.name`, 'twice', slot.name);
    if (slot.when && !names.slice(0, at).includes(slot.when.slot)) add(`slots.${at}.when`, 'when', slot.when.slot);
    if (slot.kind === 'choice' && (slot.options?.length ?? 0) < 2) add(`slots.${at}.options`, 'options');
    if (slot.least !== undefined && slot.most !== undefined && slot.least > slot.most)
      add(`slots.${at}.least`, 'bounds');
  }
  for (const [name, { ask }] of Object.entries(given.outcomes)) {
    if (ask !== undefined && !names.includes(ask)) add(`outcomes.${name}.ask`, 'ask', ask);
  }
  if (given.starts.zh.length + given.starts.en.length === 0) add('starts', 'starts');
  const known = new Set([...names, ...(given.values ?? [])]);
  const sentences: [string, string][] = [
    ...given.slots.flatMap((slot, at): [string, string][] => [
      [`slots.${at}.ask`, `${slot.ask.zh} ${slot.ask.en}`],
      [`slots.${at}.help`, slot.help.map(({ zh, en }) => `${zh} ${en}`).join(' ')],
    ]),
    ...(given.confirm ? [['confirm', `${given.confirm.zh} ${given.confirm.en}`] as [string, string]] : []),
    ...Object.entries(given.outcomes).map(([name, { say }]): [string, string] => [
      `outcomes.${name}.say`,
      `${say.zh} ${say.en}`,
    ]),
  ];
  for (const [path, words] of sentences) {
    const unknown = [...words.matchAll(PLACE)]
      .map((match) => match[1] ?? '')
      .filter((name) => !known.has(name.replace(/\.end$/u, '')));
    for (const name of new Set(unknown)) add(path, 'place', `{${name}}`);
  }
  return problems;
}

/** Problems at a place and within it. */
export function problemsUnder(problems: readonly FlowProblem[], path: string): FlowProblem[] {
  return problems.filter((one) => one.path === path || one.path.startsWith(`${path}.`));
}
