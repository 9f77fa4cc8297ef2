/** 画像 on the screens: a lead reads the rules and how many each means, an agent sees why, the person says that it is wrong, switches off, and it stays off. */
import { join } from 'node:path';
import { makeMember } from '../../scripts/operator.ts';
import { check } from './check.ts';
import { Desk } from './dashboard-desk.ts';
import { Phone } from './miniprogram-phone.ts';
import { lookAt } from './phone-look.ts';
import { stage } from './stage.ts';

const { gateway, browser, play } = await stage('profile');
const { url, settings } = gateway;
const password = (await makeMember(url, settings, { login: 'xiaoxia', name: '林小夏', role: 'agent' })) ?? '';
const leads = (await makeMember(url, settings, { login: 'zhaomin', name: '赵敏', role: 'lead' })) ?? '';
const pictures = process.env['YIXIAN_PICTURES'];

await play(async () => {
  const agent = await Desk.open(browser, url);
  await agent.signIn('xiaoxia', password);
  await agent.page.getByRole('button', { name: '切换为在线' }).click();
  const phone = await Phone.open(browser, url, 'lin', 320);
  const look = (name: string) => lookAt(phone, name);

  await phone.start();
  for (const words of ['退款什么时候到账', '退款要多久', '退款什么时候到账']) await phone.say(words);
  await phone.say('转人工');
  await check('a person has them', phone.sees('林小夏'));
  const desk = agent.page;
  await desk.locator('.list .row').first().click();
  const panel = desk.locator('.profile');
  await check(
    'V41 the panel says what they care about, how sure that is and why',
    async () =>
      (await panel.getByText('最关注').count()) > 0 &&
      (await panel.getByText(/90 天内咨询 \d 次 · 把握 \d+%/u).count()) > 0,
  );
  if (pictures) await panel.screenshot({ path: join(pictures, 'profile-panel.png') });

  await phone.tab('我的');
  await phone.top.getByText('关于我的标签').tap();
  await check('V50 the person reads why, in plain words', phone.sees('您咨询过'));
  await look('profile');
  await phone.button('常来时段').tap();
  await phone.choice('晚上').tap();
  await check('V76 their own word about their hours counts', phone.sees('这是您自己说的'));
  await look('profile-stated');
  await phone.button('不准确').first().tap();
  await check('V50 what they call wrong is gone, and stands under what they switched off', phone.sees('您已关闭的'));
  await look('profile-wrong');
  await phone.button('关闭画像').tap();
  await phone.page.locator('.mp-mask').getByText('关闭画像', { exact: true }).last().tap();
  await check('V50 everything is off', phone.sees('画像已关闭'));
  await look('profile-off');

  const lead = await Desk.open(browser, url);
  await lead.signIn('zhaomin', leads);
  await lead.go('/settings/profile');
  await check(
    'V48 each rule says how many it means now',
    async () => (await lead.page.getByText('人符合').count()) > 3,
  );
  if (pictures) await lead.page.screenshot({ path: join(pictures, 'profile-rules.png'), fullPage: true });
});
