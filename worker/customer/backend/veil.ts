/** What of a person the company's backend is shown without the leave to see more. Pure. */
import { withoutSecrets } from '../../brain/signals.ts';

const PHONE = /(?<![\w+])(?:\+|00)?\d(?:[ -]?\d){6,14}(?!\w)/gu;
const MOBILE = /^(?:(?:\+|00)?86)?1[3-9]\d{9}$/u;
const MAIL = /([\w.+-])[\w.+-]{0,63}(@[\w-]+(?:\.[\w-]+)+)/gu;

/** The first character of a name; of somebody who never gave one what lists call them. */
export function veiledName(name: string): string {
  if (name.startsWith('访客 ')) return name;
  const [first] = name;
  return first === undefined ? '' : `${first}**`;
}

/** Words without numbers of phones and cards, e-mail addresses and secrets. Numbers of orders and amounts stay. */
export function veiledWords(text: string): string {
  return withoutSecrets(text)
    .replace(PHONE, (number) => (isPhone(number) ? `${number.slice(0, 3)}****${number.slice(-4)}` : number))
    .replace(MAIL, '$1***$2');
}

/** A mobile of the mainland, or any number written as an international one. */
function isPhone(number: string): boolean {
  const plain = number.replace(/[ -]/gu, '');
  return MOBILE.test(plain) || (plain.startsWith('+') && plain.length >= 9);
}

/** An event's data: what a customer said, what a ticket says of them, and what they are called there. */
export function veiledEvent(data: Record<string, unknown>): Record<string, unknown> {
  const { message, ticket } = data;
  return {
    ...data,
    ...(isRecord(message) ? { message: { ...message, ...veiledAt(message, 'text', veiledWords) } } : {}),
    ...(isRecord(ticket) ? { ticket: veiledTicket(ticket) } : {}),
  };
}

function veiledTicket(ticket: Record<string, unknown>): Record<string, unknown> {
  const { fields } = ticket;
  const veiled = isRecord(fields)
    ? Object.fromEntries(Object.entries(fields).map(([id, value]) => [id, veiledValue(value)]))
    : {};
  return {
    ...ticket,
    ...veiledAt(ticket, 'name', veiledName),
    ...veiledAt(ticket, 'title', veiledWords),
    fields: veiled,
  };
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const veiledValue = (value: unknown) => (typeof value === 'string' ? veiledWords(value) : value);

function veiledAt(of: Record<string, unknown>, key: string, veil: (text: string) => string): Record<string, string> {
  const value = of[key];
  return typeof value === 'string' ? { [key]: veil(value) } : {};
}
