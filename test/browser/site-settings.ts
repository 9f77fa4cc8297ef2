/** What a story sets for the demo's site, at the gateway's door as a lead. */
import { usualSite, type Asking, type SiteSettings } from '../../shared/settings/sites.ts';

type Staff = { url: string; cookie: string };

/** Signs in; the cookie is the proof of what follows. */
export async function leadAt(url: string, login: string, password: string): Promise<Staff> {
  const answer = await fetch(`${url}/staff/v1/sign-in`, {
    ...{ method: 'POST', headers: { 'content-type': 'application/json', origin: url } },
    body: JSON.stringify({ login, password }),
  });
  if (!answer.ok) throw new Error(await answer.text());
  return { url, cookie: (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? '' };
}

/** Writes the site's settings over whatever stands there. */
export async function setSite({ url, cookie }: Staff, given: Partial<SiteSettings>): Promise<void> {
  const headers = { 'content-type': 'application/json', origin: url, cookie };
  const at = `${url}/staff/v1/settings/sites`;
  const { revision } = (await (await fetch(at, { headers })).json()) as { revision: number };
  const value = { sites: [{ ...usualSite('shop'), ...given }] };
  const written = await fetch(at, { method: 'POST', headers, body: JSON.stringify({ revision, value }) });
  const answer = await written.text();
  if (!written.ok) throw new Error(answer);
}

/** A form with one question of every kind. */
export const everyKind: Asking = {
  ...{ on: true, users: false, lead: { zh: '填好后更快找到合适的同事。', en: 'So the right person answers.' } },
  fields: [
    { id: 'name', kind: 'name', zh: '怎么称呼您', en: 'Your name', required: true, options: [] },
    { id: 'phone', kind: 'phone', zh: '手机号', en: 'Phone', required: false, options: [] },
    { id: 'email', kind: 'email', zh: '邮箱', en: 'E-mail', required: false, options: [] },
    { id: 'order', kind: 'order', zh: '订单号', en: 'Order number', required: false, options: [] },
    {
      ...{ id: 'topic', kind: 'topic', zh: '想咨询什么', en: 'What about', required: true },
      options: [
        { id: 'buy', zh: '购买前咨询', en: 'Before buying', skill: 'presale' },
        { id: 'after', zh: '退换货', en: 'Returns', skill: 'aftersales' },
        { id: 'invoice', zh: '发票', en: 'Invoices', skill: 'invoice' },
      ],
    },
    { id: 'what', kind: 'question', zh: '您的问题', en: 'Your question', required: false, options: [] },
  ],
  consent: {
    zh: '我同意按隐私说明使用以上信息来处理本次咨询',
    en: 'I agree that this is used for this enquiry, as the privacy notice says',
  },
};
