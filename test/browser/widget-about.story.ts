/** W70–W72: a customer of a website alone: news and offers in the conversation, what is thought of them and why, corrected and switched off, and it stays off. */
import type { Draft } from '../../shared/campaign/campaign.ts';
import { Cast } from '../../scripts/campaign-cast.ts';
import { makeMember } from '../../scripts/operator.ts';
import { Customer } from './about-customer.ts';
import { renewedScene, ticketScene } from './about-scenes.ts';
import { check } from './check.ts';
import { stage } from './stage.ts';
import { Visitor, type Look } from './widget-visitor.ts';

const { gateway, browser, play } = await stage('widget-about', '10:00');
const { url, settings } = gateway;
const cast = new Cast(url, settings);
const MINUTE = 60_000;

const draftOf = (name: string): Draft => ({
  ...{ name, rule: 'everybody', channels: ['web'], schedule: { begins: 'at-once' }, hours: 24, perMinute: 60 },
  arms: [
    {
      ...{ id: 'a', share: 100 },
      zh: { title: `${name}满 199 减 50`, text: '12 月 12 日起三天，全场可用。' },
      en: { title: '50 off 199 on member day', text: 'For three days from 12 December.' },
      sms: null,
    },
  ],
  limits: { optOuts: 10_000, complaints: 10_000 },
});

async function opened(look: Look, query: string): Promise<Visitor> {
  const visitor = await Visitor.open(browser, `${url}/shop/${query}`, look);
  await visitor.launch.click();
  await visitor.input.waitFor();
  return visitor;
}

async function about(visitor: Visitor, page = ''): Promise<void> {
  await visitor.in('.head .bare').first().click();
  await visitor
    .in('.menu button')
    .filter({ hasText: /关于我|About me/u })
    .click();
  if (page !== '') await visitor.in('.pages button').filter({ hasText: page }).click();
}

const sheet = (visitor: Visitor) => visitor.in('.about').innerText();
const button = (visitor: Visitor, name: RegExp | string) => visitor.in('.about').getByRole('button', { name });
const held = (visitor: Visitor) =>
  visitor.page.evaluate(() => {
    const at = document.querySelector('yixian-widget')?.shadowRoot?.activeElement;
    return at?.getAttribute('aria-label') ?? at?.textContent ?? '';
  });

async function clean(what: string, visitor: Visitor): Promise<void> {
  const broken = await visitor.broken();
  await check(`W3 axe finds nothing: ${what} ${broken.join('; ')}`, () => broken.length === 0, 0);
  await check(`nothing overflows: ${what}`, async () => !(await visitor.overflows()), 0);
  await visitor.picture(`about-${what}`);
}

/** Opened anew in the same browser. */
async function reloaded(visitor: Visitor): Promise<void> {
  await visitor.page.reload();
  await visitor.launch.click();
  await visitor.input.waitFor();
}

/** What may be sent, and what was: agreed to for the website alone, ended by one tap. Who just talked with us gets no offer: somebody else. */
async function offers(lead: string, marketer: string): Promise<void> {
  const zhou = await Customer.signedIn(url, 'zhou');
  const visitor = await opened({ width: 390, height: 700 }, '?persona=zhou');
  await about(visitor, '服务与推送');
  const choice = visitor.in('.about').getByRole('switch', { name: /优惠和活动\s*网页/u });
  await check('W72 nothing was agreed to', async () => (await choice.getAttribute('aria-checked')) === 'false');
  await choice.focus();
  await visitor.page.keyboard.press('Space');
  await check(
    'W72 they agree to offers on this site',
    async () => (await choice.getAttribute('aria-checked')) === 'true',
  );
  await check('W72 the switch keeps the focus', async () => (await held(visitor)).startsWith('优惠和活动'));
  await check('W72 the server has it, for the website alone', async () => (await zhou.agreed()) === 'web');
  await clean('pushes', visitor);
  await cast.known(draftOf('会员日'), marketer, 1);
  await visitor.page.keyboard.press('Escape');
  await visitor.in('[aria-label="收起"]').click();
  await cast.begun(draftOf('会员日'), marketer, lead);
  await check(
    'W70 an offer is counted on the launcher',
    async () => ((await visitor.launch.getAttribute('aria-label')) ?? '').includes('1 条未读'),
    2 * MINUTE,
  );
  await visitor.launch.click();
  const offer = visitor.in('.news').filter({ hasText: '会员日满 199 减 50' });
  await check('W70 it stands in the conversation in the company’s words', () => offer.isVisible());
  await offer.getByRole('button', { name: '为什么收到' }).click();
  await check('W72 why it came: rule and consent', async () => {
    const said = await offer.innerText();
    return said.includes('您符合“没有投诉”这一条') && said.includes('您同意过在网页接收优惠');
  });
  await clean('offer', visitor);
  await check('W70 in sight it is read, and the campaign told', async () =>
    (await zhou.offers()).some(({ state }) => state === 'read'),
  );
  await about(visitor, '收到的优惠');
  await check('W72 it stands among what they had', async () => (await sheet(visitor)).includes('会员日满 199 减 50'));
  await clean('offers-had', visitor);
  await visitor.page.keyboard.press('Escape');
  await offer.getByRole('button', { name: '不再接收优惠' }).click();
  await check('W72 one tap ends them', async () => (await offer.innerText()).includes('所有渠道都不再发优惠'));
  await clean('offer-ended', visitor);
  await reloaded(visitor);
  await check('W72 the card says so after a reload', async () => (await offer.innerText()).includes('您没有接收优惠'));
  await about(visitor, '收到的优惠');
  await check('W72 the server has it', async () => (await zhou.agreed()) === '');
  await check('W72 after a reload it stays so', async () => (await sheet(visitor)).includes('您没有接收优惠'));
  await check('W72 nothing would be sent any more', async () => {
    const after = await cast.known(draftOf('跨年'), marketer, 0);
    return after.channels.every(({ count }) => count === 0) && after.fell.some(({ why }) => why === 'no-consent');
  });
  await check(`nothing broke ${visitor.faults.join('; ')}`, () => visitor.faults.length === 0, 0);
  await visitor.page.context().close();
}

await play(async () => {
  const leads = (await makeMember(url, settings, { login: 'zhaomin', name: '赵敏', role: 'lead' })) ?? '';
  const lead = (await cast.ask('/staff/v1/sign-in', { value: { login: 'zhaomin', password: leads } })).cookie;
  const marketer = await cast.staff('suntong', '孙彤', 'marketer');
  await cast.everybody(lead);
  const lin = await Customer.signedIn(url, 'lin');

  const visitor = await opened({ width: 360, height: 640 }, '?persona=lin');
  for (const words of ['退款什么时候到账', '退款要多久', 'YX20261120001 发货了吗']) {
    await visitor.say(words);
    await check(
      `the robot answers: ${words}`,
      async () => (await visitor.in('.own .state.read, .own .state.sent').count()) > 0,
    );
  }
  await visitor.page.getByRole('button', { name: '不用了' }).click();

  // What is thought of them, and why.
  await check('the gateway knows a tag', async () => (await lin.tags()).includes('没有投诉'));
  await about(visitor);
  await check('W71 it opens with the focus in it', async () => (await held(visitor)) === '关于我的标签');
  await check('W71 each tag says why in plain words', async () => {
    const said = await sheet(visitor);
    return said.includes('没有投诉') && said.includes('为什么 · ') && said.includes('不影响价格');
  });
  await check('W71 and what was learnt', async () => (await sheet(visitor)).includes('您咨询过'), 0);
  await clean('tags', visitor);
  await visitor.in('.about').getByLabel('常来时段').selectOption({ label: '晚上' });
  await check('V76 their own word about their hours counts', async () =>
    (await sheet(visitor)).includes('这是您自己说的'),
  );
  await clean('tags-stated', visitor);
  await button(visitor, '不要这个 没有投诉').focus();
  await visitor.page.keyboard.press('Enter');
  await check('W71 what is not wanted stands under what they switched off', async () =>
    /您已关闭的\n+没有投诉/u.test(await sheet(visitor)),
  );
  await check('W71 and it is said', async () => (await sheet(visitor)).includes('已记下，不会再这样标'));
  await check('W71 the focus is where it can be taken back', async () => (await held(visitor)) === '恢复 没有投诉');
  await clean('tags-off', visitor);
  await check('W71 the server gives the tag no more', async () => !(await lin.tags()).includes('没有投诉'), 0);
  await reloaded(visitor);
  await about(visitor);
  await check('W71 after a reload it stays off', async () => /您已关闭的\n+没有投诉/u.test(await sheet(visitor)));
  await visitor.page.keyboard.press('Escape');
  await check('W71 Escape leads back', async () => (await visitor.focused()).startsWith('textarea'));

  // What the company tells.
  const key = await cast.ask('/staff/v1/keys', {
    cookie: lead,
    value: { name: '订单系统', scopes: ['customers:read', 'events:write'] },
  });
  const { secret } = key.body as { secret: string };
  const values = { order: 'YX20261120001', carrier: '顺丰速运', parcel: 'SF1468820013579' };
  await visitor.in('[aria-label="收起"]').click();
  await check('V57 they asked about this order, and are told', () => lin.told(secret, 's1', values));
  await check('W70 what is unread is counted on the launcher', async () =>
    ((await visitor.launch.getAttribute('aria-label')) ?? '').includes('1 条未读'),
  );
  await visitor.launch.click();
  const news = visitor.in('.news');
  await check('W70 it stands in the conversation in the company’s words, with why', async () => {
    const said = await news.innerText();
    return ['物流', '您的订单已发货', 'SF1468820013579', '为什么收到', '您问过 YX20261120001'].every((one) =>
      said.includes(one),
    );
  });
  await check('W70 in sight it is read, for every screen', async () => (await lin.unread()) === 0);
  await clean('news', visitor);
  await news.getByRole('button', { name: '不再主动告诉我' }).click();
  await check('W70 one tap stops what comes unasked', async () => (await news.innerText()).includes('以后只放在这里'));
  await about(visitor);
  await check('W71 and it can be taken back', async () => (await sheet(visitor)).includes('主动告知物流'));
  await button(visitor, '恢复 没有投诉').click();
  await check('W71 a tag that was switched off is back by their own word', async () =>
    (await lin.tags()).includes('没有投诉'),
  );

  await visitor.page.keyboard.press('Escape');
  await about(visitor);

  // Everything off.
  await button(visitor, '关闭画像').click();
  await check('W71 asked first', async () => (await sheet(visitor)).includes('关闭画像？'));
  await clean('sure', visitor);
  await visitor.in('.about [role=group]').getByRole('button', { name: '关闭画像' }).click();
  await check('W71 everything is off', async () => (await sheet(visitor)).includes('画像已关闭'));
  await clean('all-off', visitor);
  await check('W71 the server gathers no more', async () => (await lin.profile()).off, 0);
  await reloaded(visitor);
  await about(visitor);
  await check('W71 after a reload as well', async () => (await sheet(visitor)).includes('画像已关闭'));

  // A network that is slow, or gone.
  let wait = () => {};
  const slow = new Promise<void>((done) => (wait = done));
  await visitor.page.route('**/v1/me/offers', async (route) => {
    await slow;
    await route.abort();
  });
  await visitor.in('.pages button').filter({ hasText: '收到的优惠' }).click();
  await check('W71 while it is read it says so', () => visitor.in('.about .skeleton').isVisible());
  wait();
  await check('W71 what can’t be read is told', async () => (await sheet(visitor)).includes('暂时读不到'));
  await clean('failed', visitor);
  await visitor.page.unroute('**/v1/me/offers');
  await button(visitor, '重试').click();
  await check('W71 and had by a tap', async () => (await sheet(visitor)).includes('发给您的'));
  // What was cut off above is told by the browser too.
  const faults = visitor.faults.filter((one) => !one.includes('ERR_FAILED'));
  await check(`nothing broke ${faults.join('; ')}`, () => faults.length === 0, 0);

  for (const look of [
    { width: 320, height: 568, theme: 'dark', language: 'en' },
    { width: 1024, height: 800, theme: 'dark' },
  ] as const) {
    const other = await opened(look, '?persona=lin');
    const name = 'language' in look ? 'english' : 'wide';
    await other.in('.news article').last().waitFor();
    await check(
      'W70 what was stopped stays so',
      async () =>
        (await other
          .in('.news button')
          .filter({ hasText: /不再主动|unasked/u })
          .count()) === 0,
    );
    await clean(`news-${name}`, other);
    for (const page of [/tags|标签/u, /Offers|优惠/u, /messages|推送/u]) {
      if ((await other.in('.about').count()) === 0) await about(other);
      await other.in('.pages button').filter({ hasText: page }).click();
      await other.in('.about .skeleton').waitFor({ state: 'detached' });
      await clean(`${name}-${page.source.slice(0, 4)}`, other);
    }
    await check(`nothing broke ${other.faults.join('; ')}`, () => other.faults.length === 0, 0);
  }

  await offers(lead, marketer);
  await ticketScene(browser, url);
  await renewedScene(browser, url, leads);

  // Whoever is not signed in.
  const guest = await opened({ width: 320, height: 568, language: 'en' }, '');
  await about(guest);
  await check('W71 a stranger is told that it is the person’s own, and how to prove it', async () => {
    const said = await sheet(guest);
    return said.includes('for you alone') && said.includes('sign in to your account');
  });
  await check('W71 and shown nothing else', async () => (await guest.in('.pages').count()) === 0, 0);
  await clean('guest', guest);
  await check(`nothing broke ${guest.faults.join('; ')}`, () => guest.faults.length === 0, 0);
});
