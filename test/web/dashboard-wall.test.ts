/** The wall display: what it shows of the desk, of today's report and of the watch. */
import { describe, expect, it } from 'vitest';
import { figuresOf } from '../../shared/figures.ts';
import type { Report } from '../../shared/ledger.ts';
import type { Operations } from '../../shared/operations/api.ts';
import type { DeskAgent, DeskSession } from '../../shared/seat.ts';
import { agentsBy, channelsOf, figuresFor, MOST_FIGURES, troublesOf } from '../../web/dashboard/src/wall/scene.ts';

const agent = (duty: DeskAgent['duty'], connected = true): DeskAgent => ({
  ...{ id: `m_${duty}`, name: '赵敏', duty, connected, load: 0, capacity: 5, since: 0, groups: [] },
  ...{ assign: 'auto', handled: 0, firstAnswerMs: null },
});
const session = (channel: DeskSession['channel'], state: DeskSession['state']): DeskSession => ({
  ...{ session: `s_${channel}${state}`, customer: 'c', name: 'n', kind: 'session', channel, state, skill: '' },
  ...{ urgency: 'normal', reason: '', since: 0, group: '', class: '', tier: 0, language: '' },
});

describe('the wall', () => {
  it('N94 counts agents by state; on duty without a connection they are cut off', () => {
    expect(agentsBy([agent('online'), agent('online', false), agent('break'), agent('offline', false)])).toEqual({
      ...{ online: 1, busy: 0, 'wrap-up': 0, break: 1, offline: 1 },
      lost: 1,
    });
  });

  it('N94 has each channel somebody is on now or was on today', () => {
    const figures = figuresOf({ talks: { n: 3, sum: 3 } });
    const today: Report = {
      ...{ from: '2026-11-28', ok: true, to: '2026-11-28', whole: figures, days: [] },
      rows: [{ id: 'sms', zh: '', en: '', figures }],
    };
    const rows = channelsOf(
      [session('web', 'queued'), session('web', 'left-message'), session('web', 'agent'), session('app', 'robot')],
      today,
    );
    expect(rows.map(({ channel, waiting, held }) => [channel, waiting, held])).toEqual([
      ['web', 2, 1],
      ['sms', 0, 0],
    ]);
    expect(rows[1]?.figures?.talks.value).toBe(3);
  });

  it('N94 shows figures with a target first, and never more than fit', () => {
    const names = figuresFor((name) => name === 'complained');
    expect(names[0]).toBe('complained');
    expect(names).toHaveLength(MOST_FIGURES);
    expect(figuresFor(() => true)).toHaveLength(MOST_FIGURES);
  });

  it('N94 shows incidents that go on: those that call people first, what stands in words, accounts by name', () => {
    const one = (id: string, given: Partial<Operations['incidents'][number]>): Operations['incidents'][number] => ({
      ...{ id, state: 'open', level: 'page', openedAt: 5, acknowledgedBy: null, alarms: [], ...given },
    });
    const told: Operations = {
      ...{ ok: true, lookedAt: 1, signals: [], off: [], notices: [], probes: [], budget: { good: 0, bad: 0 } },
      accounts: [{ id: 'a1', name: '商城公众号', channel: 'wechat', sends: true }],
      incidents: [
        one('g1', { level: 'notice', openedAt: 1 }),
        one('g2', { state: 'resolved' }),
        one('g3', {
          alarms: [
            { key: 'channel:a1', stands: true },
            { key: 'token:a1', stands: false },
          ],
        }),
        one('g4', { openedAt: 4, alarms: [{ key: 'queue:', stands: false }] }),
      ],
    };
    const troubles = troublesOf(told);
    expect(troubles.map(({ id }) => id)).toEqual(['g4', 'g3', 'g1']);
    expect(troubles.map(({ checks }) => checks)).toEqual([
      [{ check: 'queue', subject: '' }],
      [{ check: 'channel', subject: '商城公众号' }],
      [],
    ]);
  });
});
