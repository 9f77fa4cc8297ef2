/** What the story of the forms needs of the company: a lead's operations, and a dialog that asks for an amount and a picture. */

/** The staff's operations, as somebody who signed in. */
export type Staff = (path: string, body?: object) => Promise<Record<string, unknown>>;

/** Signs in. */
export async function staffOf(url: string, who: { login: string; password: string }): Promise<Staff> {
  let cookie = '';
  const staff: Staff = async (path, body) => {
    const answer = await fetch(`${url}/staff/v1/${path}`, {
      method: body ? 'POST' : 'GET',
      headers: { 'content-type': 'application/json', origin: url, cookie },
      ...(body && { body: JSON.stringify(body) }),
    });
    cookie ||= answer.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    const given = (await answer.json()) as Record<string, unknown>;
    if (given['ok'] !== true) throw new Error(`${path}: ${JSON.stringify(given)}`);
    return given;
  };
  await staff('sign-in', who);
  return staff;
}

/** Somebody signs in at the shop; answers the session's token. */
export async function signedIn(url: string, persona: string): Promise<string> {
  const post = async (path: string, body: object, token = '') => {
    const headers = { 'content-type': 'application/json', origin: url, authorization: `Bearer ${token}` };
    const answer = await fetch(`${url}${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
    return (await answer.json()) as Record<string, unknown>;
  };
  const { token } = await post('/sandbox/shop/sign-in', { persona });
  const session = await post('/v1/session', { site: 'shop', token });
  if (typeof session['token'] !== 'string') throw new Error(JSON.stringify(session));
  await post('/v1/line/poll', { instance: 'story', position: null, waitMs: 0 }, session['token']);
  return session['token'];
}

const both = (text: string) => ({ zh: text, en: text });

/** 价保: an amount between ¥1 and ¥500, then a picture of the price. */
export async function amountFlow(staff: Staff): Promise<void> {
  const help = [both('请再填一次')];
  const flow = {
    ...{ id: 'price-guard', title: both('价保'), skill: 'aftersales', keepHours: 1 },
    starts: { zh: ['申请价保差额', '价保', '买贵了退差价'], en: ['price guard', 'price match'] },
    slots: [
      { name: 'amount', kind: 'amount', label: both('差额'), ask: both('差多少钱？'), help, least: 1, most: 500 },
      { name: 'photo', kind: 'image', label: both('价格截图'), ask: both('请发一张价格截图。'), help },
    ],
    outcomes: { done: { say: both('已登记：{amount}') } },
  };
  await staff('knowledge/flows', { flow, base: null });
  const saved = await staff('knowledge/flows/price-guard');
  await staff('knowledge/publish', { items: [{ kind: 'flow', id: 'price-guard', base: saved['revision'] }] });
}

/** A colleague does what there is to do of a ticket, and asks its customer whether that is so. */
export async function rested(staff: Staff, title: string): Promise<void> {
  const { tickets } = (await staff('tickets?view=all')) as { tickets?: Record<string, string>[] };
  const row = tickets?.find((one) => one['title'] === title);
  if (!row) throw new Error(`no ticket ${title}`);
  const path = `tickets/${row['customer']}/${row['ticket']}`;
  for (const to of ['doing', 'confirming']) {
    const { ticket } = (await staff(path)) as {
      ticket?: { revision: number; form: { fields: { id: string; type: string; required: string }[] } };
    };
    const fields = Object.fromEntries(
      (ticket?.form.fields ?? [])
        .filter(({ type, required }) => type === 'text' && required === 'solving')
        .map(({ id }) => [id, '已补发']),
    );
    await staff(path, { revision: ticket?.revision, act: { act: 'move', to, fields } });
  }
}
