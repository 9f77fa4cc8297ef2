/** Scenes of the story of looks that need more than a tap: the keyboard, and a notice that asks anew. */
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { check } from './check.ts';
import type { Looks } from './miniprogram-looks.ts';
import type { Phone } from './miniprogram-phone.ts';

/** Says something and waits for what the robot answers to it. */
export async function asks(phone: Phone, words: string, answer: string): Promise<void> {
  await phone.say(words);
  await check(`answered: ${answer}`, phone.sees(answer));
}

/** With the keyboard up, on a small display, a person is still one tap away and what is written is in sight. */
export async function types(phone: Phone, looks: Looks): Promise<void> {
  const { page } = phone;
  for (const [width, height, keyboard] of [
    [320, 568, 253],
    [375, 720, 300],
  ] as const) {
    await page.setViewportSize({ width, height });
    await phone.box.focus();
    await phone.keyboard(keyboard);
    const top = height - keyboard;
    const clear = async (target: Locator) => {
      const box = await target.boundingBox();
      return box !== null && box.y >= 84 && box.y + box.height <= top;
    };
    const name = `${looks.mode} ${width}`;
    await check(`N71 a person is in sight over the keyboard: ${name}`, () => clear(phone.button('转人工').first()));
    await check(`N71 so is what is written: ${name}`, () => clear(phone.box));
    await check(`N71 and the end of what was said: ${name}`, async () => {
      const box = await phone.top.locator('.list').boundingBox();
      return box !== null && box.height >= 56;
    });
    const folder = process.env['YIXIAN_PICTURES'];
    if (folder) await page.screenshot({ path: join(folder, `looks-${looks.mode}-keyboard-${width}.png`) });
    await phone.keyboard(0);
  }
}

/** A version of the privacy notice that changes what data are used for: told once, decided on its page, hindering nothing. */
export async function renews(phone: Phone, looks: Looks, say: '同意' | '不同意'): Promise<void> {
  await phone.start();
  await check('V36 the new version is told', phone.sees('隐私说明有更新'));
  await looks.look('home-renewed');
  if (say === '不同意') {
    await phone.button('以后再说').tap();
    await phone.start();
    await check('V36 it may be put off', async () => (await phone.top.locator('.renewed-card').count()) === 0, 0);
    await phone.tab('我的');
    await check('V36 and waits under 我的', phone.sees('待您决定'));
    if (looks.mode === 'elder') await phone.button('更多设置').tap();
    await looks.look('me-renewed', true);
    await phone.top.getByText('隐私说明', { exact: true }).last().tap();
  } else await phone.button('查看').tap();
  await check('V36 what it means is said', phone.sees('这一版改变了使用目的'));
  await looks.look('privacy-asks', true);
  await phone.button(new RegExp(`^${say}`, 'u')).tap();
  const told = say === '同意' ? '您已同意这一版' : '您没有同意这一版';
  await check(`V36 their word stands: ${say}`, phone.sees(told));
  await phone.top.locator('.other').last().tap();
  await check('V35 an earlier version is read', phone.sees('现已被新版本取代'));
  await looks.look('privacy-earlier', true);
  await phone.back();
  await phone.back();
  await phone.tab('消息');
  if (looks.mode === 'elder') await phone.button('打字').tap();
  await asks(phone, '退款流程', '退款');
}
