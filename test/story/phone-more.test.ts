/** Telephone calls: what goes by other ways (links, recordings, English), what ends oddly, and calls that never reached us. */
import { createHmac } from 'node:crypto';
import { env, exports } from 'cloudflare:workers';
import { beforeAll, describe, expect, it } from 'vitest';
import { knowledgeable, openWorld, until } from '../world.ts';
import { Caller } from './caller.ts';
import { AgentDesk, inWorld, onWebsite, openLine, post } from './rig.ts';

type Voice = {
  channel: string;
  provider?: string;
  id: string;
  accountSid?: string;
  authToken?: string;
  hookKey?: string;
};
const accounts = JSON.parse(env.ACCOUNTS) as Voice[];
const voice = accounts.find((one) => one.channel === 'phone' && one.provider === 'twilio');
const centre = accounts.find((one) => one.channel === 'phone' && one.provider === 'tccc');
const text = (words: string) => ({ kind: 'text', text: words });
let lead: AgentDesk;

beforeAll(async () => {
  openWorld();
  await knowledgeable();
  lead = await AgentDesk.signIn('more', '何热线', 'lead');
  await lead.acts({ act: 'duty', duty: 'busy' });
}, 70_000);

/** A webhook as Twilio posts it, whatever the simulated exchange would do. */
async function twilioTells(form: Record<string, string>, query = ''): Promise<string> {
  const url = `${env.PUBLIC_URL}/hooks/phone/twilio/${voice?.id ?? ''}${query}`;
  const fields: Record<string, string> = { AccountSid: voice?.accountSid ?? '', Direction: 'inbound', ...form };
  const signed =
    url +
    Object.keys(fields)
      .sort()
      .map((name) => name + (fields[name] ?? ''))
      .join('');
  const mark = createHmac('sha1', voice?.authToken ?? '')
    .update(signed)
    .digest('base64');
  const response = await exports.default.fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'x-twilio-signature': mark },
    body: new URLSearchParams(fields).toString(),
  });
  expect(response.status).toBe(200);
  return response.text();
}

const inbox = async (who: string): Promise<string[]> => {
  await post();
  return (await inWorld<{ messages: { text: string }[] }>(`/people/${who}/inbox`)).messages.map((one) => one.text);
};

describe('a telephone call', () => {
  it('C33 C39 its end is told, and never its beginning: a missed call, one SMS; what comes late greets nobody', async () => {
    const line = await openLine(await onWebsite('chen'), 'web-missed');
    const call = { CallSid: 'CAmissed', From: '+8613700137002', To: '+442079460018' };
    await twilioTells({ ...call, CallStatus: 'no-answer' }, '?on=status');
    expect(await twilioTells({ ...call, CallStatus: 'ringing' })).toBe(
      '<?xml version="1.0" encoding="UTF-8"?><Response><Hangup/></Response>',
    );
    await twilioTells({ ...call, CallStatus: 'no-answer' }, '?on=status');
    await until('the SMS', async () => (await inbox('chen')).some((one) => one.includes('没有接通人工客服')));
    const missed = () => line.messages().filter((one) => JSON.stringify(one.body).includes('未接来电')).length;
    await until('the missed call', () => missed() > 0);
    expect(missed()).toBe(1);
    expect((await inbox('chen')).filter((one) => one.includes('没有接通'))).toHaveLength(1);
  });

  it('C33 C34 words that come after the end are kept, and nobody is answered', async () => {
    const line = await openLine(await onWebsite('chen'), 'web-late');
    const call = { CallSid: 'CAlate', From: '+8613700137002', To: '+442079460018', CallStatus: 'in-progress' };
    await twilioTells({ ...call, CallStatus: 'ringing' });
    await twilioTells({ ...call, CallStatus: 'completed', CallDuration: '9' }, '?on=status');
    const answer = await twilioTells({ ...call, SpeechResult: '我还没说完' }, '?on=said&step=1');
    expect(answer).toContain('<Hangup/>');
    await line.sees('phone customer: 我还没说完');
    expect(line.said().filter((one) => one.startsWith('phone robot')).length).toBe(1);
  });

  it('C31 addresses are never read: they go by SMS where the carrier takes them, and a call ends with its encounter', async () => {
    await lead.acts({ act: 'duty', duty: 'online' });
    const emma = new Caller('emma');
    await emma.rings();
    await emma.says('转人工');
    const row = await until('her session', () => lead.desk.sessions.find((one) => one.state === 'agent'));
    const desk = await lead.line(row.customer);
    const fence = desk.session()?.fence;
    await desk.do({ type: 'send', body: text('See https://shop.example/help/refund for the form'), fence });
    let heard = '';
    await until('the link', async () => (heard += await emma.isSilent()).includes('for the form'));
    expect(heard).not.toContain('https');
    expect(heard).toMatch(/链接用短信|text message/u);
    await until('the SMS', async () =>
      (await inbox('emma')).some((one) => one.includes('https://shop.example/help/refund')),
    );

    // The agent ends it while she listens: goodbye, a number for a rating, the end.
    const summary = { category: 'delivery-late', text: '已答', resolved: true };
    await desk.do({ type: 'act', act: { act: 'close', fence, summary } });
    await until('the end of the call', async () => {
      if (emma.call?.endedAt) return true;
      await emma.isSilent();
      return emma.call?.endedAt;
    });
    await lead.acts({ act: 'duty', duty: 'busy' });
  });

  it('C37 words after the tone: only after key 2, fetched, and the caller’s own in the line', async () => {
    await lead.acts({ act: 'duty', duty: 'offline' });
    const zhou = new Caller('zhou');
    const line = await openLine(await onWebsite('zhou'), 'web-tone');
    await zhou.rings();
    expect(await zhou.presses('0')).toContain('按 2 表示您同意录音');
    expect(zhou.call?.waits).toBe('words');
    expect(await zhou.presses('2')).toContain('提示音后留言');
    expect(zhou.call?.waits).toBe('tone');
    expect(await zhou.says('我的包裹破了')).toContain('留言已收到');
    await until('the recording in the line', async () => {
      await post();
      return line
        .messages()
        .some((one) => one.direction === 'in' && one.body.kind === 'voice' && one.channel === 'phone');
    });
    await zhou.hangsUp();
    await post();
  });

  it('C31 key 9 at the greeting is English', async () => {
    const emma = new Caller('emma');
    await emma.rings();
    expect(await emma.presses('9')).toContain('artificial intelligence');
    expect(await emma.isSilent()).toContain('press 0');
    await emma.hangsUp();
    await post();
  });

  it('C40 an event of a call centre stands in the line of who called, once', async () => {
    const line = await openLine(await onWebsite('lin'), 'web-centre');
    const cdr = {
      SessionId: 's-9',
      Caller: '13800138000',
      Direction: '0',
      Duration: 61,
      EndedTimestamp: 1_767_323_045,
      EndStatusString: 'ok',
    };
    for (const _ of [1, 2]) {
      const url = `${env.PUBLIC_URL}/hooks/phone/tccc/tccc?key=${centre?.hookKey ?? ''}&action=cdr`;
      const response = await exports.default.fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(cdr),
      });
      expect(await response.json()).toEqual({ ErrCode: 0, ErrMsg: '' });
    }
    const events = () => line.messages().filter((one) => JSON.stringify(one.body).includes('腾讯云联络中心'));
    await until('the event', () => events().length > 0);
    expect(events()).toHaveLength(1);
  });
});
