/** C: an SMS whose fate nobody knows, in a real browser: shown, never repeated by itself, sent again by the agent. */
import { check } from './check.ts';
import type { Desk } from './dashboard-desk.ts';
import { placeOf, world } from './relay-places.ts';

/** The agent is on duty and comes back to where they were. */
export async function resendScenes(desk: Desk, url: string): Promise<void> {
  const { page } = desk;
  const before = new URL(page.url()).pathname.replace('/desk', '');
  const sms = await placeOf(url, 'sms', 'zhou');
  const words = '您的包裹明天上午送到';
  const came = async () => (await sms.told()).filter((one) => one.includes(words)).length;
  await sms.say('转人工');
  const row = page.locator('.list .row', { hasText: /短信|周/u }).first();
  await row.click();
  await page.locator('.said.in', { hasText: '转人工' }).waitFor();
  await world(url, 'POST', 'faults', { 'sms.aliyun.send': { lost: true, slowMs: 50, times: 1 } });
  await page.locator('textarea.field[aria-label="回复"]').fill(words);
  await page.locator('textarea.field[aria-label="回复"]').press('Enter');
  const said = page.locator('.said.out', { hasText: words });
  const again = page.getByRole('button', { name: '重新发送' });
  await check('C28 a fate nobody knows is said', () => said.getByText('消息可能已经送到').isVisible(), 20_000);
  await check('C28 and nothing is repeated by itself', async () => (await came()) === 1);
  await desk.picture('resend');
  await again.first().click();
  const dialog = page.getByRole('alertdialog');
  await check('C28 who sends it again hears that it may arrive twice', async () =>
    (await dialog.innerText()).includes('两遍'),
  );
  await desk.picture('resend-asks');
  await dialog.getByRole('button', { name: '取消' }).click();
  await check('and may leave it', async () => (await said.count()) === 1);
  await again.first().focus();
  await page.keyboard.press('Enter');
  await dialog.getByRole('button', { name: '重新发送' }).click();
  await check('C28 sent again, it arrives', async () => (await came()) === 2, 20_000);
  await check('and the first one can’t be sent a third time', async () => (await again.count()) === 0);
  await desk.go(before);
}
