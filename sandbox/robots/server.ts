import { createHmac } from 'node:crypto';
import type { IRequest, RouterType } from 'itty-router';
import { Router } from 'itty-router';
import { isRecord, parseJson, textAt } from '../world/json.ts';
import type { Land } from '../world/land.ts';

/** So many messages a minute each robot takes, as WeCom and DingTalk say; Feishu takes a hundred, and five in a second. */
const A_MINUTE = 20;
const HOUR_MS = 3_600_000;
/** Whatever a robot's word is, its secret is this and the word, as its console would show it. */
const secretOf = (word: string): string => `SEC${word}`;
/** A robot of this word was removed from its group. */
const REMOVED = 'removed';

const sentAt = new Map<string, number[]>();

function mayTake(robot: string, now: number, most: number): boolean {
  const lately = (sentAt.get(robot) ?? []).filter((at) => at > now - 60_000 && at <= now);
  if (lately.length >= most) return false;
  sentAt.set(robot, [...lately, now]);
  return true;
}

const bytes = (text: string): number => new TextEncoder().encode(text).length;

/** The group robots of WeCom, DingTalk and Feishu: they check signature, shape and how often, and write down what was said. */
export function robotRoutes({ land, clock }: { land: Land; clock: () => number }): RouterType<IRequest> {
  const router = Router<IRequest>({ base: '/sandbox/robots' });
  const text = async (request: IRequest, kind: 'msgtype' | 'msg_type'): Promise<[string, unknown]> => {
    const value = parseJson(await request.text());
    if (!isRecord(value) || value[kind] !== 'text') return ['', value];
    const inside = value[kind === 'msgtype' ? 'text' : 'content'];
    return [textAt(inside, kind === 'msgtype' ? 'content' : 'text'), value];
  };
  const kept = (kind: string, robot: string, words: string): void =>
    land.diary.note(`robot.${kind}`, { robot, text: words }, clock());

  router.post('/wecom/cgi-bin/webhook/send', async (request) => {
    const key = typeof request.query.key === 'string' ? request.query.key : '';
    const [words] = await text(request, 'msgtype');
    if (key === '' || key === REMOVED) return Response.json({ errcode: 93000, errmsg: 'invalid webhook url' });
    if (words === '') return Response.json({ errcode: 40008, errmsg: 'invalid message type' });
    if (bytes(words) > 2_048) return Response.json({ errcode: 40058, errmsg: 'content exceed max length' });
    if (!mayTake(`wecom ${key}`, clock(), A_MINUTE))
      return Response.json({ errcode: 45009, errmsg: 'api freq out of limit' });
    kept('wecom', key, words);
    return Response.json({ errcode: 0, errmsg: 'ok' });
  });

  router.post('/dingtalk/robot/send', async (request) => {
    const { access_token: token, timestamp, sign } = request.query;
    const word = typeof token === 'string' ? token : '';
    const [words] = await text(request, 'msgtype');
    if (word === '' || word === REMOVED) return Response.json({ errcode: 300005, errmsg: 'token is not exist' });
    const secret = secretOf(word);
    const good = createHmac('sha256', secret)
      .update(`${String(timestamp)}\n${secret}`)
      .digest('base64');
    if (sign !== good) return Response.json({ errcode: 310000, errmsg: 'sign not match' });
    if (!(Math.abs(clock() - Number(timestamp)) <= HOUR_MS))
      return Response.json({ errcode: 310000, errmsg: 'invalid timestamp' });
    if (words === '') return Response.json({ errcode: 400102, errmsg: 'msgtype is null' });
    if (!mayTake(`dingtalk ${word}`, clock(), A_MINUTE))
      return Response.json({ errcode: 130101, errmsg: 'send too fast, exceed 20 times per minute' });
    kept('dingtalk', word, words);
    return Response.json({ errcode: 0, errmsg: 'ok' });
  });

  router.post('/feishu/open-apis/bot/v2/hook/:robot', async (request) => {
    const word = String(request.params['robot'] ?? '');
    const [words, value] = await text(request, 'msg_type');
    if (word === REMOVED)
      return Response.json({ code: 19001, msg: 'param invalid: incoming webhook access token invalid' });
    const timestamp = textAt(value, 'timestamp');
    const good = createHmac('sha256', `${timestamp}\n${secretOf(word)}`)
      .update('')
      .digest('base64');
    const near = Math.abs(clock() - Number(timestamp) * 1_000) <= HOUR_MS;
    if (textAt(value, 'sign') !== good || !near)
      return Response.json({
        code: 19021,
        msg: 'sign match fail or timestamp is not within one hour from current time',
      });
    if (words === '') return Response.json({ code: 19002, msg: 'params error, msg_type need' });
    if (!mayTake(`feishu ${word}`, clock(), 100)) return Response.json({ code: 11232, msg: 'frequency limited' });
    kept('feishu', word, words);
    return Response.json({ code: 0, msg: 'success', data: {} });
  });
  return router;
}
