/** Who is called: two ways that don't fail together, signed as each platform wants it, the other one where one fails. */
import { env } from 'cloudflare:workers';
import { runInDurableObject } from 'cloudflare:test';
import * as v from 'valibot';
import { beforeEach, describe, expect, it } from 'vitest';
import { alerts, noAlerts, otherWays, type Alerts, type Robot } from '../../shared/settings/alerts.ts';
import { egress } from '../../worker/channels/egress.ts';
import { sayByRobot } from '../../worker/channels/robots.ts';
import { note } from '../../worker/watch-counts.ts';
import { veiled } from '../../worker/settings/veil.ts';
import { must } from '../results.ts';
import { stubOf } from '../stub.ts';
import { WORLD_URL } from '../world.ts';
import { minute, robotSaid, settle, staged, TEN, watch } from './rig.ts';

staged();

const at = `${WORLD_URL}/sandbox/robots`;
let words = 0;
/** Robots of this test alone: how often each spoke is remembered. */
function robots(): Record<'wecom' | 'dingtalk' | 'feishu', Robot> & { word: string } {
  words += 1;
  const word = `w${words}`;
  return {
    word,
    wecom: {
      ...{ id: 'wecom', name: '值班群', kind: 'wecom' },
      url: `${at}/wecom/cgi-bin/webhook/send?key=${word}`,
      secret: '',
    },
    dingtalk: {
      ...{ id: 'ding', name: '运维群', kind: 'dingtalk' },
      ...{ url: `${at}/dingtalk/robot/send?access_token=${word}`, secret: `SEC${word}` },
    },
    feishu: {
      ...{ id: 'feishu', name: '飞书群', kind: 'feishu' },
      ...{ url: `${at}/feishu/open-apis/bot/v2/hook/${word}`, secret: `SEC${word}` },
    },
  };
}
const call = egress(null, (request) => fetch(request));
const say = (robot: Robot, text = '系统故障', now = Date.now()) => sayByRobot(robot, text, call, now);
const people: Alerts['people'] = [
  { member: 'u_zhao', name: '赵敏', phone: '+8613800138000' },
  { member: 'u_smith', name: 'Smith', phone: '+447700900123' },
];

describe('robots of group chats', () => {
  it('O116 are told as their platforms sign it; a wrong secret or moment is refused', async () => {
    const { wecom, dingtalk, feishu, word } = robots();
    for (const one of [wecom, dingtalk, feishu]) expect(await say(one), one.kind).toEqual({ ok: true });
    for (const kind of ['wecom', 'dingtalk', 'feishu']) expect(await robotSaid(kind, word)).toEqual(['系统故障']);
    expect(await say({ ...dingtalk, secret: 'SECother' })).toMatchObject({
      ok: false,
      again: false,
      why: 'dingtalk 310000',
    });
    expect(await say({ ...feishu, secret: 'SECother' })).toMatchObject({
      ok: false,
      again: false,
      why: 'feishu 19021',
    });
    expect(await say(dingtalk, 'x', Date.now() - 3_700_000)).toMatchObject({ ok: false });
    expect(await say(feishu, 'x', Date.now() - 3_700_000)).toMatchObject({ ok: false });
    expect(await say({ ...wecom, url: wecom.url.replace(word, 'removed') })).toMatchObject({
      again: false,
      why: 'wecom 93000',
    });
  });

  it('O116 stay within twenty a minute and the length a platform takes; too many is tried again', async () => {
    const { wecom, dingtalk, word } = robots();
    expect(await say(wecom, '长'.repeat(3_000))).toEqual({ ok: true });
    expect(new TextEncoder().encode((await robotSaid('wecom', word))[0]).length).toBeLessThanOrEqual(2_048);
    for (let time = 1; time < 20; time += 1) expect(await say(wecom)).toEqual({ ok: true });
    expect(await say(wecom)).toMatchObject({ ok: false, again: true, why: 'wecom 45009' });
    for (let time = 0; time < 20; time += 1) expect(await say(dingtalk)).toEqual({ ok: true });
    expect(await say(dingtalk)).toMatchObject({ ok: false, again: true });
    // Reckoned apart, by Python's hmac: the moment in milliseconds and the secret, signed with the secret.
    const seen: string[] = [];
    const listening = egress(null, async (request) => {
      seen.push(request.url);
      return Response.json({ errcode: 0 });
    });
    await sayByRobot({ ...dingtalk, secret: 'this is secret' }, 'x', listening, 1_577_262_236_757);
    expect(new URL(seen[0] ?? '').searchParams.get('sign')).toBe('hmPWwU+7lVdm3ZZz0r9tSfx0L4Q26jWOZr9+Gs6EZQM=');
  });
});

describe('the chain', () => {
  const { wecom, dingtalk } = robots();
  const shape = (given: Partial<Alerts>) =>
    v.safeParse(alerts, { ...noAlerts, robots: [wecom, dingtalk], people, ...given }).success;
  const [byWecom, byDing] = [{ by: 'robot', to: 'wecom' } as const, { by: 'robot', to: 'ding' } as const];

  it('O117 wants two ways at first that don’t fail together', () => {
    expect(shape({ steps: [[byWecom], [], [], []] })).toBe(false);
    expect(
      shape({ robots: [wecom, { ...wecom, id: 'two' }], steps: [[byWecom, { by: 'robot', to: 'two' }], [], [], []] }),
    ).toBe(false);
    expect(
      shape({
        steps: [
          [
            { by: 'sms', to: 'u_zhao' },
            { by: 'sms', to: 'u_smith' },
          ],
          [],
          [],
          [],
        ],
      }),
    ).toBe(false);
    expect(shape({ steps: [[], [byWecom], [], []] })).toBe(false);
    expect(shape({ steps: [[byWecom, byDing], [], [], []] })).toBe(true);
    expect(shape({ steps: [[byWecom, { by: 'phone', to: 'u_zhao' }], [], [], []] })).toBe(true);
    expect(shape({ steps: [[byWecom, { by: 'phone', to: 'nobody' }], [], [], []] })).toBe(false);
    expect(shape({ robots: [{ ...dingtalk, secret: '' }] })).toBe(false);
    expect(shape({})).toBe(true);
  });

  it('O117 another way that stands on its own comes first where one failed', () => {
    const given: Alerts = {
      robots: [wecom, { ...wecom, id: 'two' }, dingtalk],
      people,
      steps: [[byWecom, byDing], [{ by: 'sms', to: 'u_zhao' }], [], []],
    };
    expect(otherWays(given, [byWecom, byDing])).toEqual([
      { by: 'sms', to: 'u_zhao' },
      { by: 'robot', to: 'two' },
    ]);
  });

  it('O117 is nobody’s to read but owner’s and leads’', () => {
    expect(veiled('alerts', { robots: [dingtalk] }, { id: 'a', login: 'a' })).toEqual(noAlerts);
  });
});

describe('a calling', () => {
  const kinds = async () => {
    const [row] = (await watch().standing()).incidents;
    const { incident } = must(await watch().incident(row?.id ?? ''));
    return { id: incident.id, incident, said: incident.timeline.map(({ kind, word }) => `${kind} ${word}`.trim()) };
  };
  const goesWrong = async () => {
    void note(env, 'quarantined', 'shop');
    await minute();
  };
  beforeEach(() => settle('alerts', noAlerts));

  it('O118 leaves by both ways at once, and what came of each is kept', async () => {
    const { wecom, dingtalk, word } = robots();
    const steps: Alerts['steps'] = [
      [
        { by: 'robot', to: 'wecom' },
        { by: 'robot', to: 'ding' },
      ],
      [],
      [],
      [],
    ];
    await settle('alerts', { robots: [wecom, dingtalk], people, steps });
    await goesWrong();
    const { id, said } = await kinds();
    expect(said.slice(0, 2)).toEqual(['opened quarantine:shop', 'called 0']);
    expect(said.slice(2).toSorted()).toEqual(['delivered robot:ding', 'delivered robot:wecom']);
    for (const kind of ['wecom', 'dingtalk']) {
      const [text = '', ...more] = await robotSaid(kind, word);
      expect(more).toEqual([]);
      expect(text).toContain(`故障 ${id}`);
      expect(text).toContain(`${env.PUBLIC_URL}/desk/`);
    }
  });

  it('O118 where one fails another is taken; nobody named is said', async () => {
    await goesWrong();
    expect((await kinds()).said).toContain('undelivered nobody');
  });

  it('O104 O118 whoever takes it ends what has not left yet: what was owed is dropped', async () => {
    const { wecom, dingtalk } = robots();
    const gone = { ...wecom, url: `${WORLD_URL}/nowhere/cgi-bin/webhook/send?key=x` };
    const steps: Alerts['steps'] = [
      [
        { by: 'robot', to: 'wecom' },
        { by: 'robot', to: 'ding' },
      ],
      ...([[], [], []] as Alerts['steps']),
    ];
    await settle('alerts', { robots: [gone, dingtalk], people, steps });
    await goesWrong();
    const { id } = await kinds();
    const states = () =>
      runInDurableObject(stubOf(watch()), (_: unknown, { storage }: DurableObjectState) =>
        storage.sql
          .exec<{ way_to: string; state: string; tries: number }>(
            'select way_to, state, tries from calling order by id',
          )
          .toArray(),
      );
    expect(await states()).toEqual([
      { way_to: 'wecom', state: 'owed', tries: 1 },
      { way_to: 'ding', state: 'delivered', tries: 1 },
    ]);
    must(await watch().act({ id, act: { act: 'acknowledge', by: { id: 'u_zhao', name: '赵敏' } } }));
    await minute(3);
    expect(await states()).toEqual([
      { way_to: 'wecom', state: 'dropped', tries: 1 },
      { way_to: 'ding', state: 'delivered', tries: 1 },
    ]);
  });

  it('O118 a robot that was removed: the SMS template goes instead', async () => {
    const { wecom, dingtalk } = robots();
    const gone = { ...wecom, url: `${at}/wecom/cgi-bin/webhook/send?key=removed` };
    const steps: Alerts['steps'] = [
      [
        { by: 'robot', to: 'wecom' },
        { by: 'robot', to: 'ding' },
      ],
      [{ by: 'sms', to: 'u_zhao' }],
      ...([[], []] as Alerts['steps']),
    ];
    await settle('alerts', { robots: [gone, dingtalk], people, steps });
    await goesWrong();
    const { said } = await kinds();
    expect(said).toEqual(
      expect.arrayContaining(['undelivered robot:wecom wecom 93000', 'delivered robot:ding', 'delivered sms:u_zhao']),
    );
  });

  it('O118 O104 by telephone and SMS abroad; up the chain until somebody takes it, each step once', async () => {
    const { wecom, dingtalk, word } = robots();
    const steps: Alerts['steps'] = [
      [
        { by: 'robot', to: 'wecom' },
        { by: 'robot', to: 'ding' },
      ],
      [{ by: 'sms', to: 'u_smith' }],
      [{ by: 'phone', to: 'u_smith' }],
      [{ by: 'robot', to: 'wecom' }],
    ];
    await settle('alerts', { robots: [wecom, dingtalk], people, steps });
    // It goes on.
    for (let at = 0; at < 13; at += 1) await goesWrong();
    const { id, said } = await kinds();
    expect(said.filter((one) => one.startsWith('called'))).toEqual(['called 0', 'called 1', 'called 2']);
    expect(said).toEqual(expect.arrayContaining(['delivered sms:u_smith', 'delivered phone:u_smith']));
    must(await watch().act({ id, act: { act: 'acknowledge', by: { id: 'u_zhao', name: '赵敏' } } }));
    for (let at = 0; at < 12; at += 1) await goesWrong();
    expect((await kinds()).said.filter((one) => one.startsWith('called'))).toHaveLength(3);
    expect(await robotSaid('wecom', word)).toHaveLength(1);
    expect(Date.now()).toBeGreaterThan(TEN + 24 * 60_000);
  });
});
