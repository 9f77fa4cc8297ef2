import { speaker } from '../../../client/words.ts';
import { figureKinds, type FigureName } from '../../../../shared/figures.ts';
import { figureWords } from '../../../../shared/figure-words.ts';
import { useWords } from '../locale/locale.ts';
import { reportWords } from './locale/words.ts';

const shared = useWords();
const r = speaker(reportWords, () => shared.language.value);

/** A pair of words in the language of the screen. */
const both = (given: { zh: string; en: string }): string => given[shared.language.value];

/** A length of time, short: 0.4 s, 45 s, 3.2 min, 1.5 h. */
function length(ms: number): string {
  if (ms < 9_950) return r('seconds', { n: Math.round(ms / 100) / 10 });
  if (ms < 99_500) return r('seconds', { n: Math.round(ms / 1000) });
  if (ms < 5_970_000) return r('minutes', { n: Math.round(ms / 6_000) / 10 });
  return r('hours', { n: Math.round(ms / 360_000) / 10 });
}

/** A figure's value as it is shown. */
function valueOf(name: FigureName, value: number | null): string {
  if (value === null) return r('none');
  switch (figureKinds[name].unit) {
    case 'count':
      return r('count', { n: Math.round(value * 10) / 10 });
    case 'share':
      return r('percent', { n: Math.round(value * 1000) / 10 });
    case 'ms':
      return length(value);
    case 'score':
      return value.toFixed(2);
  }
}

const words = {
  ...shared,
  ...{ r, both, length, valueOf },
  figure: (name: FigureName) => both(figureWords[name]),
  says: (name: FigureName) => both(figureWords[name].says),
};

/** The dashboard's words, by `r` those of the reports, and how figures are named, told and explained. */
export function useReportWords(): typeof words {
  return words;
}
