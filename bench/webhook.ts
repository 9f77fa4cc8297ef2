/** A real signed WeChat push in → the agent's open screen; and a question → the robot's answer, over its acknowledgement. */
import { createHash } from 'node:crypto';
import { WebSocket } from 'ws';
import type { Gateway } from '../scripts/gateway.ts';
import { makeMember } from '../scripts/operator.ts';
import { STREAM_VERSION } from '../shared/protocol.ts';

type Frame = { type: string; [field: string]: unknown };

/** One socket with its hello said; `next` resolves with the first frame that matches, from now on. */
async function follow(url: string, headers: Record<string, string>, hello: object) {
  const socket = new WebSocket(url, { headers });
  const waiting = new Set<{ match: (frame: Frame) => boolean; resolve: (frame: Frame) => void }>();
  socket.on('message', (data: Buffer) => {
    const frame = JSON.parse(data.toString('utf8')) as Frame;
    for (const one of waiting) {
      if (!one.match(frame)) continue;
      waiting.delete(one);
      one.resolve(frame);
    }
    if (typeof frame['revision'] === 'number')
      socket.send(JSON.stringify({ type: 'got', revision: frame['revision'] }));
  });
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
  const next = (match: (frame: Frame) => boolean) =>
    new Promise<Frame>((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error('no answer within 10 s')), 10_000);
      waiting.add({
        match,
        resolve: (frame) => {
          clearTimeout(timer);
          resolve(frame);
        },
      });
    });
  const welcomed = next((frame) => frame.type === 'welcome');
  socket.send(JSON.stringify({ type: 'hello', version: STREAM_VERSION, position: null, ...hello }));
  await welcomed;
  return { say: (frame: object) => socket.send(JSON.stringify(frame)), next, close: () => socket.terminate() };
}

/** What the gateway answers: which of these it gives depends on the call. */
type Answered = { ticket: string; url: string; token: string };

async function post(gateway: Gateway, path: string, body: object, headers: Record<string, string> = {}) {
  const answer = await fetch(`${gateway.url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: gateway.publicUrl, ...headers },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return {
    answer: JSON.parse(await answer.text()) as Answered,
    cookie: answer.headers.get('set-cookie')?.split(';')[0] ?? '',
  };
}

const holds = (frame: Frame, words: string) => frame.type === 'event' && JSON.stringify(frame).includes(words);

/** Milliseconds from the push to the event on the agent's screen, one after the other. */
export async function webhookWaits(gateway: Gateway, count: number): Promise<number[]> {
  const accounts = gateway.settings.accounts as { id: string; mode?: string; kind?: string; token?: string }[];
  const account = accounts.find((one) => one.kind === 'official' && one.mode === 'plain');
  if (!account?.token) throw new Error('the demo has no plain official account');
  const token = account.token;
  const push = async (id: number, words: string) => {
    const timestamp = String(Math.floor(Date.now() / 1000));
    const nonce = `n${id}`;
    const signature = createHash('sha1').update([token, timestamp, nonce].sort().join('')).digest('hex');
    const xml = `<xml><ToUserName><![CDATA[${account.id}]]></ToUserName><FromUserName><![CDATA[obench]]></FromUserName><CreateTime>${timestamp}</CreateTime><MsgType><![CDATA[text]]></MsgType><Content><![CDATA[${words}]]></Content><MsgId>${9_000_000_000_000 + id}</MsgId></xml>`;
    const query = new URLSearchParams({ signature, timestamp, nonce, openid: 'obench' });
    const answer = await fetch(`${gateway.url}/hooks/wechat/${account.id}?${query}`, { method: 'POST', body: xml });
    if (!answer.ok) throw new Error(`hook: ${answer.status} ${await answer.text()}`);
    await answer.arrayBuffer();
  };
  await push(1, '转人工');
  const password =
    (await makeMember(gateway.url, gateway.settings, { login: 'bench', name: '量测', role: 'lead' })) ?? '';
  const { cookie } = await post(gateway, '/staff/v1/sign-in', { login: 'bench', password });
  const headers = { cookie, origin: gateway.publicUrl };
  const seatTicket = await post(gateway, '/staff/v1/ticket', { seat: true }, { cookie });
  const address = (path: string) => gateway.url.replace('http', 'ws') + path;
  const seat = await follow(address(seatTicket.answer.url), headers, {
    ticket: seatTicket.answer.ticket,
    instance: 'bench-seat',
  });
  const taken = seat.next((frame) => frame.type === 'event' && JSON.stringify(frame).includes('"customer"'));
  seat.say({ type: 'act', number: 1, act: { act: 'duty', duty: 'online' } });
  const row = JSON.stringify(await taken);
  const customer = /"customer":"(c_[^"]+)"/u.exec(row)?.[1] ?? '';
  const ticket = await post(gateway, '/staff/v1/ticket', { customer }, { cookie });
  const line = await follow(address(ticket.answer.url), headers, {
    ticket: ticket.answer.ticket,
    instance: 'bench-line',
  });
  const waits: number[] = [];
  for (let id = 2; id < count + 2; id += 1) {
    const words = `第 ${id} 次推送`;
    const seen = line.next((frame) => holds(frame, words));
    const began = performance.now();
    await Promise.all([push(id, words), seen.then(() => waits.push(performance.now() - began))]);
  }
  line.close();
  const left = seat.next((frame) => frame.type === 'accepted' && frame['number'] === 2);
  seat.say({ type: 'act', number: 2, act: { act: 'duty', duty: 'offline' } });
  await left;
  seat.close();
  return waits;
}

/** How much later than its acknowledgement the robot's answer to a question is on the screen, in ms. */
export async function answerWaits(gateway: Gateway, count: number): Promise<number[]> {
  const session = await post(gateway, '/v1/session', { site: 'shop' });
  const bearer = { authorization: `Bearer ${session.answer.token}` };
  const ticket = await post(gateway, '/v1/ticket', {}, bearer);
  const line = await follow(
    gateway.url.replace('http', 'ws') + ticket.answer.url,
    { origin: gateway.publicUrl },
    { ticket: ticket.answer.ticket, instance: 'bench-answer' },
  );
  const waits: number[] = [];
  for (let number = 1; number <= count; number += 1) {
    const accepted = line
      .next((frame) => frame.type === 'accepted' && frame['number'] === number)
      .then(() => performance.now());
    const answered = line.next((frame) => holds(frame, '"kind":"robot"')).then(() => performance.now());
    line.say({ type: 'send', number, body: { kind: 'text', text: '退款流程' } });
    const [ack, answer] = await Promise.all([accepted, answered]);
    waits.push(Math.max(0, answer - ack));
  }
  line.close();
  return waits;
}
