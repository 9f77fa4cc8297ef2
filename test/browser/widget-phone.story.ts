/** N85, I58, I59: addresses are proven in the widget: a phone by a code, an e-mail by a link, and 是您吗？; by keyboard, narrow, by night and in English. */
import { check } from './check.ts';
import { alikeScenes, emailScenes } from './widget-proofs.ts';
import { Visitor, type Look } from './widget-visitor.ts';
import { stage } from './stage.ts';

const { gateway, browser, play } = await stage('widget-phone');
const { url } = gateway;

/** The code in the newest SMS of this person. */
async function codeOn(persona: string): Promise<string> {
  const answer = await fetch(`${url}/sandbox/people/${persona}/inbox`);
  const { messages } = (await answer.json()) as { messages: { text?: string }[] };
  const codes = messages.map(({ text }) => /\b(\d{6})\b/u.exec(text ?? '')?.[1] ?? '');
  return codes.find((one) => one !== '') ?? '';
}

async function opened(look: Look): Promise<Visitor> {
  const visitor = await Visitor.open(browser, `${url}/shop/`, look);
  await visitor.launch.click();
  await visitor.input.waitFor();
  await visitor.page.getByRole('button', { name: look.language === 'en' ? 'More' : '更多' }).click();
  const name = look.language === 'en' ? 'Link a phone' : '绑定手机号';
  await visitor.in('.menu button').filter({ hasText: name }).click();
  await check(`N85 it opens, and stands in the field: ${JSON.stringify(look)}`, async () =>
    (await visitor.focused()).startsWith('input'),
  );
  return visitor;
}

async function clean(what: string, visitor: Visitor): Promise<void> {
  const broken = await visitor.broken();
  await check(`axe finds nothing: ${what} ${broken.join('; ')}`, () => broken.length === 0, 0);
  await check(`nothing overflows: ${what}`, async () => !(await visitor.overflows()), 0);
  await visitor.picture(what);
}

await play(async () => {
  const visitor = await opened({});
  const sheet = visitor.in('.link-sheet');
  const tells = (words: string) => async () => (await sheet.innerText()).includes(words);
  await clean('phone-begins', visitor);
  const [phone, code] = [sheet.locator('input').first(), sheet.locator('input').last()];
  await phone.fill('1');
  await sheet.getByRole('button', { name: '获取验证码' }).click();
  await check('N85 no number is told', tells('请填写正确的手机号'));
  await clean('phone-fault', visitor);
  await phone.fill('138 0013 8000');
  await sheet.getByRole('button', { name: '获取验证码' }).click();
  await check('N85 it is on its way, and the wait is counted', async () =>
    /秒后可再获取[\s\S]*验证码已发出/u.test(await sheet.innerText()),
  );
  await check('N85 the field of the code has the focus', async () =>
    code.evaluate((field) => field === (field.getRootNode() as ShadowRoot).activeElement),
  );
  await check('N85 an SMS came', async () => (await codeOn('lin')) !== '');
  await clean('phone-sent', visitor);
  const right = await codeOn('lin');
  await code.fill(String((Number(right) + 1) % 1_000_000).padStart(6, '0'));
  await code.press('Enter');
  await check('N85 a wrong one is told', tells('验证码不对'));
  await code.fill(right);
  await code.press('Enter');
  await check('N85 it is bound', tells('已绑定'));
  await clean('phone-bound', visitor);
  await visitor.page.keyboard.press('Escape');
  await check('N85 Escape leads back to the conversation', async () =>
    (await visitor.focused()).startsWith('textarea'),
  );

  for (const look of [
    { width: 320, height: 568, theme: 'dark' },
    { width: 320, height: 568, language: 'en' },
  ] as const) {
    const other = await opened(look);
    await other.in('.link-sheet input').first().fill('13800138000');
    await other.in('.link-sheet .plain').click();
    const word = 'language' in look ? 'Too often' : '太频繁了';
    await check(`N85 a second visitor within the minute is told to wait: ${word}`, async () =>
      (await other.in('.link-sheet').innerText()).includes(word),
    );
    await clean(`phone-${'language' in look ? 'english' : 'night'}`, other);
    await check(`nothing broke ${other.faults.join('; ')}`, () => other.faults.length <= 1, 0);
  }
  await check('I59 a visitor is asked nothing', async () => (await visitor.in('.alike').count()) === 0, 0);
  await emailScenes({ browser, url, clean });
  await alikeScenes({ browser, url, settings: gateway.settings, codeOn, clean });
});
