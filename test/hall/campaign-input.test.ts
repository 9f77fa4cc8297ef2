/** Drafts of campaigns and templates of reminders that are of another shape, too large or no JSON at all: refused at their field, and soon. */
import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { usualRemindersSettings } from '../../shared/settings/reminders.ts';
import { arm, cookies, draft, get, PATH, refusal, staffed, tell, words, writes } from './campaign-rig.ts';
import { knock } from './knock.ts';

staffed();

describe('what is refused', () => {
  const long = (many: number) => '满'.repeat(many);
  const drafts: [string, Record<string, unknown>][] = [
    ['draft.name', { name: '' }],
    ['draft.name', { name: '  ' }],
    ['draft.name', { name: long(61) }],
    ['draft.name', { name: 7 }],
    ['draft.name', { name: null }],
    ['draft.rule', { rule: '../all' }],
    ['draft.rule', { rule: ['gold'] }],
    ['draft.channels', { channels: [] }],
    ['draft.channels.0', { channels: ['wechat'] }],
    ['draft.channels', { channels: 'sms' }],
    ['draft', { channels: ['sms', 'sms'] }],
    ['draft.arms', { arms: [] }],
    ['draft.arms', { arms: Array.from({ length: 5 }, (_, at) => ({ ...arm, id: `a${at}`, share: 20 })) }],
    [
      'draft',
      {
        arms: [
          { ...arm, share: 60 },
          { ...arm, id: 'b', share: 60 },
        ],
      },
    ],
    ['draft', { arms: [{ ...arm, share: 0 }] }],
    [
      'draft',
      {
        arms: [
          { ...arm, share: 50 },
          { ...arm, share: 50 },
        ],
      },
    ],
    ['draft', { arms: [{ ...arm, sms: null }] }],
    ['draft.arms.0.share', { arms: [{ ...arm, share: -1 }] }],
    ['draft.arms.0.share', { arms: [{ ...arm, share: 33.3 }] }],
    ['draft.arms.0.zh.title', { arms: [{ ...arm, zh: { ...words, title: long(41) } }] }],
    ['draft.arms.0.zh.text', { arms: [{ ...arm, zh: { ...words, text: long(601) } }] }],
    ['draft.arms.0.en.text', { arms: [{ ...arm, en: { ...words, text: '' } }] }],
    ['draft.arms.0.en', { arms: [{ ...arm, en: 'words' }] }],
    ['draft.schedule.begins', { schedule: { begins: 'whenever' } }],
    ['draft.schedule.on', { schedule: { begins: 'day', on: '2026-02-30', clock: '10:00' } }],
    ['draft.schedule.clock', { schedule: { begins: 'day', on: '2026-12-01', clock: '24:00' } }],
    ['draft.schedule.festival', { schedule: { begins: 'festival', festival: 'toString', before: 1, clock: '10:00' } }],
    ['draft.schedule.before', { schedule: { begins: 'festival', festival: 'spring', before: 31, clock: '10:00' } }],
    ['draft.hours', { hours: 0 }],
    ['draft.hours', { hours: 337 }],
    ['draft.hours', { hours: '48' }],
    ['draft.hours', { hours: 1e308 }],
    ['draft.perMinute', { perMinute: 0 }],
    ['draft.perMinute', { perMinute: 100_001 }],
    ['draft.limits.optOuts', { limits: { optOuts: 10_001, complaints: 1 } }],
    ['draft.limits.complaints', { limits: { optOuts: 1 } }],
    ['draft.limits', { limits: 'none' }],
    ['draft.stage', { stage: 'running' }],
  ];

  it('O26 a draft of another shape, at its field, whether it is kept or only counted', async () => {
    for (const [at, change] of drafts) {
      const body = { draft: { ...draft, ...change } };
      for (const path of [PATH, `${PATH}/preview`]) {
        const found = await refusal(() => tell(path, body, 'marketer'));
        expect(found, JSON.stringify(change).slice(0, 80)).toMatchObject({ code: 'bad_request' });
        expect(found.detail.split(':')[0], JSON.stringify(change).slice(0, 80)).toBe(at);
      }
    }
    const id = 'k_there-is-none';
    const bodies: [unknown, string][] = [
      ...[null, [], 'draft', 12, {}, { draft: null }, { draft: [draft] }].map((one): [unknown, string] => [
        one,
        'bad_request',
      ]),
      ...[
        { draft, by: 'm_lead' },
        { draft, id },
        { draft, id: 7, revision: 1 },
        { draft, id, revision: '1' },
      ].map((one): [unknown, string] => [one, 'bad_request']),
      ...[id, 'main', 'k_', '__proto__'].map((one): [unknown, string] => [
        { draft, id: one, revision: 1 },
        'not_found',
      ]),
    ];
    for (const [body, code] of bodies)
      expect(await refusal(() => tell(PATH, body, 'marketer'))).toMatchObject({ code });
  });

  it('O26 what is no JSON of ours, or too much of it, before it is read to its end', async () => {
    const raw = (body: BodyInit, type = 'application/json') =>
      knock(PATH, {
        method: 'POST',
        headers: { cookie: cookies.marketer, origin: env.PUBLIC_URL, 'content-type': type },
        body,
      });
    const large = JSON.stringify({ draft: { ...draft, name: long(4_000_000) } });
    expect(await refusal(() => raw(large))).toMatchObject({ code: 'too_large' });
    // Without a word of how long it is, and without an end.
    let asked = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull(to) {
        asked += 1;
        to.enqueue(new Uint8Array(16 * 1024).fill(32));
      },
    });
    expect(await refusal(() => raw(endless))).toMatchObject({ code: 'too_large' });
    expect(asked).toBeLessThan(64);
    expect(await refusal(() => raw(`${'['.repeat(30_000)}${']'.repeat(30_000)}`))).toMatchObject({
      code: 'bad_request',
    });
    expect(await refusal(() => raw('['.repeat(60_000)))).toMatchObject({ code: 'bad_json' });
    expect(await refusal(() => raw('{"draft":'))).toMatchObject({ code: 'bad_json' });
    expect(await refusal(() => raw(new Uint8Array([0x22, 0xff, 0x22])))).toMatchObject({ code: 'bad_encoding' });
    expect(await refusal(() => raw(JSON.stringify({ draft }), 'text/plain'))).toMatchObject({ code: 'bad_request' });
    const many = Array.from({ length: 1_500 }, () => arm);
    expect(await refusal(() => tell(PATH, { draft: { ...draft, arms: many } }, 'marketer'))).toMatchObject({
      code: 'too_large',
    });
    // The text of a spaces-only field is the dearest to trim: still soon.
    const spaces = { ...draft, name: ' '.repeat(60_000) };
    expect(await refusal(() => tell(PATH, { draft: spaces }, 'marketer'))).toMatchObject({ code: 'bad_request' });
  });

  it('V54 a reminder’s template that could not be sent, at its field, soon', async () => {
    const [first, ...others] = usualRemindersSettings.events;
    if (!first) throw new Error('no usual reminders');
    const changes: [string, Record<string, unknown>][] = [
      ['title', { title: { zh: '{nothing}', en: '{nothing}' } }],
      ['title', { title: { zh: long(61), en: 'x' } }],
      ['text', { text: { zh: long(301), en: 'x' } }],
      ['kind', { kind: 'offer' }],
      ['id', { id: 'Ä' }],
      [
        'variables',
        { variables: Array.from({ length: 7 }, (_, at) => ({ name: `n${at}`, type: 'order', zh: 'n', en: 'n' })) },
      ],
      ['sms', { sms: { template: 'SMS_1', text: '看 ${x}', values: { x: '{order}', y: '{order}' } } }],
      ['sms', { sms: { template: 'SMS_1', text: '看 ${x}', values: {} } }],
      ['wechat', { wechat: { template: 'tmpl-1', values: { thing1: long(81) } } }],
      ['on', { on: 'yes' }],
    ];
    for (const [at, change] of changes) {
      const value = { ...usualRemindersSettings, events: [{ ...first, ...change }, ...others] };
      const held = await (await get('/staff/v1/settings/reminders', 'lead')).json<{ revision: number }>();
      const found = await refusal(() =>
        tell('/staff/v1/settings/reminders', { revision: held.revision, value }, 'lead'),
      );
      expect(found.code, at).toBe('bad_request');
      expect(found.detail, at).toMatch(new RegExp(`events\\.0\\.${at}`, 'u'));
    }
    const wide = {
      ...usualRemindersSettings,
      events: Array.from({ length: 61 }, (_, n) => ({ ...first, id: `e${n}` })),
    };
    const held = await (await get('/staff/v1/settings/reminders', 'lead')).json<{ revision: number }>();
    expect(
      await refusal(() => tell('/staff/v1/settings/reminders', { revision: held.revision, value: wide }, 'lead')),
    ).toMatchObject({ code: 'bad_request' });
    const large = { ...usualRemindersSettings, note: long(400_000) };
    expect(
      await refusal(() => tell('/staff/v1/settings/reminders', { revision: held.revision, value: large }, 'lead')),
    ).toMatchObject({ code: 'too_large' });
    expect(await writes('reminders', 'lead', usualRemindersSettings)).toBeNull();
  });
});
