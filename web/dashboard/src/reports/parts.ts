/** The figures of a report in parts, as people look for them. */
import type { FigureName } from '../../../../shared/figures.ts';

export type PartName = 'all' | 'robot' | 'people' | 'outcome' | 'tickets';

/** Every figure once, in the order shown. */
export const parts: readonly { part: PartName; names: readonly FigureName[] }[] = [
  { part: 'all', names: ['talks', 'robotOnly', 'covered'] },
  {
    part: 'robot',
    names: ['robotMedian', 'robotP90', 'robotTen', 'robotThirty', 'known', 'wrong'],
  },
  {
    part: 'people',
    names: [
      ...(['served', 'perDay', 'occupied', 'wished', 'toHumanMedian', 'toHumanP90', 'taken', 'abandoned'] as const),
      ...(['left', 'firstMedian', 'firstP90', 'firstTen', 'firstThirty', 'firstOpenMedian', 'inTarget'] as const),
      ...(['answerMean', 'answerOpenMean', 'silent', 'lengthMean', 'lengthOpenMean', 'transferred'] as const),
    ],
  },
  {
    part: 'outcome',
    names: ['rated', 'satisfied', 'scoreMean', 'solved', 'once', 'repeated', 'complained'],
  },
  { part: 'tickets', names: ['ticketFirst', 'ticketSolved', 'ticketPromised'] },
];
