/** Words about offers said by the platforms' own means: WeChat's list of notices, a carrier's START. */
import { expect, it } from 'vitest';
import { customer, rows, visitor } from '../customer/rig.ts';
import { customerDoes } from '../customer/ticket-rig.ts';
import { must } from '../results.ts';
import { until } from '../world.ts';
import {
  act,
  agreed,
  at,
  DAY,
  HOUR,
  idle,
  known,
  made,
  MINI,
  moments,
  OFFER,
  offerOf,
  outside,
  staged,
  writes,
} from './rig.ts';

staged();

const LOGISTICS = 'tmpl-logistics-update-0001';

it('O57 the template of offers refused in WeChat is a refusal of offers there: the one at the door falls, other ways and news go on', async () => {
  const [person, id] = [await agreed(), await idle()];
  const mini = visitor({ channel: 'miniprogram', account: MINI, peer: `o_${person.id}` });
  const does = customerDoes(person.id, mini);
  at(Date.now() + 10);
  await does({ act: 'choose', purpose: 'marketing', channel: 'miniprogram', given: true });
  const taken = [LOGISTICS, OFFER, OFFER].map((template) => ({ template, answer: 'accept' as const }));
  await does({ act: 'subscribe', answers: taken });
  must(await act(id, 'pause'));
  expect(await made(offerOf(id, person, { channels: ['miniprogram'] }))).toMatchObject({ state: 'taken' });
  await moments([person], 1_000);
  at(Date.now() + 10);
  must(
    await customer(person.id).hear({
      heard: {
        ...{ kind: 'event' as const, key: 'list-1', event: 'subscribe_msg_change_event', at: Date.now() },
        address: { channel: 'miniprogram' as const, account: MINI, peer: `o_${person.id}` },
        subscription: { template: OFFER, accepted: false },
      },
    }),
  );
  must(await act(id, 'resume'));
  await moments([person], HOUR);
  const fell = await until('the door shut', async () => {
    const found = await rows(person.id, `select state, why from offer where state not in ('taken', 'going')`);
    return found.length > 0 ? found : null;
  });
  expect(fell).toEqual([{ state: 'fell', why: 'no-consent' }]);
  expect(outside.left.filter(({ to }) => to === 'subscription')).toEqual([]);
  const word = `select given, evidence from choice where purpose = 'marketing' and channel = 'miniprogram' order by id desc limit 1`;
  expect(await rows(person.id, word)).toEqual([{ given: 0, evidence: 'miniprogram:list-1' }]);
  expect(await rows(person.id, 'select template, left_over from subscription where left_over > 0')).toEqual([
    { template: LOGISTICS, left_over: 1 },
  ]);
  // A template given again is no word of theirs about offers; their own one is.
  await does({ act: 'subscribe', answers: [{ template: OFFER, answer: 'accept' }] });
  const again = async (channels: ('miniprogram' | 'sms')[]) => made(offerOf(await idle(), person, { channels }));
  expect(await again(['miniprogram'])).toMatchObject({ state: 'fell', why: 'no-consent' });
  at(Date.now() + 10);
  await does({ act: 'choose', purpose: 'marketing', channel: 'miniprogram', given: true });
  expect(await again(['miniprogram'])).toMatchObject({ state: 'taken', channel: 'miniprogram' });
});

it('O57 other templates refused there are no word about offers', async () => {
  const person = await agreed();
  const mini = visitor({ channel: 'miniprogram', account: MINI, peer: `o_${person.id}` });
  await customerDoes(person.id, mini)({ act: 'choose', purpose: 'marketing', channel: 'miniprogram', given: true });
  must(
    await customer(person.id).hear({
      heard: {
        ...{ kind: 'event' as const, key: 'list-2', event: 'subscribe_msg_change_event', at: Date.now() },
        address: { channel: 'miniprogram' as const, account: MINI, peer: `o_${person.id}` },
        subscription: { template: LOGISTICS, accepted: false },
      },
    }),
  );
  expect(await made(offerOf(await idle(), person))).toMatchObject({ state: 'taken', channel: 'sms' });
});

it('O58 the bare word by which offers are taken again is no talk; a word beside it is', async () => {
  const person = await known('door');
  at(Date.now() + 10);
  must(
    await customer(person.id).hear({
      heard: {
        ...{ kind: 'event' as const, key: 'start', address: person.sms, event: 'opt_in', at: Date.now() },
        ...{ consent: { marketing: true }, body: { kind: 'text' as const, text: '恢复订阅' } },
      },
    }),
  );
  expect(await rows(person.id, `select state from session where state <> 'closed'`)).toHaveLength(1);
  expect(await made(offerOf(await idle(), person))).toMatchObject({ state: 'taken', channel: 'sms' });
  await moments([person], 1_000);
  at(Date.now() + 2 * DAY);
  await writes(person, '尿不湿还有货吗');
  expect(await made(offerOf(await idle(), person))).toMatchObject({ state: 'later', why: 'busy' });
});
