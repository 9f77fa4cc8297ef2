/** The control a dialog's question offers, as its template draws it; words may be written instead, always. */
import type { FormState } from '../../shared/form-rules.ts';
import type { Form } from '../../shared/form.ts';
import { dayName } from '../../web/client/time.ts';
import type { Language } from '../../web/client/words.ts';
import { sayIn } from '../words.ts';

/** `act` names the control; `note` says the bounds; `quiet` stands in place of a control that is over. */
export type FormView = Form & { open: boolean; chosen: string; act: string; note: string; quiet: string; from: string };

/** A form that asks nothing. */
export const blankForm: FormView = {
  kind: 'choice',
  label: '',
  least: '',
  most: '',
  open: false,
  chosen: '',
  act: '',
  note: '',
  quiet: '',
  from: '',
};

/** A form as it stands. */
export function formView(asked: Form, state: FormState | undefined, language: Language): FormView {
  const say = sayIn(language);
  const { open, chosen } = state ?? { open: false, chosen: '' };
  const acts = {
    date: 'formDate',
    time: 'formTime',
    amount: 'formAmount',
    order: 'formOrder',
    choice: 'formChoice',
    image: 'formImage',
  } as const;
  const shown = chosen === '✓' ? say('image') : asked.kind === 'date' ? dayWords(chosen, language) : chosen;
  return {
    ...asked,
    open,
    chosen,
    act: say(acts[asked.kind]),
    note: open ? boundsWords(asked, language) : '',
    quiet: shown === '' ? say('formOver') : say('formChosen', { value: shown }),
    // A picker begins where it may.
    from: asked.least ?? '',
  };
}

function dayWords(day: string, language: Language): string {
  const at = Date.parse(`${day}T12:00:00`);
  if (Number.isNaN(at)) return day;
  // Another month of the same year: neither “today” nor the year stand in the name.
  const other = Date.parse(`${day.slice(0, 5)}${day.slice(5, 7) === '06' ? '12' : '06'}-15T12:00:00`);
  return dayName(at, other, language);
}

/** What may be given, in words; empty: anything. */
export function boundsWords({ kind, least, most }: Form, language: Language): string {
  const shown = (bound: string | undefined) =>
    bound === undefined ? '' : kind === 'amount' ? `¥${bound}` : dayWords(bound, language);
  const say = sayIn(language);
  const [from, to] = [shown(least), shown(most)];
  if (from !== '' && to !== '') return say('formBetween', { from, to });
  if (from !== '') return say('formFrom', { from });
  return to === '' ? '' : say(kind === 'amount' ? 'formTo' : 'formUntil', { to });
}
