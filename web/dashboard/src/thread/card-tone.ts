import { toneOf } from '../../../../shared/way.ts';

/** The tag's colour for a state in the company's words. */
export function tagOf(stateText: string): 'green' | 'orange' | 'grey' {
  return ({ good: 'green', open: 'orange', quiet: 'grey' } as const)[toneOf(stateText)];
}
