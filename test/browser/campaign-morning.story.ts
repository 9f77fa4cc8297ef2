/** 营销活动 let go at night: the page says that it waits for the morning, and at eight in the morning the offer leaves. */
import type { Draft } from '../../shared/campaign/campaign.ts';
import { Cast } from '../../scripts/campaign-cast.ts';
import { makeMember } from '../../scripts/operator.ts';
import { check } from './check.ts';
import { Desk } from './dashboard-desk.ts';
import { look, sees } from './campaign-look.ts';
import { stage } from './stage.ts';

const { gateway, browser, play } = await stage('campaign-morning', '07:57');
const { url, settings } = gateway;
const cast = new Cast(url, settings);
const words = { title: '会员日满 199 减 50', text: '12 月 12 日起，母婴专区满 199 减 50。' };
const draft: Draft = {
  ...{
    name: '会员日',
    rule: 'everybody',
    channels: ['web'],
    schedule: { begins: 'at-once' },
    hours: 24,
    perMinute: 60,
  },
  arms: [{ id: 'a', share: 100, zh: words, en: words, sms: null }],
  limits: { optOuts: 500, complaints: 100 },
};

await play(async () => {
  const password = (await makeMember(url, settings, { login: 'suntong', name: '孙彤', role: 'marketer' })) ?? '';
  const marketer = (await cast.ask('/staff/v1/sign-in', { value: { login: 'suntong', password } })).cookie;
  const lead = await cast.staff('lead2', '主管', 'lead');
  await cast.agreeing('u-morning');
  await cast.everybody(lead);
  await cast.known(draft, marketer, 1);
  const id = await cast.begun(draft, marketer, lead);
  const desk = await Desk.open(browser, url);
  await desk.signIn('suntong', password);
  await desk.go(`/campaigns/${id}`);
  await check('O49 at night it waits for the morning', sees(desk.page, /夜里不发优惠/u), 60_000);
  await look(desk, 'night');
  const { all, nextAt } = await cast.report(id, lead);
  await check('O25 nothing has left', () => all.sent === 0, 0);
  await check('O49 it goes on at eight in the morning', () => nextAt !== null && nextAt % 86_400_000 === 0, 0);
  await check('O25 at eight it leaves', async () => (await cast.report(id, lead)).all.sent === 1, 240_000);
  await check('O25 not before', () => Date.now() % 86_400_000 < 43_200_000, 0);
  await check('O49 and the page says so', sees(desk.page, '已完成'), 60_000);
});
