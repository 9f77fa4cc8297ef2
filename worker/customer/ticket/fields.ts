/** What may stand in a ticket's fields, each in one normal form; what is missing. Pure. */
import { calendarDate } from '../../../shared/settings/calendars.ts';
import type { TicketField, TicketKind } from '../../../shared/settings/tickets.ts';
import { TICKET_MEDIA, TICKET_TEXT, type TicketFields } from '../../../shared/ticket.ts';
import { mediaIn } from '../../../shared/media-rules.ts';
import { refuse, type Refusal, type Result } from '../../../shared/refusal.ts';
import * as v from 'valibot';

/** Values as they are kept; an empty one takes the field away. A field the kind doesn't know is refused. */
export function fieldsIn(form: TicketKind, given: TicketFields): Result<{ fields: TicketFields }> {
  const fields: TicketFields = {};
  for (const [id, value] of Object.entries(given)) {
    const field = form.fields.find((one) => one.id === id);
    if (!field) return refuse('bad_request', `fields.${id}: this kind has no such field`);
    const normal = normalOf(field, value);
    if (normal === null) return refuse('bad_request', `fields.${id}: not a ${field.type}`);
    fields[id] = normal;
  }
  return { ok: true, fields };
}

/** Known fields only, what is no such value left out: for what a robot gathered or a customer wrote. */
export function fitting(form: TicketKind, given: Record<string, string>): TicketFields {
  const fields: TicketFields = {};
  for (const field of form.fields) {
    const value = given[field.id];
    const normal = value === undefined ? null : normalOf(field, value);
    if (normal !== null && normal !== '') fields[field.id] = normal;
  }
  return fields;
}

function normalOf(field: TicketField, given: string | string[]): string | string[] | null {
  if (field.type === 'image') {
    const media = (Array.isArray(given) ? given : [given])
      .filter((one) => one !== '')
      .map((one) => mediaIn(one) ?? one);
    return media.length <= TICKET_MEDIA && media.every((one) => /^[\w.:-]{1,64}$/u.test(one)) ? media : null;
  }
  if (Array.isArray(given)) return null;
  const value = given.trim();
  if (value === '') return '';
  switch (field.type) {
    case 'text':
      return value.length <= TICKET_TEXT ? value : null;
    case 'number':
      return /^-?\d{1,12}(\.\d{1,6})?$/u.test(value) ? value : null;
    case 'amount':
      return /^\d{1,10}(\.\d{1,2})?$/u.test(value) ? Number(value).toFixed(2) : null;
    case 'date':
      return v.is(calendarDate, value) ? value : null;
    case 'choice':
      return field.options?.some((one) => one.id === value) ? value : null;
    case 'phone': {
      const digits = value.replace(/[\s()-]/gu, '');
      return /^\+?\d{5,16}$/u.test(digits) ? digits : null;
    }
    case 'order':
      return /^[\w-]{4,64}$/u.test(value) ? value : null;
  }
}

const empty = (value: string | string[] | undefined) => value === undefined || value.length === 0;

/** Whether a field is asked for with these values. */
export function asked(field: TicketField, fields: TicketFields): boolean {
  if (!field.when) return true;
  const value = fields[field.when.field];
  return typeof value === 'string' && field.when.is.includes(value);
}

/** Refuses while a field that must be there at this point is empty. */
export function missing(form: TicketKind, fields: TicketFields, at: 'opening' | 'solving'): Refusal | null {
  const open = form.fields.filter(
    (field) =>
      (field.required === at || (at === 'solving' && field.required === 'opening')) &&
      asked(field, fields) &&
      empty(fields[field.id]),
  );
  return open.length === 0 ? null : refuse('missing_fields', open.map((field) => field.label.zh).join('、'));
}

/** A value in words, for people. */
export function shownValue(field: TicketField, value: string | string[], language: 'zh' | 'en'): string {
  if (Array.isArray(value)) return language === 'zh' ? `${value.length} 张` : String(value.length);
  if (field.type === 'choice') return field.options?.find((one) => one.id === value)?.label[language] ?? value;
  return field.type === 'amount' ? `¥${value}` : value;
}
