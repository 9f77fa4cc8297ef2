/** What a report says and how it leaves; what is due is sent one way after the other. */
import { digestWords, dueAt, daysOf, type DigestSend } from '../../shared/digest.ts';
import { addTally, figuresOf, type Figures, type Tally } from '../../shared/figures.ts';
import { refuse, type Result } from '../../shared/refusal.ts';
import type { Digest } from '../../shared/settings/digests.ts';
import type { AllSettings } from '../../shared/settings.ts';
import { dayAfter } from '../../shared/zone.ts';
import { askJson } from '../channels/ask.ts';
import type { Call } from '../channels/channel.ts';
import { companyRequest } from '../channels/company-request.ts';
import { egressOf } from '../channels/egress.ts';
import { wordAt } from '../channels/json.ts';
import { sayByRobot, type Told } from '../channels/robots.ts';
import { configOf, type Config } from '../config.ts';
import type { Env } from '../env.ts';
import { faultLine, freshNumber, log } from '../log.ts';
import { ensureSettings, refreshSettings } from '../settings/shelf.ts';
import { DigestStore } from './digests.ts';

type World = { env: Env; config: Config; call: Call; settings: Pick<AllSettings, 'digests' | 'targets'> };

export class Digesting {
  readonly #storage: DurableObjectStorage;
  readonly #env: Env;
  readonly #store: DigestStore;

  constructor(storage: DurableObjectStorage, env: Env) {
    this.#storage = storage;
    this.#env = env;
    this.#store = new DigestStore(storage.sql);
  }

  sends(): DigestSend[] {
    return this.#store.sends();
  }

  nextAt(): number | null {
    return this.#store.nextAt();
  }

  /** Owes one now, of the days it told last. */
  async tryNow(id: string): Promise<Result<{ sends: number }>> {
    const { digests } = await refreshSettings(this.#env);
    const one = digests.digests.find((each) => each.id === id);
    if (!one) return refuse('not_found');
    const now = Date.now();
    return { ok: true, sends: this.#store.owe(one, { due: dueAt(one, now), trial: true }, now) };
  }

  /** Owes what is due and sends what is owed, one after the other. */
  async run(): Promise<void> {
    const [config, settings] = [configOf(this.#env), await ensureSettings(this.#env)];
    const world = { env: this.#env, config, call: egressOf(config), settings };
    this.#storage.transactionSync(() => this.#store.plan(settings.digests, Date.now()));
    for (let send = this.#store.take(Date.now()); send; send = this.#store.take(Date.now())) {
      let told: Told;
      try {
        told = await tell(send, world);
      } catch (fault) {
        log(faultLine('', freshNumber(), 'digest', fault));
        told = { ok: false, again: true, why: 'fault' };
      }
      this.#store.settle(send, told, Date.now());
    }
  }
}

async function tell(send: DigestSend, { env, config, call, settings }: World): Promise<Told> {
  const digest = settings.digests.digests.find(({ id }) => id === send.digest);
  if (!digest) return { ok: false, again: false, why: 'removed' };
  const now = Date.now();
  const figures = await figuresIn(env, daysOf(digest, send.due));
  const words = digestWords(
    digest,
    figures,
    settings.targets,
    { due: send.due, trial: send.trial, now },
    config.publicUrl,
  );
  if (send.by === 'mail') return mailed(send, digest.language, words, config, call);
  const robot = settings.digests.robots.find(({ id }) => id === send.to);
  return robot ? sayByRobot(robot, words.text, call, now) : { ok: false, again: false, why: 'no such robot' };
}

/** The whole house's figures over some days: each month has its ledger. */
async function figuresIn(env: Env, { from, to }: { from: string; to: string }): Promise<Figures> {
  const months = new Set<string>();
  for (let day = from; day <= to; day = dayAfter(day, 1)) months.add(day.slice(0, 7));
  const range = { from, to, parts: false };
  const tallies = await Promise.all(
    [...months].map((month) => env.LEDGER.getByName(month).count({ range, by: 'channel' })),
  );
  const whole: Tally = {};
  for (const one of tallies) addTally(whole, one.whole);
  return figuresOf(whole);
}

/** By the company's hook, under one request however often it is tried: the company sends it once. */
async function mailed(
  { id, to, due }: DigestSend,
  language: Digest['language'],
  { title, text, link }: ReturnType<typeof digestWords>,
  { companyHook: hook }: Config,
  call: Call,
): Promise<Told> {
  if (!hook) return { ok: false, again: false, why: 'no hook' };
  const request = `digest-${id}-${due}`;
  const slots = { email: to, subject: title, text, link };
  const body = JSON.stringify({ request, flow: 'report', action: 'report-mail', slots, user: null, language });
  const asked = await askJson(call, await companyRequest(hook, { action: 'report-mail', request, body }, Date.now()));
  if (!asked.ok) return { ok: false, again: true, why: asked.why };
  const outcome = wordAt(asked.answer, 'outcome');
  if (asked.status < 300 && outcome === 'done') return { ok: true };
  return { ok: false, again: asked.status >= 500, why: outcome || `HTTP ${asked.status}` };
}
