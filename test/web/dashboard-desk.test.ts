import { describe, expect, it } from 'vitest';
import * as v from 'valibot';
import { choiceOf, duties, dutyOf } from '../../web/dashboard/src/desk/duties.ts';
import { colleaguesFor, possibleActs, standing } from '../../web/dashboard/src/desk/possible.ts';
import { agentsInOrder, clockLength, floorOf, heldBy, sparkPath } from '../../web/dashboard/src/floor/figures.ts';
import { paced } from '../../web/dashboard/src/seat/pace.ts';
import { childrenOf, childrenText } from '../../web/dashboard/src/settings/closing/lines.ts';
import { changesOf } from '../../web/dashboard/src/settings/differences.ts';
import {
  datesOf,
  offOf,
  offText,
  periodsOf,
  periodsText,
  spansOf,
} from '../../web/dashboard/src/settings/hours/text.ts';
import { siteSettings } from '../../shared/settings/sites.ts';
import { problemsOf } from '../../web/dashboard/src/settings/problems.ts';
import { settingsPages } from '../../web/dashboard/src/settings/pages.ts';
import { pageNames } from '../../web/dashboard/src/settings/locale/pages.ts';
import { bulkWords } from '../../web/dashboard/src/bulk/locale/words.ts';
import { deskWords } from '../../web/dashboard/src/desk/locale/desk-words.ts';
import { actWords } from '../../web/dashboard/src/desk/locale/act-words.ts';
import { reportWords } from '../../web/dashboard/src/reports/locale/words.ts';
import { topicWords } from '../../web/dashboard/src/topics/locale/words.ts';
import { floorWords } from '../../web/dashboard/src/floor/locale/words.ts';
import { peopleWords } from '../../web/dashboard/src/people/locale/words.ts';
import { panelWords } from '../../web/dashboard/src/panel/locale/words.ts';
import { deskPageWords } from '../../web/dashboard/src/settings/locale/desk.ts';
import { formWords } from '../../web/dashboard/src/settings/locale/form.ts';
import { hoursWords } from '../../web/dashboard/src/settings/locale/hours.ts';
import { peoplePageWords } from '../../web/dashboard/src/settings/locale/people.ts';
import { privacyPageWords } from '../../web/dashboard/src/settings/locale/privacy.ts';
import { talkWords } from '../../web/dashboard/src/settings/locale/talk.ts';
import { webhookWords } from '../../web/dashboard/src/settings/locale/webhook.ts';
import { scheduleWords } from '../../web/dashboard/src/settings/schedule/locale/words.ts';
import { callWords } from '../../web/dashboard/src/call/locale/words.ts';
import { shiftWords } from '../../web/dashboard/src/shift/locale/words.ts';
import { documents } from '../../shared/settings.ts';
import type { DeskAgent, DeskFigures, DeskSession } from '../../shared/seat.ts';

const me = { id: 'm_1', name: '王晴' };
const li = { id: 'm_2', name: '李明' };

function session(change: Partial<DeskSession> = {}): DeskSession {
  return {
    ...{ session: 's_1', customer: 'c_1', name: '客户', kind: 'session', channel: 'web', state: 'agent', agent: me },
    ...{ skill: '', urgency: 'normal', reason: '', since: 0, group: '', class: '', tier: 0, language: 'zh' },
    ...change,
  };
}
function agent(change: Partial<DeskAgent> = {}): DeskAgent {
  return {
    ...{ ...me, duty: 'online', connected: true, load: 1, capacity: 8, since: 0, groups: [], assign: 'auto' },
    ...{ handled: 0, firstAnswerMs: null },
    ...change,
  };
}

describe('what may be done with a session', () => {
  it('W24 is the holder’s to give on and bring in, a lead’s to assign and end; others look', () => {
    expect(possibleActs(session(), me.id, false)).toEqual(['transfer', 'invite']);
    expect(possibleActs(session(), li.id, false)).toEqual([]);
    expect(possibleActs(session(), li.id, true)).toEqual(['transfer', 'invite', 'assign', 'force-close']);
    const waiting = session({ state: 'queued' });
    delete waiting.agent;
    expect(possibleActs(waiting, me.id, false)).toEqual([]);
    expect(possibleActs(waiting, me.id, true)).toEqual(['assign', 'force-close']);
    expect(possibleActs(session({ state: 'closed' }), me.id, true)).toEqual([]);
    expect(possibleActs(session({ kind: 'ticket' }), me.id, true)).toEqual([]);
  });

  it('W24 changes while it is given on, and with who was brought in', () => {
    const giving = session({ offer: { agent: li, from: me, until: 9 } });
    expect(possibleActs(giving, me.id, false)).toEqual(['cancel-transfer', 'invite']);
    const brought = session({ collaborators: [{ ...li, joined: true }] });
    expect(possibleActs(brought, me.id, false)).toEqual(['transfer', 'invite', 'hand-floor']);
    expect(possibleActs(brought, li.id, false)).toEqual(['leave']);
  });

  it('W24 goes to whoever is free first, the least loaded before others; who is away stands last', () => {
    const people = [
      agent({ id: 'away', name: '走开', duty: 'offline' }),
      agent({ id: 'lost', name: '断线', connected: false }),
      agent({ id: 'full', name: '满', load: 8 }),
      agent({ id: 'busy', name: '忙', duty: 'busy' }),
      agent({ id: 'some', name: '有', load: 4 }),
      agent({ id: 'none', name: '无', load: 0 }),
      // Less of what they may hold, though their name comes last and they hold more.
      agent({ id: 'large', name: '宗', load: 5, capacity: 20 }),
    ];
    expect(
      colleaguesFor(people, '', [])
        .map((one) => one.id)
        .slice(0, 3),
    ).toEqual(['none', 'large', 'some']);
    expect(people.map((one) => standing(one))).toEqual(['away', 'away', 'full', 'full', 'free', 'free', 'free']);
    expect(colleaguesFor(people, '满', []).map((one) => one.id)).toEqual(['full']);
    expect(colleaguesFor(people, '', ['none'])[0]?.id).toBe('large');
  });

  it('W24 a break is chosen by its reason', () => {
    const all = duties(new Map([['meal', '用餐']]));
    expect(all).toEqual(['online', 'busy', 'break:meal', 'wrap-up', 'offline']);
    expect(all.map(dutyOf)[2]).toEqual({ duty: 'break', reason: 'meal' });
    expect(all.map((one) => choiceOf(dutyOf(one).duty, dutyOf(one).reason))).toEqual(all);
    expect(duties(new Map())).toContain('break');
  });
});

describe('the floor', () => {
  const figures: DeskFigures = {
    waiting: 3,
    oldest: 40_000,
    // One of them waits still: who neither was taken nor gave up counts for nothing yet.
    entered: 21,
    taken: 15,
    abandoned: 5,
    inTime: 12,
    groups: [],
  };

  it('W25 is counted from the desk’s figures and people', () => {
    const people = [
      agent({ load: 4, handled: 10, firstAnswerMs: 10_000 }),
      agent({ ...li, duty: 'busy', load: 2, capacity: 4, handled: 5, firstAnswerMs: 40_000 }),
      agent({ id: 'm_3', name: '离线', duty: 'offline', load: 0, capacity: 9 }),
    ];
    expect(floorOf(figures, people, 100_000)).toEqual({
      ...{ waiting: 3, oldestMs: 60_000, answered: 0.75, entered: 21, taken: 15, abandoned: 5 },
      ...{ inTime: 0.8, inTimeCount: 12, firstAnswerMs: 20_000, online: 1, agents: 3, load: 6, capacity: 12 },
    });
    expect(floorOf(null, [], 0)).toMatchObject({ waiting: 0, oldestMs: null, answered: null, firstAnswerMs: null });
  });

  it('W25 says who is with whom, the longest first, and who works before who rests', () => {
    const waiting = session({ session: 's_3', state: 'queued' });
    const held = heldBy([session({ since: 9 }), session({ session: 's_2', since: 1 }), waiting]);
    expect(held.get(me.id)?.map((one) => one.session)).toEqual(['s_2', 's_1']);
    const people = [agent({ id: 'off', duty: 'offline' }), agent({ id: 'few' }), agent({ id: 'many', load: 5 })];
    expect(agentsInOrder(people).map((one) => one.id)).toEqual(['many', 'few', 'off']);
  });

  it('W25 draws what a figure was, the newest at the right', () => {
    expect(sparkPath([0, 5, 10], 100, 20)).toBe('M0.0 19.0L50.0 10.0L100.0 1.0');
    expect(sparkPath([], 100, 20)).toBe('');
  });
});

describe('the lists in a rush', () => {
  it('W23 run at once when it was quiet, then once per pause, and never lose the last', async () => {
    let runs = 0;
    const call = paced(20, () => (runs += 1));
    for (let at = 0; at < 50; at += 1) call();
    expect(runs).toBe(1);
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(runs).toBe(2);
    call();
    expect(runs).toBe(3);
  });
});

describe('the settings', () => {
  it('W26 name what can’t be saved by its place, by the shape the gateway reads', () => {
    const broken = structuredClone(documents.desk.demo ?? documents.desk.empty);
    const [group] = broken.groups;
    if (!group) throw new Error('no group');
    group.id = 'Not An Id';
    group.zh = '';
    broken.offerMs = 1;
    const checked = v.safeParse(documents.desk.shape, broken);
    expect(Object.fromEntries(problemsOf(checked.issues ?? []))).toEqual({
      'groups.0.id': 'problem.id',
      'groups.0.zh': 'problem.needed',
      offerMs: 'problem.range',
    });
    const coloured = v.safeParse(siteSettings.entries.color, 'green');
    expect(problemsOf(coloured.issues ?? []).get('')).toBe('problem.colour');
  });

  it('W26 show the difference of two revisions by what a thing is known by, not by where it stands', () => {
    const before = {
      groups: [
        { id: 'a', zh: '甲' },
        { id: 'b', zh: '乙' },
      ],
      missed: 3,
      members: ['x', 'y'],
    };
    const after = { groups: [{ id: 'b', zh: '乙组' }], missed: 3, members: ['x'] };
    expect(changesOf(before, after, String).map((one) => one.path.join('.'))).toEqual([
      'groups.a.id',
      'groups.a.zh',
      'groups.b.zh',
      'members',
    ]);
    expect(changesOf(before, structuredClone(before), String)).toEqual([]);
    const [switched] = changesOf({ on: true }, { on: false }, (on) => (on ? '是' : '否'));
    expect(switched?.parts.map(({ text }) => text)).toEqual(['是', '否']);
  });

  it('W26 read hours, holidays and categories back as they are written', () => {
    const periods = [
      { from: '09:00', to: '12:00' },
      { from: '13:30', to: '24:00' },
    ];
    expect(periodsOf(periodsText(periods))).toEqual(periods);
    expect(periodsOf('9:00–18:00，20：00 ~ 22:00')).toEqual([
      { from: '09:00', to: '18:00' },
      { from: '20:00', to: '22:00' },
    ]);
    expect(spansOf([{ from: '12:00', to: '24:00' }])).toEqual([{ from: 0.5, to: 1 }]);
    const { holidays } = documents.calendars.empty;
    for (const year of holidays) expect(offOf(offText(year.off))).toEqual(year.off);
    expect(datesOf('2026-01-04， 2026-02-14')).toEqual(['2026-01-04', '2026-02-14']);
    const children = (documents.closing.demo ?? documents.closing.empty).categories.flatMap((one) => one.children);
    expect(children.length).toBeGreaterThan(5);
    expect(childrenOf(childrenText(children))).toEqual(children);
  });

  it('W26 name every page and its part in both languages, at addresses of their own', () => {
    for (const page of settingsPages) {
      expect(pageNames[page.name]?.zh.length, page.name).toBe(2);
      expect(pageNames[page.name]?.en.length, page.name).toBe(2);
    }
    expect(new Set(settingsPages.map((one) => one.path)).size).toBe(settingsPages.length);
  });
});

describe('the words of the desk', () => {
  const pages = {
    deskPageWords,
    formWords,
    hoursWords,
    talkWords,
    webhookWords,
    scheduleWords,
    peoplePageWords,
    privacyPageWords,
  };
  const tables = {
    bulkWords,
    panelWords,
    peopleWords,
    deskWords,
    actWords,
    floorWords,
    reportWords,
    topicWords,
    shiftWords,
    callWords,
    ...pages,
  };
  const places = (sentence: string) => new Set([...sentence.matchAll(/\{(\w+)/gu)].map((match) => match[1]));

  it('W4 have the same values in both languages, and no Chinese in English save names', () => {
    for (const [name, table] of Object.entries(tables)) {
      const en = new Map<string, string>(Object.entries(table.en));
      for (const [key, zh] of Object.entries<string>(table.zh)) {
        const said = en.get(key) ?? '';
        // Placeholders that are told about, and an example in Chinese.
        if (key === 'greetingHint' || key === 'childrenHint') continue;
        expect(places(said), `${name} ${key}`).toEqual(places(zh));
        expect(said, `${name} ${key}`).not.toMatch(/\p{Script=Han}/u);
      }
    }
  });
});

it('W25 a wall shows lengths of time as clocks do', () => {
  expect([0, 42_000, 77_000, 3_789_000].map(clockLength)).toEqual(['0:00', '0:42', '1:17', '1:03:09']);
});
