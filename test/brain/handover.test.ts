/** GB/T 47746—2026, clause by clause, as far as the robot decides it. */
import { describe, expect, it, test } from 'vitest';
import { parting } from '../../worker/brain/parting.ts';
import { asksForHuman } from '../../worker/brain/human.ts';
import { careIn } from '../../worker/brain/care.ts';
import { base, NOW, optionIds, unclear, Visitor, words } from './base.ts';
import * as tables from './people.ts';

describe('4 who serves', () => {
  it('G1 R9 4.1 without knowledge the robot says so and offers a person; the next question goes to one', () => {
    const visitor = new Visitor({}, null);
    const first = visitor.say('怎么申请退款');
    expect(words(first)).toMatch(/知识库暂时打不开/u);
    expect(optionIds(first)).toEqual(['human', 'no']);
    expect(visitor.say('那发票呢').handover?.reason).toBe('robot_failed');
  });
  it('G1 R9 4.1 a fault in the robot becomes a hand-over, one word and one tap still reach a person without knowledge', () => {
    expect(new Visitor({}, null).hear({ kind: 'failed', now: NOW }).handover?.reason).toBe('robot_failed');
    expect(new Visitor({}, null).say('转人工').handover?.reason).toBe('customer_asked');
    expect(new Visitor({}, null).hear({ kind: 'asked-human', now: NOW }).handover?.reason).toBe('customer_asked');
  });
  it('G1 4.1 the entry to a person stands on the first thing said, and needs no question before', () => {
    expect(optionIds(new Visitor().hear({ kind: 'greet', now: NOW }))).toContain('human');
    expect(optionIds(new Visitor().say('你好'))).toContain('human');
  });
  it('G2 4.2 a standard question with a clear answer is the robot’s, several sources at once are a person’s', () => {
    expect(new Visitor().say('怎么申请退款').say[0]?.source?.entry).toBe('refund-steps');
    const both = new Visitor().say('我想退款。另外发票怎么开？');
    expect(optionIds(both)).toEqual(['human', 'entry:refund-steps', 'entry:invoice']);
  });
});

describe('4.3, 5.2.1 what is handed over', () => {
  it('G3 L8 4.3 5.2.1 the packet carries the question, what was tried and whether it helped, emotion, language, flow', () => {
    const visitor = new Visitor({ care: null });
    visitor.say('怎么申请退款');
    const line = visitor.said.at(-1);
    if (line) line.helpful = false;
    visitor.say('太离谱了，退款一直没到');
    const { handover } = visitor.say('是');
    expect(handover).toMatchObject({
      reason: 'complaint',
      skill: 'aftersales',
      urgency: 'normal',
      language: 'zh',
      emotion: { level: 'upset', words: ['太离谱'] },
      tried: [{ entry: 'refund-steps', version: 'v7', question: '怎么申请退款', helpful: false }],
    });
    expect(handover?.summary.zh).toBe('客户不满或要投诉。客户说：“怎么申请退款”“太离谱了，退款一直没到”');
    expect(handover?.summary.en).toContain('The customer is upset');
  });
  it('G3 5.2.1 the summary quotes what tells something, shortened, without secrets, greetings and bare choices', () => {
    const visitor = new Visitor();
    for (const text of ['你好', '怎么申请退款', '1', '好的', `我的订单${'很'.repeat(80)}久了`, '谢谢'])
      visitor.say(text);
    const { handover } = visitor.say('我的密码是abc12345，转人工');
    const told = JSON.stringify(handover);
    expect(told).not.toContain('abc12345');
    expect(handover?.summary.zh).not.toMatch(/你好|“1”|谢谢/u);
    expect(handover?.summary.zh).toContain('怎么申请退款');
    expect(handover?.summary.zh).toContain('…');
  });
  it('G3 5.2.1 the language of somebody the robot can’t speak with is named', () => {
    expect(new Visitor().say('オペレーターにつないでください').handover?.language).toBe('ja');
    expect(new Visitor().say('Соедините с оператором, пожалуйста').handover?.language).toBe('ru');
    expect(new Visitor().say('quiero hablar con una persona').handover?.language).toBe('es');
    expect(new Visitor().say('I want to talk to a human').handover?.language).toBe('en');
  });
});

describe('5.1.1, 5.2.1 the wait', () => {
  it('G4 5.1.1 the queue and the wait are told with numbers, or honestly not', () => {
    const told = parting('customer_asked', 'zh', '1125-483920', { state: 'queued', position: 2, waitMs: 150_000 });
    expect(told).toBe(
      '好的，正在为您转接人工客服，前面还有 2 位，预计等待约 3 分钟。受理编号 1125-483920。您说过的内容会一并转达，不用重复。',
    );
    expect(parting('danger', 'zh', 'n', { state: 'queued', position: 0, waitMs: null })).toMatch(
      /^如有人身或财产危险，请先拨打 110.*加急.*前面还有 0 位，等待时间暂时无法预计/u,
    );
    expect(parting('customer_asked', 'zh', 'n', { state: 'unknown' })).toMatch(/已记录，预计等待时间暂时无法预计/u);
    expect(parting('customer_asked', 'zh', 'n', { state: 'left-message' })).toMatch(/没有客服在线.*留言编号 n/u);
    expect(parting('not_understood', 'en', 'n', { state: 'queued', position: 1, waitMs: 20_000 })).toMatch(
      /Sorry.*1 before you, about 1 min to wait\. Your reference is n\./u,
    );
  });
});

describe('5.1.2, 5.1.3 who comes first', () => {
  test.each(['怎么申请退款', '发票怎么开', '满多少包邮', '你好', '谢谢'])('G5 5.1.2 %s needs nobody', (text) => {
    const thought = new Visitor().say(text);
    expect(thought.handover).toBeUndefined();
    expect(thought.mind.confirmHuman).toBeUndefined();
  });
  it('G6 5.1.3 several clear questions of different departments: a person on top, and yes is enough', () => {
    const visitor = new Visitor();
    expect(words(visitor.say('满多少包邮？还有发票怎么开？'))).toMatch(/几件不同的事/u);
    expect(visitor.say('好的').handover?.reason).toBe('several_questions');
    expect(new Visitor().say('怎么申请退款？退款流程是什么？').say[0]?.source?.entry).toBe('refund-steps');
  });
  it('G6 5.1.3 a question asked at most three times a year and not clear: a person on top of the guesses', () => {
    expect(unclear).not.toBe('');
    const guessed = optionIds(new Visitor({}, base).say(unclear));
    const seldom = { ...base, asked: new Map([['refund-steps', 900]]) };
    const often = { ...base, asked: new Map(guessed.map((id) => [id.slice('entry:'.length), 900])) };
    expect(guessed.at(-1)).toBe('human');
    expect(optionIds(new Visitor({}, often).say(unclear)).at(-1)).toBe('human');
    const visitor = new Visitor({}, seldom);
    expect(optionIds(visitor.say(unclear))[0]).toBe('human');
    expect(visitor.say('好').handover?.reason).toBe('rare_question');
  });
  it('G6 5.1.3 three visits within a day and dissatisfied: a person at once, and once only', () => {
    const often = { visits: 3, dissatisfied: true };
    const visitor = new Visitor(often);
    const { handover, say } = visitor.say('怎么申请退款');
    expect(handover?.reason).toBe('repeat_visits');
    expect(say).toHaveLength(1);
    expect(visitor.say('怎么申请退款').say[0]?.source?.entry).toBe('refund-steps');
    expect(new Visitor({ ...often, visits: 2 }).say('怎么申请退款').handover).toBeUndefined();
    expect(new Visitor({ ...often, dissatisfied: false }).say('怎么申请退款').handover).toBeUndefined();
  });
  it('G6 G4 5.1.3 elderly and minors by a signed login: a person first, one tap, and the question is not lost', () => {
    for (const care of ['elder', 'minor'] as const) {
      const visitor = new Visitor({ care });
      const offered = visitor.say('怎么申请退款');
      expect(optionIds(offered)).toEqual(['human', 'no']);
      expect(visitor.say('否，继续', 'no').say[0]?.source?.entry).toBe('refund-steps');
      expect(visitor.say('发票怎么开').say[0]?.source?.entry, 'offered once').toBe('invoice');
    }
    const visitor = new Visitor({ care: 'elder' });
    expect(optionIds(visitor.hear({ kind: 'greet', now: NOW }))[0]).toBe('human');
    expect(visitor.say('转人工', 'human').handover).toMatchObject({ care: 'elder', reason: 'customer_asked' });
  });
  test.each(tables.elders)('G6 5.1.3 “%s” is an old person', (text) => expect(careIn(text)).toBe('elder'));
  test.each(tables.minors)('G6 5.1.3 “%s” is a minor', (text) => expect(careIn(text)).toBe('minor'));
  test.each(tables.noCare)('G5 5.1.2 “%s” is nobody of these', (text) => expect(careIn(text)).toBeNull());
  it('G6 5.1.3 a helpless relative gets the offer with their question kept', () => {
    const visitor = new Visitor();
    const offered = visitor.say('我妈80岁不会弄，怎么申请退款');
    expect(words(offered)).toMatch(/直接找人帮您/u);
    expect(visitor.say('是').handover).toMatchObject({ reason: 'care_group', care: 'elder' });
  });
});

describe('5.2.2 the ways to a person', () => {
  test.each(tables.asksAnyLanguage)('G7 5.2.2.2 “%s” transfers by itself', (text) => {
    const { handover, say } = new Visitor().say(text);
    expect(handover?.reason).toBe('customer_asked');
    expect(say).toHaveLength(1);
  });
  test.each(tables.asksNobody)('G5 5.2.2.2 “%s” asks for nobody', (text) => expect(asksForHuman(text)).toBe(false));
  it('G7 L7 5.2.2.1 5.2.2.3 every menu and answer with buttons has the person, and the tap starts it without a question', () => {
    const visitor = new Visitor();
    for (const text of ['你好', '怎么申请退款', '红烧肉怎么做', '你是真人吗', unclear]) {
      const thought = visitor.say(text);
      for (const { body } of thought.say) {
        if (body.kind === 'menu' || (body.kind === 'answer' && body.options))
          expect(optionIds(thought)).toContain('human');
      }
      const tapped = new Visitor();
      tapped.say(text);
      expect(tapped.say('转人工', 'human').handover, text).toBeDefined();
    }
  });
  it('G7 5.2.2.4 the key 0 is the person’s everywhere and never anything else', () => {
    for (const before of [[], ['你好'], [unclear], ['怎么申请退款'], ['气死我了']]) {
      const visitor = new Visitor();
      for (const text of before) visitor.say(text);
      expect(visitor.say('0').handover, before.join()).toBeDefined();
    }
  });
  it('G7 5.2.2.5 the greeting says the word that fetches a person', () => {
    expect(words(new Visitor().hear({ kind: 'greet', now: NOW }))).toMatch(/回复“人工”转人工/u);
  });
  it('G8 R2 5.2.2.6 a three turns not understood, no more', () => {
    const visitor = new Visitor();
    const turns = ['红烧肉怎么做', '今天天气怎么样', '世界杯谁赢了'].map((text) => visitor.say(text));
    expect(turns.map((one) => one.handover?.reason)).toEqual([undefined, undefined, 'not_understood']);
  });
  test.each(['不要机器人', '我不想跟机器人聊', '你根本听不懂', 'stupid robot', 'I hate this bot'])(
    'G9 5.2.2.6 b “%s”: at the first word, without persuasion',
    (text) => {
      const { handover, say } = new Visitor().say(text);
      expect(handover?.reason).toBe('refuses_robot');
      expect(say).toHaveLength(1);
      expect(JSON.stringify(say)).not.toMatch(/机器人也|我可以帮|I can help/u);
    },
  );
  test.each([
    ['我的身份证是11010519491231002X', '11010519491231002X'],
    ['银行卡 6222021234567890128 退到这里', '6222021234567890128'],
    ['密码是abc12345', 'abc12345'],
    ['我的账号被盗了', '我的账号被盗了帮我改密码'],
  ])('G10 R5 5.2.2.6 c “%s”: transfer, never repeated, never asked for', (text, secret) => {
    const thought = new Visitor().say(text);
    expect(thought.handover?.reason).toBe('information_security');
    expect(JSON.stringify(thought)).not.toContain(secret);
    expect(words(thought)).toMatch(/不要在聊天里发送/u);
  });
  it('G11 R5 5.2.2.6 d danger is urgent, and says whom to call first', () => {
    const thought = new Visitor().say('充电宝起火了，孩子烫伤了');
    expect(thought.handover).toMatchObject({ reason: 'danger', urgency: 'urgent' });
    expect(words(thought)).toMatch(/^如有人身或财产危险，请先拨打 110、119 或 120/u);
  });
  it('G12 5.2.2.6 e an answer that is late is apologised for with a person offered, one too late hands over', () => {
    const visitor = new Visitor();
    const late = visitor.hear({ kind: 'late', last: false, now: NOW });
    expect(optionIds(late)).toEqual(['human', 'no']);
    expect(visitor.say('好的').handover?.reason).toBe('robot_timeout');
    expect(new Visitor().hear({ kind: 'late', last: true, now: NOW }).handover?.reason).toBe('robot_timeout');
  });
  it('G13 R5 5.2.2.7 anger and complaints are confirmed first; yes, the tap, or saying it again transfers, no goes on', () => {
    for (const yes of ['是', '好的', '1', '我要投诉！', '转吧']) {
      const visitor = new Visitor();
      const asked = visitor.say('你们就是骗子');
      expect(asked.handover).toBeUndefined();
      expect(optionIds(asked)).toEqual(['human', 'no']);
      expect(visitor.say(yes).handover?.reason, yes).toBe('complaint');
    }
    const visitor = new Visitor();
    visitor.say('太差劲了');
    expect(visitor.say('不用').handover).toBeUndefined();
    expect(visitor.say('怎么申请退款').say[0]?.source?.entry).toBe('refund-steps');
  });
});

describe('answers by channel, audience and time', () => {
  it('R7 says the words written for SMS, phone and WeChat, and the whole answer elsewhere', () => {
    expect(words(new Visitor({ channel: 'sms' }).say('怎么申请退款'))).toBe('短信：打开订单，点申请退款。');
    expect(words(new Visitor({ channel: 'phone' }).say('怎么申请退款'))).toBe('请打开订单，再点申请退款。');
    expect(words(new Visitor({ channel: 'wechat' }).say('怎么申请退款'))).toMatch(/^微信/u);
    for (const channel of ['web', 'app', 'miniprogram'] as const) {
      const thought = new Visitor({ channel }).say('怎么申请退款');
      expect(thought.say[0]?.body.kind).toBe('answer');
      expect(optionIds(thought)).toEqual(['button:refund-steps:0', 'entry:shipping-fee', 'human']);
    }
  });
  it('R7 a button asks on or opens an entry; its words do the same where there is nothing to tap', () => {
    const visitor = new Visitor();
    visitor.say('怎么申请退款');
    expect(visitor.say('退款多久到账', 'button:refund-steps:0').say[0]?.source?.entry).toBe('invoice');
    visitor.say('怎么申请退款');
    expect(visitor.say('包邮吗').say[0]?.source?.entry).toBe('shipping-fee');
  });
  it('R7 an entry for members or known people is said to them alone, and only while it is valid', () => {
    const asks = (asker: ConstructorParameters<typeof Visitor>[0], text: string) =>
      new Visitor(asker).say(text).say[0]?.source?.entry;
    expect(asks({}, '会员生日礼物怎么领')).toBeUndefined();
    expect(asks({ known: true }, '会员生日礼物怎么领')).toBeUndefined();
    expect(asks({ member: true, known: true }, '会员生日礼物怎么领')).toBe('member-gift');
    expect(asks({}, '怎么改绑手机号')).toBeUndefined();
    expect(asks({ known: true }, '怎么改绑手机号')).toBe('known-only');
    expect(asks({}, '春节几号停发货')).toBeUndefined();
    expect(asks({}, '双十一红包怎么抢')).toBeUndefined();
    const visitor = new Visitor();
    expect(visitor.say('x', 'entry:member-gift').say[0]?.source).toBeUndefined();
  });
});

describe('what the editors learn', () => {
  const fates = (thought: ReturnType<Visitor['say']>) =>
    (thought.lessons ?? []).map(({ fate, text, entry }) => [fate, text, entry]);
  it('R8 a question nothing fits is missed', () => {
    expect(fates(new Visitor().say('红烧肉怎么做'))).toEqual([['missed', '红烧肉怎么做', null]]);
  });
  it('R8 a guess that is picked confirms its question, one that isn’t is missed', () => {
    const picked = new Visitor();
    const offered = optionIds(picked.say(unclear))[0] ?? '';
    expect(offered).toMatch(/^entry:/u);
    expect(fates(picked.say('1'))).toEqual([['confirmed', unclear, offered.slice(6)]]);
    const left = new Visitor();
    left.say(unclear);
    expect(fates(left.say('怎么申请退款'))).toEqual([['missed', unclear, offered.slice(6)]]);
  });
  it('R8 an answer left for a person is refused, by word, button or anger; thanks refuse nothing', () => {
    const visitor = new Visitor();
    visitor.say('怎么申请退款');
    expect(fates(visitor.say('转人工'))).toEqual([['refused', '怎么申请退款', 'refund-steps']]);
    const button = new Visitor();
    button.say('怎么申请退款');
    expect(fates(button.hear({ kind: 'asked-human', now: NOW }))).toEqual([
      ['refused', '怎么申请退款', 'refund-steps'],
    ]);
    const content = new Visitor();
    content.say('怎么申请退款');
    expect(fates(content.say('谢谢'))).toEqual([]);
    expect(fates(content.say('转人工'))).toEqual([]);
  });
});
