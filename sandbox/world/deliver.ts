import { randomBytes } from 'node:crypto';
import type { SmsAccount } from '../config.ts';
import { readAnswer, outageLine } from '../wechat/answer.ts';
import { sealPush, type Spoiling } from '../wechat/push.ts';
import { parseXml, BadXml, type Tree } from '../wechat/xml.ts';
import type { Report } from '../sms/dispatch.ts';
import { callDue } from '../call/due.ts';
import { accepts, replyPost, reportPost, RETRY_AFTER_MS, type Post } from '../sms/callback.ts';
import type { Reply } from '../sms/reply.ts';
import { randomHex } from './digest.ts';
import type { Due } from './calendar.ts';
import { textAt } from './json.ts';
import type { Land } from './land.ts';

/** Posts to the outside; false stands for no answer in time, or none at all. */
export type Postman = (
  url: string,
  init: RequestInit,
  patienceMs: number,
) => Promise<{ status: number; body: string } | false>;

/** A pushed WeChat message: `person` for the chat, `extra` for copies that a fault switch adds. */
export interface Push {
  person: string;
  tree: Tree;
  extra?: boolean;
}

const ATTEMPTS = 3;
const PATIENCE_MS = 5000;
const SPOILINGS: string[] = ['signature', 'stale', 'appid', 'downgrade'];
const isSpoiling = (value: string | undefined): value is Spoiling => value !== undefined && SPOILINGS.includes(value);

async function push(land: Land, due: Due, post: Postman, clock: () => number): Promise<void> {
  const account = land.account('wechat', due.account);
  const { person, tree, extra } = JSON.parse(due.payload) as Push;
  if (!account) return land.calendar.settle(due.id, 'failed');
  const startedAt = clock();
  const fault = land.diary.strike('webhook.wechat.send');
  const sealed = sealPush(account, tree, {
    nowMs: startedAt,
    nonce: String(parseInt(randomHex(4), 16)),
    random16: Buffer.from(randomBytes(8).toString('hex'), 'latin1'),
    ...(isSpoiling(fault.spoil) ? { spoil: fault.spoil } : {}),
  });
  const url = `${land.setup.gatewayUrl}/hooks/wechat/${encodeURIComponent(account.id)}?${sealed.query}`;
  const init = {
    method: 'POST',
    headers: { 'content-type': sealed.contentType, 'user-agent': 'Mozilla/4.0' },
    body: sealed.body,
  };
  const got = await post(url, init, PATIENCE_MS);
  const now = clock();
  const openid = textAt(tree, 'FromUserName');
  const answer =
    got && got.status === 200 ? readAnswer(account, openid, tree.MsgType === 'event', got.body) : undefined;
  land.together(() => {
    land.diary.note(
      'webhook.wechat',
      {
        direction: 'out',
        account: account.id,
        attempt: due.attempt,
        message: tree,
        status: got ? got.status : 0,
        answer,
      },
      now,
    );
    if (answer === undefined && due.attempt < ATTEMPTS)
      return land.calendar.settle(due.id, { again: startedAt + PATIENCE_MS });
    land.calendar.settle(due.id, answer === undefined || answer.kind === 'broken' ? 'failed' : 'done');
    if (extra) return;
    if (answer?.kind === 'reply') land.wechat.say(account.id, person, 'account', answer.type, answer.shown, false, now);
    else if (answer === undefined || answer.kind === 'broken') {
      if (tree.Event === 'unsubscribe') return;
      land.wechat.say(
        account.id,
        person,
        'system',
        'outage',
        { content: outageLine(account), why: answer?.kind === 'broken' ? answer.why : 'no answer' },
        false,
        now,
      );
    } else return;
    land.diary.ring(person, `chat:${account.id}`);
  });
}

/** What a TwiML answer tells Twilio to send back. */
export function twimlMessages(body: string): string[] {
  if (body.trim() === '') return [];
  try {
    const { root, tree } = parseXml(body);
    if (root !== 'Response' || typeof tree === 'string') return [];
    const found = tree.Message ?? [];
    return (Array.isArray(found) ? found : [found])
      .map((each) => (typeof each === 'string' ? each : textAt(each, 'Body')))
      .filter((each) => each !== '');
  } catch (fault) {
    if (fault instanceof BadXml) return [];
    throw fault;
  }
}

function afterReply(land: Land, account: SmsAccount, phone: string, number: string, body: string, now: number): void {
  for (const text of account.provider === 'twilio' ? twimlMessages(body) : []) {
    if (land.sms.isStopped(account.id, phone)) return;
    land.sms.add({
      account: account.id,
      phone,
      number,
      direction: 'to person',
      text,
      at: now,
      batch: `SM${randomHex(16)}`,
      ownId: '',
      template: '',
      status: 'delivered',
    });
    const person = land.personByPhone(phone);
    if (person) land.diary.ring(person.id, 'sms');
  }
}

async function callBack(land: Land, due: Due, post: Postman, clock: () => number): Promise<void> {
  const account = land.account('sms', due.account);
  const payload = JSON.parse(due.payload) as Report & Reply;
  const sms = land.sms.one(payload.sms);
  if (!account || !sms) return land.calendar.settle(due.id, 'failed');
  const spoiled = land.diary.strike('webhook.sms').spoil === 'signature';
  const gateway = land.setup.gatewayUrl;
  const now = clock();
  const letter: Post =
    due.kind === 'report'
      ? reportPost(gateway, account, sms, payload, now, spoiled)
      : replyPost(gateway, account, sms, payload, spoiled);
  if (due.kind === 'report' && due.attempt === 1)
    land.sms.mark(sms.id, payload.status === 'sent' ? sms.status : payload.status, now);
  const got = await post(letter.url, { method: 'POST', headers: letter.headers, body: letter.body }, letter.patienceMs);
  const later = clock();
  const accepted = got !== false && accepts(account, got.status, got.body);
  land.together(() => {
    const place = due.kind === 'report' ? 'webhook.sms.report' : 'webhook.sms.reply';
    land.diary.note(
      place,
      {
        direction: 'out',
        account: account.id,
        attempt: due.attempt,
        body: letter.body,
        status: got ? got.status : 0,
        accepted,
      },
      later,
    );
    const pause = RETRY_AFTER_MS[account.provider][due.attempt - 1];
    if (accepted && due.kind === 'reply' && got) afterReply(land, account, sms.phone, sms.number, got.body, later);
    land.calendar.settle(due.id, accepted ? 'done' : pause === undefined ? 'failed' : { again: later + pause });
  });
}

/** Does everything that is due: per receiver in order, receivers side by side. Never throws; a poison row is put aside. */
export async function deliverDue(land: Land, post: Postman, clock: () => number): Promise<number> {
  const due = land.calendar.take(clock(), 60_000);
  const queues = new Map<string, Due[]>();
  for (const each of due) {
    const name = each.attempt > 1 ? `retry ${each.id}` : `${each.account} ${each.peer}`;
    queues.set(name, [...(queues.get(name) ?? []), each]);
  }
  await Promise.all(
    [...queues.values()].map(async (queue) => {
      for (const each of queue) {
        try {
          if (each.kind === 'push') await push(land, each, post, clock);
          else if (each.kind === 'report' || each.kind === 'reply') await callBack(land, each, post, clock);
          else await callDue({ land, post, clock }, { ...each, kind: each.kind });
        } catch (fault) {
          land.calendar.settle(each.id, 'failed');
          land.diary.note('world.fault', { due: each.id, fault: String(fault) }, clock());
        }
      }
    }),
  );
  return due.length;
}
