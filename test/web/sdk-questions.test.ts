/** 是您吗？ as an APP's own screen gets it: asked, proven, answered. */
import { expect, it } from 'vitest';
import { SimulatedServer } from '../stream/simulated.ts';
import { VirtualClock } from '../stream/virtual-clock.ts';
import { Phone } from './sdk-phone.ts';

it('W74 是您吗？ is asked of who is signed in, answered, and gone with whoever it was asked of', async () => {
  const clock = new VirtualClock();
  const phone = new Phone(new SimulatedServer(clock), clock);
  await phone.open();
  await clock.pass(1_000);
  const asked: unknown[] = [];
  phone.client.on('question', (given) => asked.push(given));
  const about = {
    id: 'q1',
    common: 'phone',
    number: '139****9001',
    channels: ['miniprogram'],
    at: 1,
    said: [],
    later: null,
  };
  phone.questions = [
    { ...about, id: 'q0', later: 9, proof: 'code' },
    { ...about, proof: 'code' },
  ];
  phone.client.background();
  phone.client.foreground();
  await clock.pass(1_000);
  // A guest is asked nothing, and nothing is fetched for it.
  expect([asked, phone.calls.filter(({ path }) => path === '/v1/me/alike')]).toEqual([[], []]);
  expect(await phone.client.answer('yes')).toMatchObject({ ok: false, code: 'not_found' });
  const user = { id: 'u1', token: () => Promise.resolve('jwt') };
  await Promise.all([phone.client.signIn(user), clock.pass(5_000)]);
  await clock.pass(1_000);
  expect(asked).toMatchObject([{ id: 'q1', number: '139****9001', proof: 'code' }]);
  expect(await phone.client.answer('yes')).toMatchObject({ ok: false, code: 'proof_needed' });
  expect(await phone.client.sendCode('13900139001')).toEqual({ ok: true });
  expect(await phone.client.enterCode('13900139001', '000000')).toMatchObject({ code: 'wrong_code' });
  expect(await phone.client.enterCode('13900139001', '246810')).toMatchObject({ code: 'link_needs_merge' });
  expect(phone.client.question).toMatchObject({ id: 'q1', proof: 'given' });
  expect(await phone.client.answer('yes')).toEqual({ ok: true });
  expect([asked.at(-1), phone.client.question]).toEqual([null, null]);
  phone.questions = [{ ...about, id: 'q2', proof: 'code' }];
  phone.client.background();
  phone.client.foreground();
  await clock.pass(1_000);
  expect(phone.client.question).toMatchObject({ id: 'q2' });
  // Without a network what stood stands; with another person nothing does.
  phone.client.background();
  phone.network.down = true;
  phone.client.foreground();
  await clock.pass(5_000);
  expect(phone.client.question).toMatchObject({ id: 'q2' });
  phone.heal();
  await Promise.all([phone.client.signOut(), clock.pass(5_000)]);
  expect([asked.at(-1), phone.client.question]).toEqual([null, null]);
});
