/** What the customer's actor reaches outside itself: channels by the one egress, the desk, the seats, the company's hook. */
import type { Address } from '../../shared/actors.ts';
import type { Marketing } from '../../shared/campaign/consent-proof.ts';
import { dateOf } from '../../shared/calendar.ts';
import { ledgerOf } from '../../shared/ledger.ts';
import type { Body } from '../../shared/message.ts';
import { refusals, refuse, type RefusalCode } from '../../shared/refusal.ts';
import type { SendTools } from '../channels/channel.ts';
import { egressOf } from '../channels/egress.ts';
import { sendOffer } from '../channels/sms/offer.ts';
import { sendSubscription } from '../channels/wechat/subscription.ts';
import { accountOf, channelFor, smsAccountFor, summonsAccountFor } from '../channels/registry.ts';
import { configOf, type Config } from '../config.ts';
import type { Env } from '../env.ts';
import { namedAt } from '../identity/hinting.ts';
import { bucketPort } from '../identity/port.ts';
import { noteAnswered } from '../knowledge/demand.ts';
import { ensureKnowledge, KNOWLEDGE, knowledgeNow } from '../knowledge/shelf.ts';
import { faultLine, freshNumber, log } from '../log.ts';
import { note, noteStuck } from '../watch-counts.ts';
import { recordMessages, recordSend, type Whose } from './record.ts';
import { ensureSettings, settingsKnown, settingsNow } from '../settings/shelf.ts';
import { promptOf, type Purpose } from '../brain/language/asked.ts';
import { companyHook } from './company-hook.ts';
import { mediaFetcher, transcriber } from './media/outside.ts';
import type { Reminder } from './own/remind.ts';
import { templatesOf } from './reminders/templates.ts';
import { waker } from './own/waker.ts';
import { summoner } from './reach/summoning.ts';
import { barredBy } from './switched.ts';
import { toolsFor } from './tools.ts';
import { askModel } from './language-model.ts';
import type { Model } from './wording.ts';
import { Drain } from '../lib/drain.ts';
import { deliver, type Commit, type Outside } from './deliver.ts';
import type { Letter, LetterStore } from './letters.ts';
import type { Merging } from './merge/driver.ts';
import type { Surroundings } from './turn.ts';

/** Chance, and how addresses and accounts are shown and cut. `here`: whether a screen shows an address now. */
export function surroundingsOf(env: Env, here: Surroundings['here'] = () => false): Surroundings {
  const { accounts } = configOf(env);
  const found = (address: Address) => {
    const account = accountOf(accounts, address);
    return account ? channelFor(account) : null;
  };
  return {
    freshId,
    here,
    freshNumber: referenceOf,
    fault: fault(''),
    accountName: (address) => accountOf(accounts, address)?.name ?? address.account,
    answered: noteAnswered,
    settings: settingsNow(env),
    templates: templatesOf(accounts, settingsNow(env).reminders.events),
    transcribes: configOf(env).transcribes,
    wakes: configOf(env).wakes,
    model: modelOf(configOf(env)),
    callsOut: (address) => found(address) !== null,
    smsFor: (number) => smsAccountFor(accounts, number)?.id ?? null,
    summonsBy: (number) =>
      // Its link leads into the mini-program, or on in a window of ours.
      accounts.some((one) => one.channel === 'miniprogram' || one.channel === 'web')
        ? (summonsAccountFor(accounts, number)?.id ?? null)
        : null,
    takes: (address, body) => found(address)?.refuses(body) === null,
    split: (address, body) => found(address)?.split(body) ?? [body],
  };
}

/** Whether the answer of a hook may carry this body as a passive reply on this address. */
export function carriesPassive(env: Env): (address: Address, body: Body) => boolean {
  return (address, body) => {
    const account = accountOf(configOf(env).accounts, address);
    if (!account || barredBy(settingsNow(env).switches, account.id, Date.now())) return false;
    return channelFor(account)?.carries(body) ?? false;
  };
}

/** What takes the letters of one person out, each lane in its order; null: they were erased, and nothing of the line leaves. */
export function postOf(
  letters: () => LetterStore | null,
  commit: Commit,
  outside: Outside,
  { machine, run }: { machine: Pick<Merging, 'mayLeave' | 'deliver'>; run: Commit },
): Drain<Letter> {
  return new Drain<Letter>({
    due: (now, busy, limit) => letters()?.due(now, busy, limit, (letter) => machine.mayLeave(letter)) ?? [],
    // What takes a list's row back leaves also where the line itself has left.
    deliver: (letter) =>
      letter.kind === 'merge'
        ? machine.deliver(letter)
        : deliver(letter, letter.kind === 'gone' ? run : commit, outside),
    now: () => Date.now(),
  });
}

/** Whether the person agreed to offers by the channel this one takes; what leaves without their word is nobody's. */
const isProven = ({ proof, address }: Marketing<{ address: Address }>): boolean =>
  proof.channel === address.channel && proof.evidence !== '';

const unproven = {
  ok: false,
  fate: 'failed',
  reason: { code: 'no_consent', detail: refusals.no_consent.en },
} as const;

const noAccount = {
  ok: false,
  fate: 'failed',
  reason: { code: 'no_account', detail: refusals.no_account.en },
} as const;

/** Whose line it is and its addresses are for what is counted and written down. */
export function outsideOf(env: Env, { name: id = '' }: { name?: string }, addresses: Whose['addresses']): Outside {
  const line = { id, addresses };
  const config = configOf(env);
  const call = egressOf(config);
  const summon = summoner(env, config, call);
  const barred = (account: string) => {
    const sent = barredBy(settingsNow(env).switches, account, Date.now());
    return sent && Promise.resolve(sent);
  };
  const subscribed = ({ address, template, words, page, language }: Reminder, service: boolean) => {
    const account = accountOf(config.accounts, address);
    if (account?.channel !== 'miniprogram') return Promise.resolve(noAccount);
    const message = { to: address.peer, template, words, page, language, service };
    return barred(account.id) ?? sendSubscription(message, account, toolsFor(env, config, account.id, call));
  };
  return {
    send(outgoing) {
      const account = accountOf(config.accounts, outgoing.address);
      const channel = account ? channelFor(account) : null;
      if (!channel) return Promise.resolve(noAccount);
      const off = barred(outgoing.address.account);
      if (off) return off;
      return channel.send(outgoing, toolsFor(env, config, outgoing.address.account, call));
    },
    // An answer says what was asked, also about a price.
    remind: (reminder) => subscribed(reminder, reminder.template.kind !== 'answer'),
    offer: (reminder) => (isProven(reminder) ? subscribed(reminder, false) : Promise.resolve(unproven)),
    summon: (asked) => barred(asked.address.account) ?? summon(asked),
    tell(told) {
      const account = accountOf(config.accounts, told.address);
      const channel = account ? channelFor(account) : null;
      if (!channel) return Promise.resolve(noAccount);
      const off = barred(told.address.account);
      if (off) return off;
      return channel.tell(told, toolsFor(env, config, told.address.account, call));
    },
    promote(offer) {
      const { id, address, form } = offer;
      const account = accountOf(config.accounts, address);
      if (account?.channel !== 'sms') return Promise.resolve(noAccount);
      if (!isProven(offer)) return Promise.resolve(unproven);
      const off = barred(account.id);
      if (off) return off;
      return sendOffer(account, { id, number: address.peer, form }, toolsFor(env, config, account.id, call));
    },
    outreach: {
      lease: (campaign, revision) => env.OUTREACH.getByName(campaign).lease(revision),
      told: (campaign, order) => env.OUTREACH.getByName(campaign).told(order),
      anyHour: (customers) => env.OUTREACH.getByName('main').anyHour(customers),
    },
    refuses(endpoint, body) {
      const account = accountOf(config.accounts, endpoint);
      const reason = account ? channelFor(account)?.refuses(body) : null;
      if (!reason) return null;
      return refuse(isRefusalCode(reason.code) ? reason.code : 'bad_request', reason.detail);
    },
    desk: env.DESK.getByName('main'),
    seat: (agent) => env.SEAT.getByName(agent),
    company: companyHook(config.companyHook, call),
    transcribe: transcriber(config, call),
    wake: waker(config, call),
    media: mediaFetcher(env, config, call),
    forgetMedia: (id) => env.MEDIA.getByName(id).forget(),
    async named(orders) {
      await namedAt(
        bucketPort((name) => env.IDENTITY.getByName(name)),
        config.secret,
        orders,
        Date.now(),
      );
      return { ok: true };
    },
    word: wordOf(env, config, call, fault(line.id)),
    get knowledge() {
      return knowledgeNow(env);
    },
    docket: { put: (row, said) => env.DOCKET.getByName('main').put(row, said) },
    directory: {
      tell: (news) => env.DIRECTORY.getByName('main').tell(news),
      similar: (order) => env.DIRECTORY.getByName('main').similar(order),
    },
    quality: { ended: (record) => env.QUALITY.getByName('main').ended(record) },
    ledger: ledgersOf(env),
    topics: { tell: (asked) => env.TOPICS.getByName('main').tell(asked) },
    webhook: { happened: (event) => env.WEBHOOK.getByName('main').happened(event) },
    ready: readiness(env),
    note: (name, subject = '') => void note(env, name, subject),
    sent: (told) => recordSend(env, line, told),
    committed: (news) => recordMessages(env, line, news),
    stuck: (subject, since) => noteStuck(env, subject, since),
    editors: {
      heard: (question) => env.KNOWLEDGE.getByName(KNOWLEDGE).heard(question),
    },
    fault: fault(line.id),
  };
}

/** Facts go to the ledger of the month in which their encounter began. */
function ledgersOf(env: Env): Outside['ledger'] {
  return {
    async tell(encounters, run) {
      const months = new Map<string, typeof encounters>();
      for (const one of encounters) {
        const month = dateOf(one.openedAt).slice(0, 7);
        months.set(month, [...(months.get(month) ?? []), one]);
      }
      await Promise.all([...months].map(([month, some]) => env.LEDGER.getByName(ledgerOf(month, run)).tell(some)));
      return { ok: true };
    },
  };
}

/** What the deployment's language model may do; null: there is none. */
function modelOf({ languageModel }: Config): Model | null {
  if (languageModel.kind !== 'used') return null;
  const { uses, perSession } = languageModel.settings;
  const may = (purpose: Purpose) => uses.includes(purpose);
  const able = {
    rephrase: may('rephrase'),
    choose: may('choose'),
    summarise: may('summarise'),
    suggest: may('suggest'),
  };
  return { able, perSession };
}

function wordOf(env: Env, config: Config, call: SendTools['call'], fault: Outside['fault']): Outside['word'] {
  const { languageModel } = config;
  if (languageModel.kind !== 'used') return () => Promise.resolve(null);
  return (asked) => askModel(languageModel.settings, promptOf(asked), { call, binding: env.AI, fault });
}

/** While this isolate has neither knowledge nor settings, turns wait for it together, so that they stay in their order. */
function readiness(env: Env): () => Promise<void> | null {
  let waiting: Promise<void> | null = null;
  return () => {
    if (knowledgeNow(env) && settingsKnown()) return null;
    waiting ??= Promise.all([ensureKnowledge(env), ensureSettings(env)]).then(() => {
      waiting = null;
    });
    return waiting;
  };
}

const TIME_ZONE_MS = 8 * 3_600_000;

/** Month and day in China, then six digits by chance: 1125-483920. */
function referenceOf(now: number): string {
  const [chance = 0] = crypto.getRandomValues(new Uint32Array(1));
  const day = new Date(now + TIME_ZONE_MS).toISOString().slice(5, 10).replace('-', '');
  return `${day}-${String(chance % 1_000_000).padStart(6, '0')}`;
}

function freshId(prefix: string): string {
  return `${prefix}_${crypto.randomUUID().replaceAll('-', '').slice(0, 20)}`;
}

function isRefusalCode(code: string): code is RefusalCode {
  return code in refusals;
}

function fault(line: string): Outside['fault'] {
  return (where, error) => log(faultLine('', freshNumber(), `customer ${where}`, error, line));
}
