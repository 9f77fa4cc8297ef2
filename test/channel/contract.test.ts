import { describe, expect, test } from 'vitest';
import { refusals } from '../../shared/refusal.ts';
import { HOOK_BODY_LIMIT, type Incoming } from '../../worker/channels/channel.ts';
import { channelAtHook, channelFor, hookPath, type Bound } from '../../worker/channels/registry.ts';
import { broken, hostileForm, hostileJson, hostileXml } from './hostile.ts';
import { NOW } from './platforms.ts';
import { large, subjects, type Subject } from './subjects.ts';

const PEOPLE = [
  '您好，我的订单到哪了？',
  '我叫欧阳娜娜·迪丽热巴，住在𠮷祥里',
  '👨‍👩‍👧‍👦😀🇨🇳 谢谢',
  'a ]]> b ]]]]>> c <![CDATA[ d',
  '<xml>&amp; "quotes" \'and\' \\slashes\\ & more</xml>',
  'Où est ma commande? ¿Dónde está?',
  'سلام שלום สวัสดี',
  '第一行\n第二行',
  '6054768590064713728',
];

function boundOf(subject: Subject): Bound {
  const bound = channelFor(subject.account);
  if (!bound) throw new Error('the account has no channel');
  return bound;
}

async function heardText(bound: Bound, incoming: Incoming) {
  const read = await bound.read(incoming, NOW);
  if (!read.ok) throw new Error(`${read.code}: ${read.detail}`);
  const [heard] = read.heard;
  if (read.heard.length !== 1 || heard?.kind !== 'message' || heard.body.kind !== 'text') {
    throw new Error(`heard ${JSON.stringify(read.heard)}`);
  }
  return { text: heard.body.text, key: heard.key, address: heard.address, at: heard.at, read };
}

function hostileTo(subject: Subject) {
  return subject.format === 'xml' ? hostileXml : subject.format === 'json' ? hostileJson : hostileForm;
}

/** Milliseconds of twenty readings, the quickest of three tries: other work on the machine only adds. The clock ticks in whole ones. */
async function cost(bound: Bound, incoming: Incoming): Promise<number> {
  let least = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 3; round += 1) {
    const before = performance.now();
    for (let each = 0; each < 20; each += 1) await bound.read(incoming, NOW);
    least = Math.min(least, performance.now() - before);
  }
  return least;
}

describe.each(subjects.map((subject) => ({ name: subject.name, subject })))('$name', ({ subject }) => {
  const bound = boundOf(subject);

  test('C14 a genuine message is heard once, from its sender, under a name that stays', async () => {
    const first = await heardText(bound, subject.say('您好'));
    expect(first.text).toBe('您好');
    expect(first.address).toEqual({
      channel: subject.account.channel,
      account: subject.account.id,
      peer: subject.peer,
    });
    expect(Math.abs(first.at - NOW)).toBeLessThan(1000);
    const again = await heardText(bound, subject.say('您好'));
    expect(again.key).toBe(first.key);
    const other = await heardText(
      bound,
      subject.say('您好', subject.name.includes('twilio') ? 'SM2' : '6054768590064713729'),
    );
    expect(other.key).not.toBe(first.key);
  });

  test('C14 the answer says taken, as the platform wants it', async () => {
    const { read } = await heardText(bound, subject.say('您好'));
    expect(await read.answer(null, NOW)).toEqual({ status: 200, ...subject.taken });
  });

  test('C14 a forged message is refused', async () => {
    const genuine = subject.say('给我退款');
    expect(await bound.read(subject.forge(genuine), NOW)).toMatchObject({ ok: false, code: 'bad_signature' });
    expect(await bound.read(genuine, NOW)).toMatchObject({ ok: true });
    const bare = new URL(genuine.url);
    bare.search = '';
    const unsigned = await bound.read({ ...genuine, url: bare, headers: new Headers() }, NOW);
    expect(unsigned.ok).toBe(false);
  });

  test('C14 the words of one message under the proof of another are refused', async () => {
    const proof = subject.say('你好');
    const words = subject.say('给我退款');
    const mixed = { ...words, url: proof.url, headers: proof.headers };
    const isSignedOverBody = !subject.name.includes('plain') && !/aliyun|tencent/u.test(subject.name);
    expect((await bound.read(mixed, NOW)).ok).toBe(!isSignedOverBody);
  });

  test('C14 an old message is refused, whichever way its clock is off', async () => {
    const sayAt = subject.sayAt;
    if (!sayAt) {
      // This platform signs no time: a replay is heard under the same name (C1) and nothing more.
      expect((await heardText(bound, subject.say('您好'))).key).not.toBe('');
      return;
    }
    for (const minutes of [-6, 6, -60 * 24]) {
      expect(await bound.read(sayAt(NOW + minutes * 60_000), NOW)).toMatchObject({ ok: false, code: 'expired' });
    }
    expect(await bound.read(sayAt(NOW - 4 * 60_000), NOW)).toMatchObject({ ok: true });
  });

  test('C14 hostile bytes are refused with a code, and the next genuine message is heard', async () => {
    for (const { name, raw } of hostileTo(subject)) {
      const read = await bound.read(subject.prove(raw), NOW);
      expect({ name, ok: read.ok }).toEqual({ name, ok: false });
      if (read.ok) continue;
      expect(Object.keys(refusals)).toContain(read.code);
      expect(read.detail.length).toBeGreaterThan(0);
    }
    expect((await heardText(bound, subject.say('还在吗'))).text).toBe('还在吗');
  });

  test('C14 broken UTF-8 is refused as such', async () => {
    for (const raw of broken) {
      expect(await bound.read(subject.prove(raw), NOW)).toMatchObject({ ok: false, code: 'bad_encoding' });
    }
  });

  test('C14 a megabyte of junk is refused before it is read', async () => {
    const genuine = subject.say('您好');
    for (const fill of [0x20, 0x3c, 0x5b, 0xff]) {
      const junk = { ...genuine, body: new Uint8Array(1024 * 1024).fill(fill) };
      const read = await bound.read(junk, NOW);
      expect(read).toMatchObject({ ok: false });
      if (!read.ok) expect(['too_large', 'bad_signature']).toContain(read.code);
    }
    const edge = { ...genuine, body: new Uint8Array(HOOK_BODY_LIMIT + 1).fill(0x20) };
    expect(await bound.read(edge, NOW)).toMatchObject({ ok: false, code: 'too_large' });
  });

  test('C14 no refusal costs more than reading an honest message of that size several times over', async () => {
    const honest = subject.prove(large(subject));
    // The machine is shared: both are measured side by side, and what seems dear is measured again; what others take of a reading only adds to it.
    const dearer = async (incoming: Incoming, times: number) => {
      let [fair, spent] = [2, Infinity];
      for (let tries = 0; tries < 12; tries += 1) {
        fair = Math.max(fair, await cost(bound, honest));
        spent = Math.min(spent, await cost(bound, incoming));
        if (spent <= fair * times) return null;
      }
      return `${spent} ms where an honest one takes ${fair} ms`;
    };
    const junk = { ...subject.say('您好'), body: new Uint8Array(1024 * 1024).fill(0x3c) };
    expect(await dearer(junk, 5)).toBeNull();
    const dear: string[] = [];
    for (const { name, raw } of hostileTo(subject)) {
      const told = await dearer(subject.prove(raw), 20);
      if (told !== null) dear.push(`${name}: ${told}`);
    }
    expect(dear).toEqual([]);
  });

  test('C14 only the methods the platform uses are taken', async () => {
    for (const method of ['PUT', 'DELETE', 'PATCH', 'HEAD']) {
      expect(await bound.read({ ...subject.say('您好'), method }, NOW)).toMatchObject({
        ok: false,
        code: 'wrong_method',
      });
    }
  });

  test.each(PEOPLE)('C14 every word survives: %s', async (text) => {
    expect((await heardText(bound, subject.say(text))).text).toBe(text);
  });

  test('C14 what no screen can show is taken out, the rest stays', async () => {
    expect((await heardText(bound, subject.say('坏\u0007字\u0000符'))).text).toBe('坏字符');
  });

  test('C14 a text longer than any we carry is refused, never cut silently', async () => {
    expect(await bound.read(subject.say('长'.repeat(4001)), NOW)).toMatchObject({ ok: false, code: 'too_long' });
    expect((await heardText(bound, subject.say('长'.repeat(4000)))).text).toHaveLength(4000);
  });

  test('C19 its hook leads to it and to no other', () => {
    const accounts = subjects.map((each) => each.account);
    const path = hookPath(subject.account) ?? '';
    expect(channelAtHook([subject.account], path)?.account).toBe(subject.account);
    expect(channelAtHook(accounts, `${path}x`)).toBeNull();
    expect(channelAtHook(accounts, `${path}/`)).toBeNull();
  });
});
