/** WeChat's error codes in one table: what each means for a message. Sources: kf-message, subscribe-message, access-token pages. */
import type { Reason } from '../../../shared/message.ts';
import type { Sent } from '../channel.ts';

type Rule =
  | { fate: 'token' }
  | { fate: 'retry'; afterMs: number | 'tomorrow'; words: string }
  | { fate: 'failed'; words: string; gone?: true }
  | { fate: 'closed'; words: string }
  | { fate: 'hold'; words: string };

const failed = (words: string): Rule => ({ fate: 'failed', words });
const ours = failed('请求被微信判为不合规，请联系技术人员');
/** Nothing reaches them here any more; elsewhere they may be reached. */
const gone = (words: string): Rule => ({ fate: 'failed', words, gone: true });
const setup = (words: string): Rule => failed(`${words}，请管理员检查账号设置`);
const TOKEN: Rule = { fate: 'token' };

const RULES: Partial<Record<number, Rule>> = {
  [-1]: { fate: 'retry', afterMs: 2_000, words: '微信系统繁忙' },
  40001: TOKEN,
  40014: TOKEN,
  41001: TOKEN,
  42001: TOKEN,
  40003: gone('微信不认识这个用户，可能已注销或属于别的账号'),
  40007: failed('图片或语音素材已失效'),
  40008: ours,
  40013: setup('appid 不对'),
  40125: setup('密钥不对'),
  40164: setup('服务器地址不在微信白名单里'),
  40243: setup('密钥已被冻结'),
  41002: ours,
  41004: ours,
  43002: ours,
  43004: gone('对方没有关注公众号'),
  43101: failed('对方没有订阅这类消息，或次数已用完'),
  43107: setup('订阅消息能力被封禁'),
  43108: { fate: 'retry', afterMs: 1_000, words: '同时给同一个人发送' },
  44002: ours,
  44004: ours,
  45002: failed('文字超过微信的长度限制'),
  45008: ours,
  45009: { fate: 'retry', afterMs: 'tomorrow', words: '今天的接口调用次数已用完' },
  45011: { fate: 'retry', afterMs: 60_000, words: '这一分钟的接口调用次数已用完' },
  45015: { fate: 'closed', words: '微信的回复时限已过，或对方已取消关注' },
  45047: { fate: 'hold', words: '微信的可发条数已用完，等对方再次说话后发出' },
  45168: failed('内容命中微信的敏感词，请修改后重发'),
  47001: ours,
  47003: ours,
  48001: setup('这个账号没有客服消息权限'),
  48002: gone('对方拒收消息'),
  50002: gone('对方的账号受限'),
  50004: setup('账号被禁用接口凭证'),
  50005: gone('对方没有关注公众号'),
  50007: setup('账号已被冻结'),
  70000: failed('未成年人保护，微信不允许发送'),
  89503: setup('服务器地址等待微信管理员确认'),
  89506: setup('服务器地址被微信管理员拒绝（24 小时）'),
  89507: setup('服务器地址被微信管理员拒绝（1 小时）'),
};

/** Whether the platform says that the token is at fault. */
export function blamesToken(errcode: number): boolean {
  return RULES[errcode]?.fate === 'token';
}

/** Whether the code is a lasting fault of the account's settings when the token itself is asked for. */
export function isLasting(errcode: number): boolean {
  const rule = RULES[errcode];
  return rule?.fate === 'failed' || errcode === 40001 || errcode === 40002;
}

const DAY = 24 * 60 * 60_000;
const BEIJING = 8 * 60 * 60_000;

/** The fate of a message by the code of the answer; never called for 0. */
export function fateOf(errcode: number, now: number): Exclude<Sent, { ok: true }> {
  const rule = RULES[errcode] ?? failed('微信拒绝了这条消息');
  switch (rule.fate) {
    case 'token':
      // The token was renewed and refused again: nothing went out.
      return { ok: false, fate: 'retry', reason: reason(errcode, '微信的接口凭证失效'), afterMs: 30_000 };
    case 'retry': {
      const afterMs = rule.afterMs === 'tomorrow' ? DAY - ((now + BEIJING) % DAY) : rule.afterMs;
      return { ok: false, fate: 'retry', reason: reason(errcode, rule.words), afterMs };
    }
    case 'failed':
      return { ok: false, fate: 'failed', reason: reason(errcode, rule.words), ...(rule.gone ? { gone: true } : {}) };
    case 'closed':
      return {
        ok: false,
        fate: 'failed',
        reason: { code: 'window_closed', detail: words(errcode, rule.words) },
        windowClosed: true,
      };
    case 'hold':
      return { ok: false, fate: 'hold', reason: { code: 'quota_spent', detail: words(errcode, rule.words) } };
  }
}

function reason(errcode: number, text: string): Reason {
  return { code: `wechat_${errcode}`, detail: words(errcode, text) };
}

function words(errcode: number, text: string): string {
  return `${text}（${errcode}）`;
}
