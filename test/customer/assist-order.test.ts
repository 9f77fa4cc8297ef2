/** 实时辅助 by itself: what is found for older words comes too late to be shown. */
import { expect, it } from 'vitest';
import type { SuggestAnswer } from '../../shared/api.ts';
import type { ServerFrame } from '../../shared/frame.ts';
import type { Message } from '../../shared/message.ts';
import { documents, settingsNames, type AllSettings } from '../../shared/settings.ts';
import { freshMind } from '../../worker/brain/mind.ts';
import { Assist } from '../../worker/customer/assist.ts';

const empty = Object.fromEntries(settingsNames.map((name) => [name, documents[name].empty])) as AllSettings;
const said = (id: string) => ({
  ...{ revision: 1, audience: 'all' as const, endpoint: 'e', home: '', at: 0 },
  change: { kind: 'message' as const, message: { id, direction: 'in' } as Message },
});
const answer = (question: string): SuggestAnswer => ({
  ...{ ok: true, question, version: 'v', drafts: false, draft: null },
  answers: [{ entry: 'e', question, confidence: 0.9, body: { kind: 'text', text: question } }],
});

it('A3 only the newest words are helped with, in whatever order their answers come; unwatched lines cost nothing', async () => {
  const waiting: ((given: SuggestAnswer) => void)[] = [];
  const shown: ServerFrame[] = [];
  let watched = true;
  const assist = new Assist({
    session: () => ({ id: 's', state: 'agent', mind: freshMind, handover: null }),
    newest: () => 'm2',
    suggest: () => new Promise((resolve) => waiting.push(resolve)),
    directory: { similar: () => Promise.resolve([]) },
    knowledge: () => null,
    settings: () => empty,
    watched: () => watched,
    show: (frame) => shown.push(frame),
    fault: (error) => {
      throw error;
    },
  });
  const settle = () => new Promise((resolve) => setTimeout(resolve, 0));
  assist.heard([said('m1')]);
  await settle();
  assist.heard([said('m2')]);
  await settle();
  waiting[1]?.(answer('二'));
  await settle();
  waiting[0]?.(answer('一'));
  await settle();
  expect(shown.map((one) => (one.type === 'assist' ? [one.assist.message, one.assist.question] : one.type))).toEqual([
    ['m2', '二'],
  ]);
  assist.came();
  await settle();
  expect(shown).toHaveLength(2);
  watched = false;
  assist.heard([said('m3')]);
  await settle();
  expect(waiting).toHaveLength(2);
});
