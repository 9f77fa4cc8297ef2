/** One calling by one way: a robot of a chat, an SMS or a telephone call, all by the one egress. Never rejects. */
import { callingWords } from '../../shared/operations/words.ts';
import { noted, type Incident } from '../../shared/operations/incident.ts';
import { wordOf, type Alerts } from '../../shared/settings/alerts.ts';
import type { Account } from '../channels/account.ts';
import type { Call, Sent } from '../channels/channel.ts';
import { ringAlert } from '../channels/phone/live.ts';
import { smsAccountFor } from '../channels/registry.ts';
import { sayByRobot, type Told } from '../channels/robots.ts';
import { sendAlert, sendsAlerts } from '../channels/sms/alert.ts';
import { egressOf } from '../channels/egress.ts';
import { configOf } from '../config.ts';
import type { Env } from '../env.ts';
import { ensureSettings } from '../settings/shelf.ts';
import { chainOf, type CallingStore, type Letter } from './callings.ts';
import type { WatchStore } from './store.ts';

type World = { accounts: readonly Account[]; publicUrl: string; call: Call; now: number };

const none = (why: string): Told => ({ ok: false, again: false, why });

async function tellBy({ calling, step, way }: Letter, incident: Incident, alerts: Alerts, world: World): Promise<Told> {
  const keys = incident.alarms.map(({ key }) => key);
  const words = callingWords(incident.id, step, keys, `${world.publicUrl}/desk/`);
  try {
    if (way.by === 'robot') {
      const robot = alerts.robots.find((one) => one.id === way.to);
      return robot ? await sayByRobot(robot, words.chat, world.call, world.now) : none('no such robot');
    }
    const number = alerts.people.find((one) => one.member === way.to)?.phone;
    if (number === undefined) return none('no number');
    if (way.by === 'phone') {
      const account = world.accounts.find((one) => one.channel === 'phone' && one.provider === 'twilio');
      if (account?.channel !== 'phone' || account.provider !== 'twilio') return none('no telephone account');
      const refusal = await ringAlert(world.call, account, { number, words: words.spoken });
      return refusal ? { ok: false, again: refusal.code === 'unavailable', why: refusal.detail } : { ok: true };
    }
    const senders = world.accounts.filter((one) => one.channel === 'sms' && sendsAlerts(one));
    const account = smsAccountFor(senders, number);
    if (!account) return none('no account sends there');
    const nonce = () => crypto.randomUUID().replaceAll('-', '');
    const order = { id: calling, number, brief: words.brief, words: words.chat };
    return toldOf(await sendAlert(account, order, { call: world.call, now: world.now, nonce }));
  } catch {
    return { ok: false, again: true, why: 'the call broke' };
  }
}

/** An SMS of unknown fate may have come; another way is taken beside it. */
const toldOf = (sent: Sent): Told =>
  sent.ok ? { ok: true } : { ok: false, again: sent.fate === 'retry', why: sent.reason.code };

/** One try by one way; what came of it stands in the timeline. */
export async function told(
  letter: Letter,
  env: Env,
  storage: DurableObjectStorage,
  store: WatchStore,
  callings: CallingStore,
): Promise<() => void> {
  const config = configOf(env);
  const incident = store.incident(letter.incident);
  const alerts = chainOf(incident, (await ensureSettings(env)).alerts);
  const world = { ...config, call: egressOf(config), now: Date.now() };
  const came = incident ? await tellBy(letter, incident, alerts, world) : { ok: true as const };
  return () =>
    storage.transactionSync(() => {
      const kind = callings.settle(letter, came, alerts, Date.now());
      const newest = store.incident(letter.incident);
      const word = `${wordOf(letter.way)}${came.ok ? '' : ` ${came.why}`}`;
      if (kind && newest) store.keepIncident(noted(newest, kind, word, Date.now()));
    });
}
