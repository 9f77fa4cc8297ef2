/** MMS files: fetched with the account's secret, which goes to Twilio alone; nobody is sent elsewhere. */
import { describe, expect, test } from 'vitest';
import { TooLarge } from '../../worker/channels/fault.ts';
import { channelFor } from '../../worker/channels/registry.ts';
import { platform } from './answers.ts';
import { twilioAccount } from './platforms.ts';

type Step = () => Response;
const to =
  (location: string): Step =>
  () =>
    new Response(null, { status: 307, headers: { location } });
const bytes: Step = () => new Response(new Uint8Array([1, 2, 3]), { headers: { 'content-type': 'image/jpeg' } });
const says =
  (status: number): Step =>
  () =>
    new Response('{}', { status });

async function fetched(steps: Step[], reference = 'Messages/MM1/Media/ME1') {
  const asked: { url: string; secret: boolean }[] = [];
  const { tools } = platform();
  const call: typeof tools.call = (request) => {
    asked.push({ url: request.url, secret: request.headers.has('authorization') });
    return Promise.resolve((steps[asked.length - 1] ?? bytes)());
  };
  const got = await channelFor(twilioAccount)?.fetchMedia({ reference, kind: 'image' }, { ...tools, call });
  return { asked, got };
}

describe('U11 what came as MMS', () => {
  test('U11 is fetched with the secret, and from Twilio’s store without', async () => {
    const { asked, got } = await fetched([to('https://mms.twiliocdn.com/AC1/a'), bytes]);
    expect(got).toMatchObject({ ok: true, file: { mime: 'image/jpeg' } });
    const place = `${twilioAccount.base}/2010-04-01/Accounts/${twilioAccount.accountSid}`;
    expect(asked).toEqual([
      { url: `${place}/Messages/MM1/Media/ME1`, secret: true },
      { url: 'https://mms.twiliocdn.com/AC1/a', secret: false },
    ]);
  });

  test.each([
    'http://169.254.169.254/latest',
    'https://evil.example/a',
    'http://mms.twiliocdn.com/a',
    'https://user@mms.twiliocdn.com/a',
    'https://s3.amazonaws.com/other-bucket/a',
  ])('U11 is not followed to %s', async (location) => {
    const { asked, got } = await fetched([to(location)]);
    expect(got).toMatchObject({ ok: false, lasting: true });
    expect(asked).toHaveLength(1);
  });

  test('U11 goes round no more than twice, and no way out of the account', async () => {
    const again = to('https://mms.twiliocdn.com/AC1/a');
    expect((await fetched([again, again, again, again])).asked).toHaveLength(3);
    const { asked, got } = await fetched([bytes], 'Messages/../../../Media/ME1');
    expect(got).toMatchObject({ ok: false, lasting: true });
    expect(asked).toHaveLength(0);
  });

  test('U11 what may pass is asked for again, what is gone or too large is not', async () => {
    expect((await fetched([says(503)])).got).toMatchObject({ ok: false, lasting: false });
    expect((await fetched([says(429)])).got).toMatchObject({ ok: false, lasting: false });
    expect((await fetched([says(404)])).got).toMatchObject({ ok: false, lasting: true });
    const { got } = await fetched([
      () => {
        throw new TooLarge();
      },
    ]);
    expect(got).toMatchObject({ ok: false, lasting: true });
  });
});
