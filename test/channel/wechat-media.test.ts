/** Pictures and voices to WeChat: uploaded and named; other files as addresses with a key. SMS carries an address or says no. */
import { beforeAll, describe, expect, test } from 'vitest';
import type { Body } from '../../shared/message.ts';
import { urlOfMedia } from '../../shared/media-rules.ts';
import { freshMediaId } from '../../worker/channels/media-key.ts';
import { channelFor } from '../../worker/channels/registry.ts';
import { OPENID, wechatAccount } from './platforms.ts';
import { platform } from './answers.ts';

const official = wechatAccount('official', 'encrypted', 'xml');
const address = { channel: 'wechat', account: official.id, peer: OPENID } as const;

function platformWith(mime: string, size = 10, ...answers: object[]) {
  const { posted, tools } = platform(...answers, { errcode: 0, errmsg: 'ok' });
  const media = () => Promise.resolve({ name: 'a', mime, bytes: new Uint8Array(size) });
  const sent = (body: Body) =>
    channelFor(official)?.send({ id: 'm1', address, body, automatic: false, generated: false }, { ...tools, media });
  return { posted, sent };
}

describe('U10 media to WeChat', () => {
  let url = '';
  beforeAll(async () => {
    url = urlOfMedia(await freshMediaId('a secret of thirty-two characters'));
  });

  test.each([
    ['image', 'image/png'],
    ['voice', 'audio/amr'],
  ] as const)('U10 %s is uploaded first and then named', async (kind, mime) => {
    const { posted, sent } = platformWith(mime, 10, { type: kind, media_id: 'M9', created_at: 1 });
    expect(await sent({ kind, url })).toEqual({ ok: true, providerId: null });
    expect(posted.map((one) => one.url.pathname)).toEqual(['/cgi-bin/media/upload', '/cgi-bin/message/custom/send']);
    expect(posted[0]?.url.searchParams.get('type')).toBe(kind);
    expect(JSON.parse(posted[1]?.text ?? '')).toEqual({ touser: OPENID, msgtype: kind, [kind]: { media_id: 'M9' } });
  });

  test('U10 what WeChat doesn’t take, by type, size or its own word, goes as an address with a key', async () => {
    for (const { posted, sent } of [
      platformWith('image/webp'),
      platformWith('image/png', 11 * 1024 * 1024),
      platformWith('image/png', 10, { errcode: 40004, errmsg: 'invalid media type' }),
    ]) {
      expect(await sent({ kind: 'image', url })).toMatchObject({ ok: true });
      expect(posted.at(-1)?.url.pathname).toBe('/cgi-bin/message/custom/send');
      expect(posted.at(-1)?.text).toContain(`https://gw.example.com${url}?key=k`);
    }
    const { posted, sent } = platformWith('application/pdf');
    await sent({ kind: 'file', url, name: '发票.pdf', size: 10, mime: 'application/pdf' });
    expect(posted.map((one) => one.url.pathname)).toEqual(['/cgi-bin/message/custom/send']);
    expect(posted[0]?.text).toContain(`https://gw.example.com${url}?key=k`);
  });

  test('U10 a way that broke is tried again: nothing has reached the person yet', async () => {
    const { sent } = platformWith('image/png', 10, { errcode: -1, errmsg: 'system error' });
    expect(await sent({ kind: 'image', url })).toMatchObject({ ok: false, fate: 'retry' });
  });
});
