import type { WechatAccount } from '../config.ts';
import { isRecord, parseJson, wordAt } from '../world/json.ts';
import { openSealed } from './crypto.ts';
import { BadXml, parseXml, type Tree } from './xml.ts';

/** What the answer to a pushed message means. */
export type Answer =
  | { kind: 'handled' }
  | { kind: 'reply'; type: string; shown: Record<string, unknown> }
  | { kind: 'broken'; why: string };

/** What the user reads when an answer is broken or never comes. */
export const outageLine = (account: WechatAccount): string =>
  account.kind === 'official' ? '该公众号暂时无法提供服务，请稍后再试' : '该小程序提供的服务出现故障，请稍后再试';

const broken = (why: string): Answer => ({ kind: 'broken', why });
const textOf = (tree: unknown, name: string): string => wordAt(tree, name);

function fieldsOf(body: string, format: 'xml' | 'json'): Record<string, unknown> | undefined {
  if (format === 'json') {
    const value = parseJson(body);
    return isRecord(value) ? value : undefined;
  }
  try {
    const { root, tree } = parseXml(body);
    return root === 'xml' && typeof tree !== 'string' ? tree : undefined;
  } catch (fault) {
    if (fault instanceof BadXml) return undefined;
    throw fault;
  }
}

function listOf(value: Tree[string] | undefined): (string | Tree)[] {
  return value === undefined ? [] : Array.isArray(value) ? value : [value];
}

function shownOf(type: string, fields: Record<string, unknown>): Record<string, unknown> | undefined {
  const child = (name: string): Record<string, unknown> => {
    const found = fields[name];
    return isRecord(found) ? found : {};
  };
  switch (type) {
    case 'text':
      return textOf(fields, 'Content') === '' ? undefined : { content: textOf(fields, 'Content') };
    case 'image':
    case 'voice':
    case 'video': {
      const inner = child(type === 'image' ? 'Image' : type === 'voice' ? 'Voice' : 'Video');
      const media = textOf(inner, 'MediaId');
      return media === '' ? undefined : { media_id: media, title: textOf(inner, 'Title') };
    }
    case 'music':
      return { title: textOf(child('Music'), 'Title'), musicurl: textOf(child('Music'), 'MusicUrl') };
    case 'news': {
      const items = listOf((child('Articles') as Tree).item).filter(isRecord);
      if (items.length !== 1 || textOf(fields, 'ArticleCount') !== '1') return undefined;
      const articles = items.map((item) => ({
        title: textOf(item, 'Title'),
        description: textOf(item, 'Description'),
        url: textOf(item, 'Url'),
        picurl: textOf(item, 'PicUrl'),
      }));
      return { articles };
    }
    default:
      return undefined;
  }
}

function open(account: WechatAccount, fields: Record<string, unknown>): Record<string, unknown> | string {
  const sealed = textOf(fields, 'Encrypt');
  if (sealed === '') return account.mode === 'encrypted' ? 'an encrypted account must answer encrypted' : fields;
  if (account.mode === 'plain') return 'a plain account may not answer encrypted';
  const opened = openSealed(account, {
    timestamp: textOf(fields, 'TimeStamp'),
    nonce: textOf(fields, 'Nonce'),
    sealed,
    mark: textOf(fields, 'MsgSignature'),
  });
  if (!opened.ok) return `encrypted reply: wrong ${opened.why}`;
  return fieldsOf(opened.message, account.format) ?? 'encrypted reply: cannot be read';
}

/** Reads the body that answered a push with status 200. Source: Passive_user_reply_message; message-push. */
export function readAnswer(account: WechatAccount, openid: string, isEvent: boolean, body: string): Answer {
  if (body === '' || body === 'success') return { kind: 'handled' };
  const outer = fieldsOf(body, account.format);
  if (!outer) return broken(`the body is no ${account.format}`);
  const fields = open(account, outer);
  if (typeof fields === 'string') return broken(fields);
  if (textOf(fields, 'ToUserName') !== openid) return broken('ToUserName is not the user');
  if (textOf(fields, 'FromUserName') !== account.id) return broken('FromUserName is not the account');
  if (!/^\d{10}$/.test(textOf(fields, 'CreateTime'))) return broken('CreateTime is no unix time');
  const type = textOf(fields, 'MsgType');
  if (type === 'transfer_customer_service') {
    return isEvent ? broken('an event cannot be transferred') : { kind: 'handled' };
  }
  if (account.kind === 'mini') return broken('a mini-program cannot reply passively');
  const shown = shownOf(type, fields);
  return shown ? { kind: 'reply', type, shown } : broken(`${type || 'a reply without MsgType'} lacks its content`);
}
