/** The contract of the channels that are a screen of ours: website, APP and mini-program, each through the gateway's own doors. */
import { env, exports } from 'cloudflare:workers';
import { beforeAll, describe, expect, test } from 'vitest';
import { FRAME_LIMIT } from '../../shared/frame.ts';
import { knowledgeable, openWorld, until } from '../world.ts';
import { ask, NO_PAGE, inMiniprogram, inWorld, onWebsite, openLine, type LineStream } from './rig.ts';

const text = (words: string) => ({ type: 'send', body: { kind: 'text', text: words } });
const PEOPLE = [
  '我叫欧阳娜娜·迪丽热巴，住在𠮷祥里',
  '👨‍👩‍👧‍👦😀🇨🇳 谢谢',
  '<xml>&amp; "quotes" \'and\' \\slashes\\ & more</xml>',
  'سلام שלום สวัสดี',
  '第一行\n第二行',
];

async function inApp(persona: string): Promise<string> {
  const { token } = await inWorld<{ token: string }>('/shop/sign-in', { persona, site: 'app' });
  return (await ask<{ token: string }>('/v1/session', { site: 'app', token }, {}, NO_PAGE)).token;
}

beforeAll(async () => {
  openWorld();
  await knowledgeable();
}, 70_000);

describe.each([
  { channel: 'web', persona: 'lin', signIn: onWebsite },
  { channel: 'app', persona: 'emma', signIn: inApp },
  { channel: 'miniprogram', persona: 'zhou', signIn: inMiniprogram },
])('screen $channel', ({ channel, persona, signIn }) => {
  let line: LineStream;
  let serial = 0;
  /** Says a frame under the next number, and gives the answer to it; what is no frame uses no number up. */
  async function answerTo(frame: object, isFrame = true) {
    const number = serial + 1;
    const before = line.frames.length;
    if (isFrame) serial = number;
    line.say({ ...frame, number });
    const answered = () => line.frames.slice(before).find((one) => 'number' in one && one.number === number);
    return until(`an answer to ${number}`, answered);
  }
  const stands = (words: string) =>
    line.messages().filter(({ direction, body }) => direction === 'in' && body.kind === 'text' && body.text === words);

  beforeAll(async () => {
    line = await openLine(await signIn(persona), `contract-${channel}`, null, ...(channel === 'app' ? [NO_PAGE] : []));
  });

  test('C14 genuine words stand once, from this channel, however often they are told', async () => {
    expect(await answerTo(text(`在吗 ${channel}`))).toMatchObject({ type: 'accepted' });
    const again = { ...text(`在吗 ${channel}`), number: serial };
    line.say(again);
    await until('both answers', () => line.frames.filter((one) => one.type === 'accepted').length >= 2);
    expect(stands(`在吗 ${channel}`).map((one) => one.channel)).toEqual([channel]);
  });

  test('C14 a forged token, and one of another signature, open nothing', async () => {
    const genuine = await signIn(persona);
    const [head, tail] = [genuine.slice(0, -4), genuine.slice(-4)];
    for (const token of ['', 'nonsense', `${head}${tail === 'AAAA' ? 'BBBB' : 'AAAA'}`]) {
      const response = await exports.default.fetch(`${env.PUBLIC_URL}/v1/ticket`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin: env.PUBLIC_URL, authorization: `Bearer ${token}` },
        body: '{}',
      });
      expect(response.status).toBe(401);
    }
  });

  test('C14 hostile frames are refused with a code, and the next genuine words stand', async () => {
    for (const frame of [
      { type: 'send', body: { kind: 'text' } },
      { type: 'send', body: null },
      { type: 'nonsense' },
    ]) {
      expect(await answerTo(frame, false)).toMatchObject({ type: 'refused' });
    }
    const before = line.frames.length;
    line.say({ type: 'send', body: { kind: 'text', text: '长'.repeat(FRAME_LIMIT) } });
    await until('the refusal of a frame too large', () =>
      line.frames.slice(before).some((one) => one.type === 'refused' && one.code === 'too_large'),
    );
    expect(await answerTo(text(`还在 ${channel}`))).toMatchObject({ type: 'accepted' });
  });

  test('C14 a text longer than any we carry is refused, never cut silently', async () => {
    expect(await answerTo(text('长'.repeat(4001)), false)).toMatchObject({ type: 'refused' });
    expect(await answerTo(text('长'.repeat(4000)))).toMatchObject({ type: 'accepted' });
    await until('it stands whole', () => stands('长'.repeat(4000)).length === 1);
  });

  test.each(PEOPLE)('C14 every word survives: %s', async (words) => {
    expect(await answerTo(text(words))).toMatchObject({ type: 'accepted' });
    await until('it stands', () => stands(words).length === 1);
  });

  test('C14 what no screen can show is taken out, the rest stays', async () => {
    expect(await answerTo(text('坏\u0007字\u0000符'))).toMatchObject({ type: 'accepted' });
    await until('it stands', () => stands('坏字符').length === 1);
  });
});
