/** Pictures, films, documents and voices in the message centre, with what WeChat asks and refuses on the way. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { build } from '../../scripts/build.ts';
import { findChromium } from '../../scripts/chromium.mjs';
import { startGateway } from '../../scripts/gateway.ts';
import { keepSettings } from '../../scripts/settings.ts';
import { check, fail, tally } from './check.ts';
import { Phone } from './miniprogram-phone.ts';
import { freePort } from '../../scripts/port.ts';
import { noisyPng, paintedPng } from './story-picture.ts';

await build();
const data = mkdtempSync(join(tmpdir(), 'yixian-miniprogram-media-'));
// The demo's shop hears voices here; elsewhere in the demo nobody does.
const { settings } = keepSettings(data, true);
writeFileSync(join(data, 'config.json'), JSON.stringify({ ...settings, hookTranscribes: true }));
const gateway = await startGateway({ data, port: await freePort(), host: '127.0.0.1', demo: true });
const { url } = gateway;
const browser = await chromium.launch({
  executablePath: findChromium() ?? '',
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-background-networking',
    '--autoplay-policy=no-user-gesture-required',
  ],
});

const png = (width: number, height: number) => paintedPng(width, height, [110, 120, 130]);

try {
  const phone = await Phone.open(browser, url, 'lin');
  await phone.start();
  await check('the page is there', phone.sees('您好，有什么可以帮您？'));
  const own = phone.top.locator('.row-own');
  const dialog = (name: string) => phone.page.locator('.mp-dialog button', { hasText: name });
  const choose = async (source: string, files: { name: string; mimeType: string; buffer: Buffer }[]) => {
    if ((await phone.button('相册').count()) === 0) await phone.button('更多').tap();
    const asked = phone.page.waitForEvent('filechooser');
    await phone.button(source).tap();
    const agree = dialog('同意');
    if (await agree.isVisible({ timeout: 300 }).catch(() => false)) await agree.tap();
    await (await asked).setFiles(files);
  };

  // WeChat's privacy guide, refused and agreed to.
  await phone.button('更多').tap();
  await phone.picture('more');
  await phone.button('相册').tap();
  await check('N37 WeChat asks for leave first', async () => (await dialog('同意').count()) === 1);
  await dialog('拒绝').tap();
  await check(
    'N37 who refuses is told what does not go',
    async () => (await phone.page.locator('.mp-toast', { hasText: '没有同意' }).count()) === 1,
  );
  // Everything else works as before, and whatever needs the guide says so, without another window for a while.
  const refusedAt = Date.now();
  await phone.button('更多').tap();
  await phone.button('文件').tap();
  await check('N72 a document says so, too', phone.toasts('没有同意'));
  await check('N72 nobody is nagged', async () => (await dialog('同意').count()) === 0, 0);
  await phone.say('退款流程');
  await check('N72 what is asked is answered', async () => (await phone.top.locator('.step').count()) > 0);
  await phone.picture('refused-guide');
  await phone.hold(phone.top.locator('.bubble', { hasText: '退款流程' }).last());
  await phone.choice('复制').tap();
  await check('N72 copying says so', phone.toasts('没有同意'));
  await check('and the word goes', async () => !(await phone.toasts('没有同意')()), 4000);
  await phone.tab('通知');
  await check('N72 notices are there', phone.sees('还没有通知'));
  await phone.tab('我的');
  await phone.top.getByText('查找聊天记录').tap();
  await phone.top.locator('input').first().fill('退款流程');
  await check('N72 the history is looked through', async () => (await phone.top.locator('.hit').count()) > 0);
  await phone.back();
  await phone.top.getByText('隐私说明', { exact: true }).last().tap();
  await check('N72 the notice is read', phone.sees('这一版改了什么'));
  await phone.back();
  await phone.tab('消息');
  await phone.button('说话').tap();
  const voice = await phone.top.getByRole('button', { name: '按住 说话' }).boundingBox();
  const press = await phone.finger();
  if (voice && Date.now() - refusedAt < 9_000) {
    await press('touchStart', { x: voice.x + 40, y: voice.y + 10 });
    await check(
      'N72 so does speaking, and WeChat’s settings are not meant',
      async () => (await phone.toasts('没有同意')()) && (await dialog('去设置').count()) === 0,
      3000,
    );
    await press('touchEnd');
  }
  await phone.button('打字').tap();
  await phone.page.waitForTimeout(Math.max(0, refusedAt + 10_500 - Date.now()));

  // Pictures: at the next tap WeChat asks again.
  await phone.button('更多').tap();
  const asked = phone.page.waitForEvent('filechooser');
  await phone.button('相册').tap();
  await dialog('同意').tap();
  await (
    await asked
  ).setFiles([
    { name: 'a.png', mimeType: 'image/png', buffer: png(300, 400) },
    { name: 'b.png', mimeType: 'image/png', buffer: png(400, 200) },
  ]);
  await check('N38 chosen pictures stand in the line', async () => (await own.locator('.picture').count()) === 2);
  await check('N38 and arrive in their order', phone.sees('已送达'), 20_000);
  await check('their measures are kept', async () => {
    const box = await own.locator('.picture').first().boundingBox();
    return box !== null && Math.abs(box.height / box.width - 4 / 3) < 0.02;
  });
  await phone.picture('pictures');
  await own.locator('.picture').first().tap();
  await check('a picture opens large', async () => (await phone.page.locator('.mp-preview img').count()) === 1);
  await phone.page.waitForTimeout(500);
  await phone.page.locator('.mp-preview').tap();

  // Too large even for WeChat's compression, a wrong kind, and a document.
  await choose('文件', [{ name: '合同.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4\n%%EOF\n') }]);
  await check('N38 a document stands with name and size', phone.sees('合同.pdf'));
  await check('and arrives', async () => (await own.locator('.state-giving').count()) === 0, 20_000);
  await choose('文件', [{ name: '图.png', mimeType: 'image/png', buffer: Buffer.from('no picture at all') }]);
  await check('N38 what is not taken says why', phone.sees('发送失败'), 20_000);
  await phone.picture('refused');
  await phone.button('删除').tap();
  await check('and can be thrown away', async () => (await phone.button('删除').count()) === 0);
  await phone.top.getByRole('button', { name: /合同.pdf/u }).tap();
  await check(
    'a document opens',
    async () => (await phone.page.locator('.mp-dialog', { hasText: 'pdf' }).count()) === 1,
  );
  await dialog('确定').tap();

  // Without a network, slowly, called off.
  await phone.network(false);
  await choose('相册', [{ name: 'c.png', mimeType: 'image/png', buffer: png(60, 60) }]);
  await check('N38 without a network it fails, with a way to try again', phone.sees('发送失败'), 20_000);
  await phone.network(true);
  await phone.button('重试').tap();
  await check(
    'and leaves then',
    async () => (await own.locator('.picture').count()) === 3 && (await phone.sees('已送达')()),
    20_000,
  );
  const slow = await phone.page.context().newCDPSession(phone.page);
  const speed = (bytes: number) =>
    slow.send('Network.emulateNetworkConditions', {
      offline: false,
      latency: 0,
      downloadThroughput: -1,
      uploadThroughput: bytes,
    });
  await slow.send('Network.enable');
  await speed(60_000);
  await choose('相册', [{ name: 'd.png', mimeType: 'image/png', buffer: noisyPng(320, 320) }]);
  await check('N38 how far it is is told', async () => /上传中 [1-9]\d?%/u.test(await phone.top.innerText()), 20_000);
  await phone.picture('giving');
  await phone.button('取消').tap();
  await check('N38 it can be called off on the way', async () => (await own.locator('.picture').count()) === 3);
  await speed(-1);

  // Voices.
  await phone.button('说话').tap();
  const bar = phone.top.getByRole('button', { name: '按住 说话' });
  const finger = await phone.finger();
  const box = await bar.boundingBox();
  if (!box) throw new Error('no place to hold');
  const at = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  await finger('touchStart', at);
  await check('N39 the microphone is asked for', async () => (await dialog('允许').count()) === 1);
  await finger('touchEnd');
  await dialog('允许').tap();
  await finger('touchStart', at);
  await check('N39 it is seen that one is heard', phone.sees('松开发送，上滑取消'));
  await finger('touchMove', { ...at, y: at.y - 90 });
  await check('N39 slid up, it would be thrown away', phone.sees('松开手指，取消发送'));
  await phone.picture('voice-away');
  await finger('touchEnd');
  await check('N39 and is', async () => (await own.locator('.voice').count()) === 0, 1000);
  await finger('touchStart', at);
  await phone.page.waitForTimeout(1700);
  await phone.picture('voice-on');
  await finger('touchEnd');
  await check(
    'N39 a voice stands in the line with its length',
    async () => (await own.locator('.voice', { hasText: '″' }).count()) === 1,
  );
  await check('and arrives', phone.sees('已送达'), 20_000);
  await check(
    'N73 what was said stands under it',
    async () => (await own.locator('.caption', { hasText: '怎么申请退款' }).count()) === 1,
    20_000,
  );
  await check('N73 and is met with what is published on it', phone.sees('在等候的同时，可以先让机器人回答'), 20_000);
  await phone.picture('voice-words');
  await own.locator('.voice').tap();
  await check('N39 a tap plays it', async () => (await own.locator('.voice-on').count()) === 1, 3000);
  await check('N39 and its end is seen', async () => (await own.locator('.voice-on').count()) === 0, 8000);
  await finger('touchStart', at);
  await phone.page.waitForTimeout(300);
  await finger('touchEnd');
  await check(
    'N39 too short is said',
    async () => (await phone.page.locator('.mp-toast', { hasText: '太短' }).count()) === 1,
  );
  await phone.picture('voice');
  await phone.start();
  await check(
    'after a restart all of it is there',
    async () => (await own.locator('.picture').count()) === 3 && (await own.locator('.voice').count()) === 1,
  );
  const broken = await phone.broken();
  await check(`nothing broke in the mini-program ${broken.join('; ')}`, () => broken.length === 0, 0);
} catch (fault) {
  fail(`the story broke: ${String(fault).slice(0, 800)}`);
  const folder = process.env['YIXIAN_PICTURES'];
  for (const [at, page] of browser
    .contexts()
    .flatMap((one) => one.pages())
    .entries())
    if (folder) await page.screenshot({ path: join(folder, `miniprogram-broken-${at}.png`) });
} finally {
  await browser.close();
  await gateway.stop();
  rmSync(data, { recursive: true, force: true });
}
process.exitCode = tally();
