/** 猜你想问 in the person's actor: where they stand, within what their address may see. */
import { beforeAll, describe, expect, it } from 'vitest';
import { must } from '../results.ts';
import { knowledgeable, openWorld } from '../world.ts';
import { customer, freshPerson, rows, said, text } from './rig.ts';
import { opens } from './ticket-rig.ts';

beforeAll(async () => {
  openWorld();
  await knowledgeable();
}, 70_000);

type Option = { id: string; label: string };

/** The choices of the newest menu on an address. */
async function offered(id: string, channel: string): Promise<Option[]> {
  const menus = await rows(
    id,
    `select body from message where channel = '${channel}' and body like '{"kind":"menu"%' order by revision desc limit 1`,
  );
  return (JSON.parse(String(menus[0]?.body)) as { options: Option[] }).options;
}

describe('N66 what a greeting offers', () => {
  it('the open ticket and the last topic; a tap says where the ticket stands', async () => {
    const person = freshPerson();
    must(await customer(person.id).hear(said(person.web, 'k1', '退款多久到账')));
    const [answer] = await rows(
      person.id,
      `select source ->> '$.entry' as entry from message where source is not null`,
    );
    expect(answer?.entry).toEqual(expect.any(String));
    const [session] = await rows(person.id, 'select id from session');
    const { ticket } = await opens(person.id, { session: String(session?.id) });
    must(await customer(person.id).hear(said(person.web, 'k2', '你好')));
    const all = await offered(person.id, 'web');
    expect(all.slice(0, 2).map(({ id }) => id)).toEqual([`ticket:${ticket.id}`, `entry:${String(answer?.entry)}`]);
    expect(all[0]?.label).toContain(ticket.number);
    const tap = { ...text(all[0]?.label ?? ''), option: all[0]?.id };
    const heard = said(person.web, 'k3', '');
    must(await customer(person.id).hear({ heard: { ...heard.heard, body: tap } }));
    const [last] = await rows(
      person.id,
      `select body from message where direction = 'out' order by revision desc limit 1`,
    );
    expect(String(last?.body)).toContain(`工单 ${ticket.number}`);
    expect(String(last?.body)).toContain('待受理');
  });

  it('on the web nothing of another address; in WeChat the whole line', async () => {
    const person = freshPerson();
    must(await customer(person.id).hear(said(person.sms, 'k1', '退款多久到账')));
    must(await customer(person.id).hear(said(person.web, 'k2', '你好')));
    const none = await offered(person.id, 'web');
    const [answer] = await rows(
      person.id,
      `select source ->> '$.entry' as entry from message where source is not null`,
    );
    expect(none[0]?.id).toBe('entry:refund-steps');
    expect(answer?.entry).not.toBe('refund-steps');
    must(await customer(person.id).hear(said(person.wechat, 'k3', '你好')));
    expect((await offered(person.id, 'wechat'))[0]?.id).toBe(`entry:${String(answer?.entry)}`);
  });
});
