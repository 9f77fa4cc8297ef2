import { Router, type IRequest, type RouterType } from 'itty-router';
import { randomBytes } from 'node:crypto';
import type { Person } from '../config.ts';
import { answerAction } from '../shop/actions.ts';
import { hookIsGenuine, signIn } from '../shop/sign.ts';
import { serveModel } from '../model/server.ts';
import { serveCallCreate } from '../call/outgoing.ts';
import { callRoutes, serveCallUpdate, serveRecording } from '../call/server.ts';
import { robotRoutes } from '../robots/server.ts';
import { sendFromPerson } from '../sms/reply.ts';
import { serveAliyun, serveTencent, serveTwilio } from '../sms/server.ts';
import { signature } from '../wechat/crypto.ts';
import { openidOf, unionidOf } from '../wechat/identity.ts';
import { actOnWechat, chatOf } from '../wechat/person.ts';
import { serveWechat } from '../wechat/server.ts';
import type { Postman } from './deliver.ts';
import { isRecord, listAt, parseJson, textAt } from './json.ts';
import { answerBy, type Land } from './land.ts';

/** What the routes need of the object: the land, the clock, the way out, and to be woken when something changes. */
export interface Ways {
  land: Land;
  clock: () => number;
  post: Postman;
  /** Waits until anything rings, at most so long. */
  nextRing: (ms: number) => Promise<void>;
  /** Posts what is due now; the number of posts tried. */
  settle: () => Promise<number>;
}

const refuse = (status: number, code: string, detail = ''): Response =>
  Response.json({ ok: false, code, detail }, { status });
const body = async (request: IRequest): Promise<unknown> => parseJson(await request.text());
const param = (request: IRequest, name: string): string => decodeURIComponent(String(request.params[name] ?? ''));

function peopleRoutes({ land, clock, nextRing }: Ways): RouterType<IRequest> {
  const router = Router<IRequest>({ base: '/sandbox/people' });
  const brief = (person: Person): Record<string, unknown> => ({
    id: person.id,
    name: person.name,
    phone: person.phone,
    userId: person.userId,
  });
  const withPerson =
    (work: (person: Person, request: IRequest) => Promise<Response> | Response) => (request: IRequest) => {
      const person = land.person(param(request, 'person'));
      return person ? work(person, request) : refuse(404, 'no_such_person');
    };
  router.get('/', () => Response.json({ people: land.setup.people.map(brief) }));
  router.get(
    '/:person',
    withPerson((person) => {
      const accounts = land.setup.accounts.flatMap((each): Record<string, unknown>[] => {
        if (each.channel === 'sms')
          return [
            {
              channel: 'sms',
              id: each.id,
              provider: each.provider,
              number: each.number,
              name: each.provider === 'twilio' ? each.number : each.signName,
            },
          ];
        if (each.channel === 'phone') return [{ channel: 'phone', id: each.id, number: each.number, name: each.name }];
        if (each.channel !== 'wechat') return [];
        const unionid = unionidOf(each.openPlatform, person.id);
        return [
          {
            channel: 'wechat',
            id: each.id,
            kind: each.kind,
            name: each.name,
            openid: openidOf(each.appid, person.id),
            unionid,
          },
        ];
      });
      return Response.json({ ...brief(person), accounts });
    }),
  );
  router.get(
    '/:person/inbox',
    withPerson((person) => Response.json({ person: brief(person), messages: land.sms.inbox(person.phone) })),
  );
  router.get(
    '/:person/chat/:account',
    withPerson((person, request) => {
      const account = land.account('wechat', param(request, 'account'));
      return account ? Response.json(chatOf(land, person, account, clock())) : refuse(404, 'no_such_account');
    }),
  );
  router.get(
    '/:person/events',
    withPerson(async (person, request) => {
      const after = request.query.after;
      if (typeof after !== 'string') return Response.json({ last: land.diary.lastChange(person.id), changes: [] });
      const until = clock() + Math.min(Math.max(Number(request.query.wait ?? 25) || 0, 0), 50) * 1000;
      let changes = land.diary.changes(person.id, Number(after));
      while (changes.length === 0 && clock() < until) {
        await nextRing(until - clock());
        changes = land.diary.changes(person.id, Number(after));
      }
      return Response.json({ last: changes.at(-1)?.id ?? Number(after), changes });
    }),
  );
  router.post(
    '/:person/sms',
    withPerson(async (person, request) => {
      const value = await body(request);
      const sent = land.together(() =>
        sendFromPerson(land, person.phone, textAt(value, 'to'), textAt(value, 'text'), clock()),
      );
      return sent.ok ? Response.json(sent, { status: 202 }) : refuse(sent.code === 'bad_text' ? 400 : 404, sent.code);
    }),
  );
  router.post(
    '/:person/wechat/:account',
    withPerson(async (person, request) => {
      const account = land.account('wechat', param(request, 'account'));
      if (!account) return refuse(404, 'no_such_account');
      const act = await body(request);
      const done = land.together(() => actOnWechat(land, person, account, act, clock()));
      return done.ok
        ? Response.json(done, { status: 202 })
        : refuse(done.code === 'not_following' ? 409 : 400, done.code);
    }),
  );
  return router;
}

function shopRoutes({ land, clock }: Ways): RouterType<IRequest> {
  const router = Router<IRequest>({ base: '/sandbox/shop' });
  router.get('/people', () =>
    Response.json({
      people: land.setup.people.map(({ id, name, phone, userId, orders }) => ({ id, name, phone, userId, orders })),
    }),
  );
  router.post('/sign-in', async (request) => {
    const value = await body(request);
    const person = land.person(textAt(value, 'persona'));
    if (!person) return refuse(404, 'no_such_person');
    const wanted = textAt(value, 'site');
    const site = wanted === '' ? land.firstSite() : (land.account('web', wanted) ?? land.account('app', wanted));
    if (!site) return refuse(404, 'no_such_site');
    const { id, name, phone, userId, orders } = person;
    return Response.json({
      token: signIn(person, site, clock()),
      user: { id: userId, persona: id, name, phone, orders },
    });
  });
  router.get('/cases', () => Response.json({ cases: land.shop.all() }));
  router.post('/hook/:action', async (request) => {
    const action = param(request, 'action');
    const raw = await request.text();
    const genuine = hookIsGenuine(land.setup.hookSecret, request.headers.get('x-yixian-signature') ?? '', raw, clock());
    const fault = { ...land.diary.strike('shop.hook'), ...land.diary.strike(`shop.${action}`) };
    if (fault.status !== undefined) return new Response('simulated outage', { status: fault.status });
    if (!genuine) return refuse(401, 'bad_signature');
    const value = parseJson(raw);
    if (!isRecord(value) || !isRecord(value.slots) || textAt(value, 'request') === '') return refuse(400, 'bad_body');
    const { people } = land.setup;
    const answer = land.together(() => answerAction(action, value, { people, book: land.shop, now: clock() }));
    if (answer === null) return refuse(404, 'no_such_action');
    land.diary.note(`shop.${action}`, { direction: 'in', body: value, answer: parseJson(answer) }, clock());
    const said = fault.spoil === 'nonsense' ? '{"outcome": 7' : answer;
    return answerBy(fault, new Response(said, { headers: { 'content-type': 'application/json' } }));
  });
  return router;
}

function codeRoute({ land, clock }: Ways, kind: 'login' | 'phone') {
  return async (request: IRequest): Promise<Response> => {
    const value = await body(request);
    const person = land.person(textAt(value, 'persona'));
    const account = land.wechatByAppid(textAt(value, 'appid'));
    if (!person || account?.kind !== 'mini') return refuse(404, 'no_such_person_or_appid');
    return Response.json({ code: land.wechat.newCode(kind, account.appid, person.id, clock()) });
  };
}

/** What a person answered to wx.requestSubscribeMessage: WeChat counts each accept as one message and tells the account. */
async function subscriptions({ land, clock }: Ways, request: IRequest): Promise<Response> {
  const value = await body(request);
  const person = land.person(textAt(value, 'persona'));
  const account = land.wechatByAppid(textAt(value, 'appid'));
  if (!person || account?.kind !== 'mini') return refuse(404, 'no_such_person_or_appid');
  const answers = listAt(value, 'answers');
  const act = { kind: 'event', event: 'subscribe_msg_popup_event', answers };
  const done = land.together(() => actOnWechat(land, person, account, act, clock()));
  return done.ok ? Response.json({ ok: true }) : refuse(400, done.code);
}

/** The console's button that checks a webhook's address: the GET of §1.1, whose echo must come back byte for byte. */
async function verifyAddress({ land, clock, post }: Ways, request: IRequest): Promise<Response> {
  const account = land.account('wechat', param(request, 'account'));
  if (!account) return refuse(404, 'no_such_account');
  const timestamp = String(Math.floor(clock() / 1000));
  const nonce = String(randomBytes(4).readUInt32BE());
  const echostr = String(randomBytes(6).readUIntBE(0, 6));
  const query = new URLSearchParams({
    signature: signature(account.token, timestamp, nonce),
    timestamp,
    nonce,
    echostr,
  });
  const got = await post(
    `${land.setup.gatewayUrl}/hooks/wechat/${encodeURIComponent(account.id)}?${query}`,
    { method: 'GET' },
    5000,
  );
  const verified = got !== false && got.status === 200 && got.body === echostr;
  return Response.json(
    { ok: verified, code: verified ? 'verified' : 'token_verification_failed' },
    { status: verified ? 200 : 422 },
  );
}

function watcherRoutes(ways: Ways): RouterType<IRequest> {
  const { land, clock, settle } = ways;
  const router = Router<IRequest>({ base: '/sandbox' });
  router.get('/faults', () => Response.json(land.diary.faults()));
  router.delete('/faults', () => {
    land.diary.clearFaults();
    return Response.json({});
  });
  router.post('/faults', async (request) => {
    const value = await body(request);
    if (!isRecord(value)) return refuse(400, 'bad_body');
    const { 'wechat.tokens': tokens, ...lasting } = value;
    if (isRecord(tokens)) land.wechat.endTokens(tokens.kill === true ? 'kill' : 'expire', clock());
    land.diary.setFaults(lasting);
    return Response.json(land.diary.faults());
  });
  router.get('/log', (request) => {
    const place = typeof request.query.place === 'string' ? request.query.place : '';
    return Response.json({
      lines: land.diary.lines(Number(request.query.after ?? 0) || 0, place),
      waiting: land.calendar.waiting(),
    });
  });
  router.post('/settle', async () => Response.json({ tried: await settle(), waiting: land.calendar.waiting() }));
  return router;
}

/** Every path of the simulated world on one page. */
export function makeRouter(ways: Ways): (request: Request) => Promise<Response> {
  const { land, clock } = ways;
  const router = Router();
  router.all('/sandbox/aliyun', (request) => serveAliyun(land, request, clock()));
  router.all('/sandbox/aliyun/', (request) => serveAliyun(land, request, clock()));
  router.all('/sandbox/tencent', (request) => serveTencent(land, request, clock()));
  router.all('/sandbox/tencent/', (request) => serveTencent(land, request, clock()));
  router.all('/sandbox/twilio/2010-04-01/Accounts/:sid/Messages.json', (request) =>
    serveTwilio(land, param(request, 'sid'), request, clock()),
  );
  router.post('/sandbox/twilio/2010-04-01/Accounts/:sid/Calls.json', (request) => serveCallCreate(ways, request));
  router.post('/sandbox/twilio/2010-04-01/Accounts/:sid/Calls/:call.json', (request) => serveCallUpdate(ways, request));
  router.get('/sandbox/twilio/2010-04-01/Accounts/:sid/Recordings/:recording.mp3', (request) =>
    serveRecording(ways, request),
  );
  router.post('/sandbox/robots/*', robotRoutes(ways).fetch);
  router.post('/sandbox/model/v1/chat/completions', (request) => serveModel(land, request, clock()));
  router.post('/sandbox/wechat/login-code', codeRoute(ways, 'login'));
  router.post('/sandbox/wechat/phone-code', codeRoute(ways, 'phone'));
  router.post('/sandbox/wechat/subscriptions', (request) => subscriptions(ways, request));
  router.post('/sandbox/wechat/console/:account/verify', (request) => verifyAddress(ways, request));
  router.get('/sandbox/wechat/picture/:id', (request) => {
    const found = land.wechat.media(param(request, 'id'), clock());
    if (!found?.contentType.startsWith('image/')) return refuse(404, 'no_such_picture');
    return new Response(found.bytes, {
      headers: { 'content-type': found.contentType, 'x-content-type-options': 'nosniff' },
    });
  });
  router.all('/sandbox/wechat/:path+', (request) => serveWechat(land, String(request.params.path), request, clock()));
  router.all('/sandbox/people/:person/calls', callRoutes(ways).fetch);
  router.all('/sandbox/people/:person/calls/*', callRoutes(ways).fetch);
  router.all('/sandbox/people/*', peopleRoutes(ways).fetch);
  router.all('/sandbox/people', peopleRoutes(ways).fetch);
  router.all('/sandbox/shop/*', shopRoutes(ways).fetch);
  router.all('/sandbox/*', watcherRoutes(ways).fetch);
  router.all('*', () => refuse(404, 'no_such_path'));
  return async (request) => (await router.fetch(request)) as Response;
}
