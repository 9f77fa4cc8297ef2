import type { SmsAccount, TwilioAccount } from '../config.ts';
import { isRecord, parseJson } from '../world/json.ts';
import type { Sms } from './book.ts';
import type { Report } from './dispatch.ts';
import type { Reply } from './reply.ts';
import { beijing, measure } from './text.ts';
import { twilioSignature } from './twilio.ts';

/** One post to the gateway. */
export interface Post {
  url: string;
  headers: Record<string, string>;
  body: string;
  /** How long the provider waits for the answer. */
  patienceMs: number;
}

/** After which pauses a callback is repeated. Aliyun: 1, 5, 10 minutes (published). Tencent: the same, assumed. Twilio: never. */
export const RETRY_AFTER_MS: Record<SmsAccount['provider'], number[]> = {
  aliyun: [60_000, 300_000, 600_000],
  tencent: [60_000, 300_000, 600_000],
  twilio: [],
};

const hookOf = (gateway: string, account: SmsAccount, kind: 'report' | 'reply'): string => {
  const base = `${gateway}/hooks/sms/${account.provider}/${encodeURIComponent(account.id)}`;
  return account.provider === 'twilio' ? base : `${base}?key=${encodeURIComponent(account.hookKey)}&kind=${kind}`;
};

const json = (url: string, value: unknown): Post => ({
  url,
  headers: { 'content-type': 'application/json;charset=UTF-8' },
  body: JSON.stringify(value),
  patienceMs: 5000,
});

function form(account: TwilioAccount, url: string, fields: Record<string, string>, spoiled: boolean): Post {
  const mark = twilioSignature(spoiled ? `${account.authToken}x` : account.authToken, url, fields);
  return {
    url,
    headers: { 'content-type': 'application/x-www-form-urlencoded; charset=UTF-8', 'x-twilio-signature': mark },
    body: new URLSearchParams(fields).toString(),
    patienceMs: 15_000,
  };
}

/** A delivery report as the provider posts it. */
export function reportPost(
  gateway: string,
  account: SmsAccount,
  sms: Sms,
  report: Report,
  now: number,
  spoiled = false,
): Post {
  const good = report.status === 'delivered';
  const url = hookOf(gateway, account, 'report');
  switch (account.provider) {
    case 'aliyun':
      return json(url, [
        {
          phone_number: sms.phone.slice(3),
          send_time: beijing(sms.at),
          report_time: beijing(now),
          success: good,
          err_code: good ? 'DELIVERED' : report.status,
          err_msg: good ? '用户接收成功' : '短信下发失败',
          sms_size: String(report.segments),
          biz_id: sms.batch,
          out_id: sms.ownId,
        },
      ]);
    case 'tencent':
      return json(url, [
        {
          user_receive_time: beijing(now),
          nationcode: '86',
          mobile: sms.phone.slice(3),
          report_status: good ? 'SUCCESS' : 'FAIL',
          errmsg: good ? 'DELIVRD' : report.status,
          description: good ? '用户短信送达成功' : '短信下发失败',
          sid: sms.batch,
          ext: sms.ownId,
        },
      ]);
    case 'twilio': {
      const failed = !good && report.status !== 'sent';
      const status = failed ? 'undelivered' : report.status;
      const fields: Record<string, string> = {
        MessageSid: sms.batch,
        SmsSid: sms.batch,
        MessageStatus: status,
        SmsStatus: status,
        To: sms.phone,
        From: sms.number,
        AccountSid: account.accountSid,
        ApiVersion: '2010-04-01',
        ...(failed ? { ErrorCode: report.status } : {}),
      };
      return form(account, sms.ownId || url, fields, spoiled);
    }
  }
}

/** A reply as the provider posts it. */
export function replyPost(gateway: string, account: SmsAccount, sms: Sms, reply: Reply, spoiled = false): Post {
  const url = hookOf(gateway, account, 'reply');
  switch (account.provider) {
    case 'aliyun':
      return json(url, [
        {
          phone_number: sms.phone.slice(3),
          content: sms.text,
          send_time: beijing(sms.at),
          dest_code: sms.number,
          sequence_id: reply.sequence,
          sign_name: account.signName,
        },
      ]);
    case 'tencent':
      return json(url, {
        extend: sms.number.slice(account.number.length),
        mobile: sms.phone.slice(3),
        nationcode: '86',
        sign: account.signName,
        text: sms.text,
        time: Math.floor(sms.at / 1000),
      });
    case 'twilio': {
      const sid = `SM${reply.sequence.padStart(32, '0')}`;
      const fields: Record<string, string> = {
        ToCountry: 'US',
        SmsMessageSid: sid,
        NumMedia: '0',
        SmsSid: sid,
        SmsStatus: 'received',
        FromCountry: '',
        Body: sms.text,
        To: sms.number,
        NumSegments: String(measure(sms.text).segments),
        MessageSid: sid,
        AccountSid: account.accountSid,
        From: sms.phone,
        ApiVersion: '2010-04-01',
        ...(reply.optOut ? { OptOutType: reply.optOut } : {}),
      };
      return form(account, url, fields, spoiled);
    }
  }
}

/** Is this the answer the provider demands? Aliyun: the number 0 as `code`; Tencent: `result` 0; Twilio: any 2xx. */
export function accepts(account: SmsAccount, status: number, body: string): boolean {
  const value = parseJson(body);
  switch (account.provider) {
    case 'aliyun':
      return status === 200 && isRecord(value) && value.code === 0;
    case 'tencent':
      return status === 200 && isRecord(value) && value.result === 0;
    case 'twilio':
      return status >= 200 && status < 300;
  }
}
