/** Topics that rise: told once, by their name, to who is on for them; never a part of what goes wrong. */
import { env } from 'cloudflare:workers';
import { runInDurableObject } from 'cloudflare:test';
import { beforeEach, expect, it, vi } from 'vitest';
import { dateOf } from '../../shared/calendar.ts';
import type { Alerts, Robot } from '../../shared/settings/alerts.ts';
import { note } from '../../worker/watch-counts.ts';
import { must } from '../results.ts';
import { stubOf } from '../stub.ts';
import { WORLD_URL } from '../world.ts';
import { minute, MINUTE, robotSaid, settle, staged, standing, watch } from './rig.ts';

staged();

const DAY = 24 * 60 * MINUTE;
const topics = () => env.TOPICS.getByName('main');
const inTopics = (act: (sql: SqlStorage) => void) =>
  runInDurableObject(stubOf(topics()), (_: unknown, { storage }: DurableObjectState) => act(storage.sql));
let numbers = 0;

const called = (id: string, name: string) =>
  inTopics((sql) =>
    sql.exec(
      `insert or replace into topic (id, language, name, typical, born_at, last_at, vector) values (?, 'zh', ?, '', 1, 1, '{"terms":[],"meaning":[]}')`,
      ...[id, name],
    ),
  );
/** So many sessions about a topic on the day of the clock, of so many people. */
const asked = (topic: string, sessions: number, people = sessions, at = Date.now()) =>
  inTopics((sql) => {
    for (let one = 0; one < sessions; one += 1) {
      const session = `s${(numbers += 1)}`;
      const encounter = {
        ...{
          session,
          customer: `c_${topic}${one % people}`,
          number: session,
          revision: 1,
          openedAt: at,
          channel: 'web',
        },
        ...{ group: '', product: '', level: '', people: false, agentMs: 0, unsolved: false, upset: false },
      };
      sql.exec(
        'insert into encounter (session, day, opened_at, revision, body) values (?, ?, ?, 1, ?)',
        ...[session, dateOf(at), at, JSON.stringify(encounter)],
      );
      sql.exec(
        `insert into question (session, place, day, at, language, text, fate, fault, topic) values (?, 0, ?, ?, 'zh', '漏水', 'missed', 0, ?)`,
        ...[session, dateOf(at), at, topic],
      );
    }
    sql.exec('delete from counted');
  });

let words = 0;
const chat = (kind: 'wecom' | 'dingtalk'): Robot & { word: string } => {
  const word = `r${(words += 1)}`;
  const path = kind === 'wecom' ? `cgi-bin/webhook/send?key=${word}` : `robot/send?access_token=${word}`;
  const secret = kind === 'wecom' ? '' : `SEC${word}`;
  return { word, id: kind, name: '群', kind, url: `${WORLD_URL}/sandbox/robots/${kind}/${path}`, secret };
};
const own = ({ word: _, ...robot }: Robot & { word: string }): Robot => robot;
const people: Alerts['people'] = [{ member: 'u_smith', name: 'Smith', phone: '+447700900123' }];
const told = async () => {
  const incidents = await Promise.all(
    (await watch().standing()).incidents.map(async ({ id }) => must(await watch().incident(id)).incident),
  );
  return incidents.toReversed();
};

beforeEach(() =>
  inTopics((sql) => {
    for (const table of ['encounter', 'question', 'topic', 'counted']) sql.exec(`delete from ${table}`);
  }),
);

it('O132 T114 a rise calls the first step’s chats once, by its name; over midnight and renamed it is the same one', async () => {
  const wecom = chat('wecom');
  await settle('alerts', {
    ...{ robots: [own(wecom)], people },
    steps: [
      [
        { by: 'robot', to: 'wecom' },
        { by: 'phone', to: 'u_smith' },
      ],
      [{ by: 'sms', to: 'u_smith' }],
      [],
      [],
    ],
  });
  await called('t1', '漏水 · 接口');
  for (const weeks of [1, 2, 3, 4]) await asked('t1', 1, 1, Date.now() - weeks * 7 * DAY);
  await minute();
  expect(await standing()).toEqual([]);
  await asked('t1', 12);
  // Asked ten minutes later, not at once.
  await minute(8);
  expect(await standing()).toEqual([]);
  await minute(3);
  expect(await standing()).toEqual(['topic:t1 漏水 · 接口']);
  const [incident] = await told();
  expect(incident).toMatchObject({ level: 'notice', state: 'open' });
  expect(incident?.timeline.map(({ kind, word }) => `${kind} ${word}`)).toEqual([
    'opened topic:t1 漏水 · 接口',
    'called 0',
    'delivered robot:wecom',
  ]);
  await called('t1', '漏水 · 底座');
  vi.setSystemTime(Date.now() + 25 * MINUTE);
  await minute();
  vi.setSystemTime(Date.now() + 16 * 60 * MINUTE);
  await minute();
  await asked('t1', 11);
  vi.setSystemTime(Date.now() + 12 * MINUTE);
  await minute(2);
  expect(await told()).toHaveLength(1);
  const said = await robotSaid('wecom', wecom.word);
  expect(said).toHaveLength(1);
  expect(said[0]).toContain('咨询热点突增：漏水 · 接口');
  expect(said[0]).not.toContain('故障');
  // Two days without one: over; the next one is another.
  vi.setSystemTime(Date.now() + 2 * DAY);
  await minute(2);
  expect(await standing()).toEqual([]);
  vi.setSystemTime(Date.now() + 5 * DAY);
  await asked('t1', 30);
  await minute(2);
  expect(await told()).toHaveLength(2);
  expect((await told()).at(-1)?.alarms).toEqual([{ key: 'topic:t1 漏水 · 底座', stands: true }]);
});

it('O132 it goes to who is named for topics, stands apart from what goes wrong, and no machine or customer reads of it', async () => {
  const [wecom, dingtalk] = [chat('wecom'), chat('dingtalk')];
  await settle('alerts', {
    ...{ robots: [own(wecom), own(dingtalk)], people, topics: [{ by: 'robot', to: 'dingtalk' }] },
    steps: [
      [
        { by: 'robot', to: 'wecom' },
        { by: 'sms', to: 'u_smith' },
      ],
      [],
      [],
      [],
    ],
  });
  await called('t2', '滤芯');
  await called('t3', '安装');
  for (const topic of ['t2', 't3']) {
    await asked(topic, 1, 1, Date.now() - 7 * DAY);
    await asked(topic, 14);
  }
  void note(env, 'quarantined', 'shop');
  await minute();
  void note(env, 'quarantined', 'twilio-uk');
  await minute();
  const incidents = await told();
  expect(incidents.map(({ alarms }) => alarms.map(({ key }) => key))).toEqual([
    ['topic:t2 滤芯'],
    ['topic:t3 安装'],
    ['quarantine:shop', 'quarantine:twilio-uk'],
  ]);
  expect((await robotSaid('dingtalk', dingtalk.word)).filter((one) => one.includes('突增'))).toHaveLength(2);
  expect((await robotSaid('wecom', wecom.word)).join()).not.toContain('突增');
  expect(JSON.stringify(await watch().published())).not.toContain('滤芯');
});

it('T114 one customer who comes again and again is no rise', async () => {
  await called('t4', '王女士');
  await asked('t4', 1, 1, Date.now() - 7 * DAY);
  await asked('t4', 20, 2);
  await minute();
  expect(await topics().rises()).toEqual([]);
  await asked('t4', 1, 1);
  expect(await topics().rises()).toEqual([]);
  await inTopics((sql) =>
    sql.exec(
      `update encounter set body = json_set(body, '$.customer', session) where session in (select max(session) from encounter)`,
    ),
  );
  expect(await topics().rises()).toEqual([{ id: 't4', name: '王女士', sessions: 21 }]);
});
