/** WeChat: official accounts and the in-app customer chat of mini-programs. */
import type { WechatAccount } from '../account.ts';
import type { Channel } from '../channel.ts';
import { passiveText, payloadOf, split } from './payload.ts';
import { fetchMedia } from './media.ts';
import { read } from './read.ts';
import { send, typing } from './send.ts';

export const wechat: Channel<WechatAccount> = {
  read,
  send,
  refuses: (body, account) =>
    payloadOf(body, account, '') ? null : { code: 'unsupported_kind', detail: `微信发不了这种内容（${body.kind}）` },
  split,
  carries: (body, account) => passiveText(body, account) !== null,
  fetchMedia,
  typing,
};
