/** A lead sets who is called (告警) and which figures go where (定时报表), tries one, and reads what was sent. */
import { check } from './check.ts';
import { Desk, type Look } from './dashboard-desk.ts';
import { stage } from './stage.ts';
import { makeMember } from '../../scripts/operator.ts';

const { gateway, browser, play } = await stage('digests');
const { url, settings } = gateway;
const password = (await makeMember(url, settings, { login: 'zhaomin', name: '赵敏', role: 'lead' })) ?? '';
const arrive = async (look: Look = {}) => {
  const desk = await Desk.open(browser, url, look);
  await desk.signIn('zhaomin', password);
  return desk;
};
const faults: string[] = [];
const holds = async (desk: Desk, what: string) => {
  const broken = await desk.broken();
  await check(`O138 axe finds nothing: ${what} ${broken.join('; ')}`, () => broken.length === 0, 0);
  await check(`O138 nothing is cut off: ${what}`, async () => !(await desk.overflows()), 0);
  await desk.picture(what);
};
const robots = `${url}/sandbox/robots`;

await play(async () => {
  await fetch(`${url}/healthz`);
  const desk = await arrive();
  const { page } = desk;
  const addChat = async (at: number, name: string, address: string) => {
    await page.getByRole('button', { name: '添加群机器人' }).click();
    await page.getByLabel('群名称').nth(at).fill(name);
    await page.getByLabel('机器人地址').nth(at).fill(address);
  };
  await desk.go('/settings/alerts');
  await addChat(0, '值班群', `${robots}/wecom/cgi-bin/webhook/send?key=story`);
  const chain = page.getByRole('region', { name: '呼叫顺序' });
  await chain.getByRole('checkbox', { name: '值班群' }).first().check();
  await page.keyboard.press('Control+s');
  await check('O138 one way alone is told to be too few', async () =>
    (await chain.getByRole('alert').innerText()).includes('两种互不依赖'),
  );
  await page.getByRole('button', { name: '添加值班人员' }).click();
  await page.getByLabel('客服', { exact: true }).selectOption({ label: '赵敏' });
  await page.getByLabel('手机号码').fill('138 0013 8000');
  await page.getByLabel('手机号码').press('Tab');
  await chain.getByRole('checkbox', { name: '赵敏 · 短信' }).first().check();
  await chain.getByRole('checkbox', { name: '赵敏 · 电话' }).nth(1).check();
  await page.getByRole('region', { name: '咨询热点突增' }).getByRole('checkbox', { name: '值班群' }).check();
  await page.getByRole('button', { name: '保存' }).click();
  await check('O138 the chain is saved', async () => (await page.getByText('第 1 版').count()) > 0);
  await holds(desk, 'alerts-settings');

  await desk.go('/settings/digests');
  await addChat(0, '管理群', `${robots}/wecom/cgi-bin/webhook/send?key=digest`);
  await page.getByRole('button', { name: '添加报表' }).click();
  await page.getByLabel('名称', { exact: true }).fill('服务周报');
  await page.getByLabel('发到哪些邮箱').fill('boss');
  await page.getByLabel('发到哪些邮箱').press('Tab');
  await page.keyboard.press('Control+s');
  await check(
    'O138 an address that is none is told at its field',
    async () => (await page.getByText('有一个邮箱地址不对').count()) === 1,
  );
  await page.getByLabel('发到哪些邮箱').fill('boss@example.com');
  await page.getByLabel('发到哪些邮箱').press('Tab');
  await page.getByRole('button', { name: '保存' }).click();
  await check('O138 a report is saved', async () => (await page.getByText('第 1 版').count()) > 0);
  await page.getByRole('button', { name: /^现在试发/u }).click();
  await check(
    'O137 a try leaves by each way',
    async () => (await page.locator('[data-send="sent"]').count()) === 2,
    30_000,
  );
  const { lines } = (await (await fetch(`${url}/sandbox/log?place=robot.wecom`)).json()) as {
    lines: { robot: string; text: string }[];
  };
  const text = lines.find(({ robot }) => robot === 'digest')?.text ?? '';
  await check(`O135 the chat reads figures beside targets ${text}`, () => /满意度[^\n]*目标/u.test(text), 0);
  await holds(desk, 'digests-settings');
  const link = /https?:\S+\/desk(\/reports\?\S+)/u.exec(text)?.[1] ?? '/none';
  await desk.go(link);
  const days = new URLSearchParams(link.split('?')[1]);
  await check('O135 its link opens the report of the same days', async () =>
    (await page.locator('select').first().innerText()).includes(`${days.get('from')} – ${days.get('to')}`),
  );
  await desk.picture('digests-report');
  faults.push(...desk.faults);
  await desk.close();
  for (const look of [
    { theme: 'dark', language: 'en', width: 390 },
    { theme: 'dark', language: 'zh', width: 1440 },
    { theme: 'light', language: 'en', width: 1440 },
  ] as const) {
    const seen = await arrive(look);
    const name = `${look.theme}-${look.language}-${look.width}`;
    for (const place of ['alerts', 'digests']) {
      await seen.go(`/settings/${place}`);
      await seen.page.locator('.document fieldset').first().waitFor();
      await holds(seen, `${place}-settings-${name}`);
    }
    faults.push(...seen.faults);
    await seen.close();
  }
  await check(`the browser complained of nothing ${faults.join('; ')}`, () => faults.length === 0, 0);
});
