/** 询前表单: what a visitor is asked before the first word, and what becomes of it. Proves nothing. Runs inside one transaction. */
import { answerFault, phoneOf, plainAnswer, type AskedKind } from '../../../shared/asking-rules.ts';
import type { Language } from '../../../shared/knowledge.ts';
import type { Told } from '../../../shared/own-calls.ts';
import { plainLines } from '../../../shared/plain.ts';
import { versionNow } from '../../../shared/privacy.ts';
import { refusals, refuse, type Refusal, type Result } from '../../../shared/refusal.ts';
import { siteIn, type AskedField, type Asking } from '../../../shared/settings/sites.ts';
import type { AskingForm, AskingGiven } from '../../../shared/site-api.ts';
import type { Snapshot } from '../../brain/entry.ts';
import { customerSpeaks } from '../converse.ts';
import { keepCard } from '../person/staff.ts';
import { actedOn } from '../person/card.ts';
import type { Endpoint } from '../store.ts';
import type { Seen } from '../stream.ts';
import type { Turn } from '../turn.ts';

const inWords = (given: { zh: string; en: string }, language: Language) => (language === 'en' && given.en) || given.zh;
const isAsked = (given: Pick<Asking, 'consent'>) => given.consent.zh !== '';

/** What is asked at this address, without what is known already; null: nothing, or no longer. */
function askedAt(turn: Turn, seen: Seen): { endpoint: Endpoint; asking: Asking; fields: readonly AskedField[] } | null {
  const endpoint = seen.kind === 'customer' ? turn.line.endpoint(seen.endpoint) : null;
  if (endpoint?.channel !== 'web') return null;
  const { asking } = siteIn(turn.around.settings.sites, endpoint.account);
  const isUser = turn.person.userId !== null;
  if (!asking.on || (isUser && !asking.users) || endpoint.lastInboundAt > 0) return null;
  const fields = asking.fields.filter(({ kind }) => !isKnown(turn, kind));
  return fields.length > 0 ? { endpoint, asking, fields } : null;
}

function isKnown(turn: Turn, kind: AskedKind): boolean {
  if (kind === 'name') return turn.person.name !== '' || turn.person.alias !== '';
  if (kind === 'phone') return turn.line.endpoints().some(({ channel }) => channel === 'sms' || channel === 'phone');
  return kind === 'email' && turn.card.read().fields['email'] !== undefined;
}

const versionOf = (turn: Turn) => versionNow(turn.around.settings.privacy.versions, turn.now)?.version ?? '';

/** The form in the language of the screen. */
export function formFor(turn: Turn, seen: Seen, language: Language): AskingForm | null {
  const found = askedAt(turn, seen);
  if (!found) return null;
  const { asking, fields } = found;
  return {
    lead: inWords(asking.lead, language),
    fields: fields.map((one) => ({
      ...{ id: one.id, kind: one.kind, label: inWords(one, language), required: one.required },
      options: one.options.map((option) => ({ id: option.id, label: inWords(option, language) })),
    })),
    consent: isAsked(asking) ? { text: inWords(asking.consent, language), version: versionOf(turn) } : null,
    skip: fields.every(({ required }) => !required),
  };
}

/** Their answers: looked at, kept as one word of theirs, with what follows of each. Answers what they said of themselves. */
export function answersForm(
  turn: Turn,
  seen: Seen,
  given: AskingGiven,
  knowledge: Snapshot | null,
): Result<{ told: Told }> {
  const found = askedAt(turn, seen);
  if (!found) return refuse('wrong_state', 'Nothing is asked of this visitor now.');
  const { endpoint, asking, fields } = found;
  const answers = new Map(Object.entries(given.answers).map(([id, answer]) => [id, plainAnswer(plainLines(answer))]));
  const fault = faultIn(fields, answers);
  if (fault) return fault;
  const filled = fields.filter(({ id }) => (answers.get(id) ?? '') !== '');
  if (filled.length === 0) return { ok: true, told: {} };
  if (isAsked(asking)) {
    const versions = turn.around.settings.privacy.versions.map(({ version }) => version);
    if (given.consent === undefined || !versions.includes(given.consent)) return refuse('no_consent');
    turn.own.addPrivacyWord({ version: given.consent, given: true, at: turn.now }, endpoint.id, 'web:asked-first');
  }
  const valueOf = (kind: AskedKind) => answers.get(filled.find((one) => one.kind === kind)?.id ?? '') ?? '';
  say(turn, endpoint, filled, answers, given.language);
  const topic = filled.find(({ kind }) => kind === 'topic');
  const skill = topic?.options.find(({ id }) => id === answers.get(topic.id))?.skill ?? '';
  const session = turn.sessions.open();
  if (session) {
    session.mind = { ...session.mind, language: given.language, ...(skill !== '' && { topic: skill }) };
    turn.keepSession(session, false);
  }
  onCard(turn, { name: valueOf('name'), email: valueOf('email') }, given.language);
  const question = valueOf('question');
  if (question !== '') customerSpeaks(turn, endpoint, { kind: 'text', text: question }, knowledge);
  const phone = phoneOf(valueOf('phone'));
  const [email, order] = [valueOf('email').toLowerCase(), valueOf('order').toUpperCase()];
  return { ok: true, told: { ...(phone && { phone }), ...(email && { email }), ...(order && { order }) } };
}

function faultIn(fields: readonly AskedField[], answers: ReadonlyMap<string, string>): Refusal | null {
  for (const id of answers.keys()) {
    if (!fields.some((one) => one.id === id)) return refuse('bad_request', `${id}: this is not asked.`);
  }
  for (const one of fields) {
    const fault = answerFault(one, answers.get(one.id) ?? '');
    if (fault) return refuse(fault, `${one.id}: ${refusals[fault].en}`);
  }
  return null;
}

/** One word of theirs, which the robot doesn't answer; the question is a word of its own. */
function say(
  turn: Turn,
  endpoint: Endpoint,
  filled: readonly AskedField[],
  answers: ReadonlyMap<string, string>,
  language: Language,
): void {
  const details = filled
    .filter(({ kind }) => kind !== 'question')
    .map((one) => {
      const value = answers.get(one.id) ?? '';
      const option = one.options.find(({ id }) => one.kind === 'topic' && id === value);
      return { kind: one.kind, label: inWords(one, language), value: option ? inWords(option, language) : value };
    });
  if (details.length === 0) return;
  const text = details.map(({ label, value }) => `${label}：${value}`).join('\n');
  customerSpeaks(turn, endpoint, { kind: 'text', text, details }, null, { silent: true });
}

/** Empty fields of the card take what they said, under their own name: nobody proved it. */
function onCard(turn: Turn, said: Record<string, string>, language: Language): void {
  const card = turn.card.read();
  const { people } = turn.around.settings;
  const fields = ['name', ...people.fields.map(({ id }) => id)];
  const values = Object.fromEntries(
    Object.entries(said).filter(([id, value]) => value !== '' && fields.includes(id) && !card.fields[id]),
  );
  const by = { id: 'visitor', name: language === 'en' ? 'the visitor' : '访客自己填写' };
  const step = actedOn(card, { act: 'fields', values }, { by, leads: false, now: turn.now, people });
  if (!('ok' in step) && step.news.length > 0) keepCard(turn, step, by);
}
