/** Reads Prometheus' text format 0.0.4 and forgives nothing: what a scraper may refuse, this refuses. */

export type Read = { name: string; labels: Record<string, string>; value: number };
export type ReadFamily = { name: string; type: string; help: string; samples: Read[] };

const NAME = '[a-zA-Z_:][a-zA-Z0-9_:]*';
const COMMENT = new RegExp(`^# (HELP|TYPE) (${NAME}) (.+)$`, 'u');
const SAMPLE = new RegExp(`^(${NAME})(?:\\{(.*)\\})? (\\S+)$`, 'u');
const LABEL = /([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\\n]|\\[\\n"])*)"(,|$)/uy;
const NUMBER = /^(?:[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?|NaN|[+-]?Inf)$/u;

function numberOf(text: string): number {
  if (!NUMBER.test(text)) throw new Error(`no number: ${text}`);
  return Number(text.replace('Inf', 'Infinity'));
}

function labelsOf(text: string): Record<string, string> {
  const labels: Record<string, string> = {};
  LABEL.lastIndex = 0;
  while (LABEL.lastIndex < text.length) {
    const found = LABEL.exec(text);
    if (!found) throw new Error(`labels: ${text}`);
    const [, key = '', value = '', after] = found;
    if (key in labels || key.startsWith('__')) throw new Error(`label ${key}: ${text}`);
    if (after === ',' && LABEL.lastIndex === text.length) throw new Error(`a comma too many: ${text}`);
    labels[key] = value.replaceAll(/\\(.)/gu, (_, one: string) => (one === 'n' ? '\n' : one));
  }
  return labels;
}

/** The families in their order. Throws a sentence. */
export function readExposition(text: string): ReadFamily[] {
  if (!text.endsWith('\n') || text.endsWith('\n\n')) throw new Error('the last line ends once');
  const families: ReadFamily[] = [];
  for (const line of text.slice(0, -1).split('\n')) {
    const comment = COMMENT.exec(line);
    const last = families.at(-1);
    if (comment) {
      const [, kind, name = '', words = ''] = comment;
      if (kind === 'HELP') {
        if (families.some((one) => one.name === name)) throw new Error(`${name} comes twice`);
        families.push({ name, type: '', help: words, samples: [] });
      } else {
        if (last?.name !== name || last.type !== '' || last.samples.length > 0)
          throw new Error(`TYPE out of place: ${name}`);
        if (!['counter', 'gauge', 'histogram', 'summary', 'untyped'].includes(words)) throw new Error(`type: ${words}`);
        last.type = words;
      }
      continue;
    }
    const sample = SAMPLE.exec(line);
    if (!sample || !last?.type) throw new Error(`no line of the format: ${line}`);
    const [, name = '', labels, value = ''] = sample;
    const endings = last.type === 'histogram' ? ['_bucket', '_sum', '_count'] : [''];
    if (!endings.some((ending) => name === last.name + ending)) throw new Error(`${name} within ${last.name}`);
    last.samples.push({ name, labels: labels === undefined ? {} : labelsOf(labels), value: numberOf(value) });
  }
  for (const family of families) checkFamily(family);
  return families;
}

function checkFamily({ name, type, samples }: ReadFamily): void {
  if (type === '' || samples.length === 0) throw new Error(`${name} says nothing`);
  const series = samples.map((one) => `${one.name} ${JSON.stringify(Object.entries(one.labels).toSorted())}`);
  if (new Set(series).size !== series.length) throw new Error(`${name}: a series twice`);
  if (type === 'counter') {
    if (!name.endsWith('_total')) throw new Error(`${name}: a counter ends in _total`);
    if (samples.some(({ value }) => !(value >= 0))) throw new Error(`${name} fell below nothing`);
  }
  if (type === 'histogram') checkHistogram(name, samples);
}

function checkHistogram(name: string, samples: readonly Read[]): void {
  const key = ({ le: _, ...rest }: Record<string, string>) => JSON.stringify(Object.entries(rest).toSorted());
  for (const of of new Set(samples.map(({ labels }) => key(labels)))) {
    const mine = samples.filter(({ labels }) => key(labels) === of);
    const classes = mine.filter((one) => one.name.endsWith('_bucket'));
    const bounds = classes.map(({ labels }) => numberOf(labels['le'] ?? ''));
    const rises = (numbers: number[]) => numbers.every((one, at) => at === 0 || one >= (numbers[at - 1] ?? 0));
    if (bounds.at(-1) !== Infinity || !rises(bounds)) throw new Error(`${name}: bounds ${bounds.join(' ')}`);
    if (!rises(classes.map(({ value }) => value))) throw new Error(`${name}: a class without those below it`);
    const [counts, sums] = [
      mine.filter((one) => one.name.endsWith('_count')),
      mine.filter((one) => one.name.endsWith('_sum')),
    ];
    if (counts.length !== 1 || sums.length !== 1) throw new Error(`${name}: sum and count once each`);
    if (counts[0]?.value !== classes.at(-1)?.value) throw new Error(`${name}: count isn’t the last class`);
  }
}
