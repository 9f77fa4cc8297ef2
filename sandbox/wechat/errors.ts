import { randomHex } from '../world/digest.ts';

const TEXTS: Record<number, string> = {
  [-1]: 'system error',
  40001: 'invalid credential, access_token is invalid or not latest',
  40002: 'invalid grant_type',
  40003: 'invalid openid',
  40004: 'invalid media type',
  40006: 'invalid media size',
  40007: 'invalid media_id',
  40008: 'invalid message type',
  40013: 'invalid appid',
  40029: 'invalid code',
  40037: 'invalid template_id',
  40066: 'invalid url',
  40125: 'invalid appsecret',
  40164: 'invalid ip 203.0.113.9 ipv6 ::ffff:203.0.113.9, not in whitelist',
  40165: 'invalid weapp pagepath',
  40200: 'invalid account type',
  40212: 'invalid query',
  40226: 'high risk user',
  41001: 'access_token missing',
  41002: 'appid missing',
  41004: 'appsecret missing',
  41005: 'media data missing',
  41008: 'missing code',
  42001: 'access_token expired',
  43002: 'require POST method',
  43004: 'require subscribe',
  43101: 'user refuse to accept the msg',
  44002: 'empty post data',
  44004: 'empty content',
  45002: 'content size out of limit',
  45008: 'article size out of limit',
  45009: 'reach max api daily quota limit',
  45011: 'api minute-quota reach limit, must slower, retry next minute',
  45015: 'response out of time limit or subscription is canceled',
  45047: 'out of response count limit',
  45072: 'invalid command',
  45080: 'no message between user and account in 30 seconds',
  45081: 'typing status is already active',
  45168: 'the message hits sensitive words',
  47001: 'data format error',
  47003: 'argument invalid!',
  48001: 'api unauthorized',
  85401: 'invalid expire time',
};

/** An error as WeChat answers it, HTTP 200; errmsg ends with the rid by which Tencent finds the call. */
export function wechatError(errcode: number, more = ''): { errcode: number; errmsg: string } {
  const rid = `${randomHex(4)}-${randomHex(4)}-${randomHex(4)}`;
  const words = TEXTS[errcode] ?? 'unknown error';
  return { errcode, errmsg: `${words}${more ? ` ${more}` : ''} rid: ${rid}` };
}
