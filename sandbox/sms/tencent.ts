import type { SmsTemplate, TencentAccount } from '../config.ts';
import { isRecord, listAt, textAt } from '../world/json.ts';
import type { Land } from '../world/land.ts';
import { randomHex } from '../world/digest.ts';
import { dispatch } from './dispatch.ts';
import { isCode, mainlandNumber, measure, variableFault } from './text.ts';

type Status = {
  SerialNo: string;
  PhoneNumber: string;
  Fee: number;
  SessionContext: string;
  Code: string;
  Message: string;
  IsoCode: string;
};
export type TencentAnswer = { SendStatusSet: Status[] } | { Error: { Code: string; Message: string } };

const refuse = (Code: string, Message: string): TencentAnswer => ({ Error: { Code, Message } });

/** Fills `{1}`, `{2}` …; the count must match the template's. */
export function fillNumbered(template: SmsTemplate, given: string[]): string | undefined {
  const wanted = new Set([...template.text.matchAll(/\{(\d+)\}/g)].map((found) => Number(found[1])));
  if (wanted.size !== given.length || [...wanted].some((index) => given[index - 1] === undefined)) return undefined;
  return template.text.replace(/\{(\d+)\}/g, (_, index: string) => given[Number(index) - 1] ?? '');
}

function sendOne(
  land: Land,
  account: TencentAccount,
  written: string,
  message: { template: SmsTemplate; text: string; context: string; extend: string },
  now: number,
): Status {
  const result = (Code: string, Message: string, serial = '', fee = 0): Status => ({
    SerialNo: serial,
    PhoneNumber: written,
    Fee: fee,
    SessionContext: message.context,
    Code,
    Message,
    IsoCode: serial ? 'CN' : '',
  });
  const phone = mainlandNumber(written);
  if (!phone) return result('InvalidParameterValue.IncorrectPhoneNumber', 'incorrect phone number');
  if (message.template.type === 'marketing' && land.sms.isStopped(account.id, phone)) {
    return result('FailedOperation.PhoneNumberInBlacklist', 'phone number is in the blacklist');
  }
  const before = land.sms.sent(account.id, phone, now - 86_400_000, now + 1);
  const within = (span: number): number => before.filter((each) => each.at > now - span).length;
  if (before.some((each) => each.at > now - 30_000 && each.text === message.text)) {
    return result('LimitExceeded.PhoneNumberThirtySecondLimit', 'the same content to one number within 30 seconds');
  }
  if (account.limits?.hour !== undefined && within(3600_000) >= account.limits.hour) {
    return result('LimitExceeded.PhoneNumberOneHourLimit', 'hourly limit of one number');
  }
  if (account.limits?.day !== undefined && within(86_400_000) >= account.limits.day) {
    return result('LimitExceeded.PhoneNumberDailyLimit', 'daily limit of one number');
  }
  const serial = `2640:${String(parseInt(randomHex(5), 16))}${String(now).slice(-9)}`;
  const segments = measure(message.text, true).segments;
  dispatch(land, account, {
    phone,
    text: message.text,
    batch: serial,
    ownId: message.context,
    template: message.template.code,
    number: `${account.number}${message.extend}`,
    segments,
    now,
  });
  return result('Ok', 'send success', serial, segments);
}

/** The business of a genuine `SendSms`: every number gets its own result. Source: document/api/382/55981. */
export function tencentSend(land: Land, account: TencentAccount, body: unknown, now: number): TencentAnswer {
  if (!isRecord(body)) return refuse('InvalidParameter', 'the body is no JSON object');
  const numbers = listAt(body, 'PhoneNumberSet').filter((each): each is string => typeof each === 'string');
  if (numbers.length === 0) return refuse('MissingParameter', 'PhoneNumberSet');
  if (numbers.length > 200) return refuse('LimitExceeded.PhoneNumberCountLimit', 'more than 200 numbers');
  if (textAt(body, 'SmsSdkAppId') !== account.sdkAppId)
    return refuse('UnauthorizedOperation.SmsSdkAppIdVerifyFail', 'SmsSdkAppId');
  const context = textAt(body, 'SessionContext');
  if (new TextEncoder().encode(context).length >= 512)
    return refuse('InvalidParameterValue.SessionContextTooLong', 'SessionContext');
  const extend = textAt(body, 'ExtendCode');
  if (!/^\d{0,8}$/.test(extend)) return refuse('InvalidParameterValue.ExtendCode', 'ExtendCode');
  const failAll = (code: string, message: string): TencentAnswer => ({
    SendStatusSet: numbers.map((PhoneNumber) => ({
      SerialNo: '',
      PhoneNumber,
      Fee: 0,
      SessionContext: context,
      Code: code,
      Message: message,
      IsoCode: '',
    })),
  });
  if (textAt(body, 'SignName') !== account.signName) {
    return failAll('FailedOperation.SignatureIncorrectOrUnapproved', 'signature is incorrect or unapproved');
  }
  const template = Object.values(account.templates).find((each) => each.code === textAt(body, 'TemplateId'));
  if (!template) return failAll('FailedOperation.TemplateIncorrectOrUnapproved', 'template is incorrect or unapproved');
  const given = listAt(body, 'TemplateParamSet').filter((each): each is string => typeof each === 'string');
  const filled = fillNumbered(template, given);
  if (filled === undefined)
    return failAll('FailedOperation.TemplateParamSetNotMatchApprovedTemplate', 'parameters do not match the template');
  if (template.type === 'verification' && !given.every(isCode)) {
    return failAll(
      'InvalidParameterValue.TemplateParameterFormatError',
      'a verification code is 4 to 6 letters and digits',
    );
  }
  if (given.some((value) => variableFault(value) !== undefined)) {
    return failAll(
      'InvalidParameterValue.ProhibitedUseUrlInTemplateParameter',
      'links and numbers are prohibited in parameters',
    );
  }
  const text = `【${account.signName}】${filled}`;
  if (text.length > 500) return failAll('InvalidParameterValue.ContentLengthLimit', 'the message is too long');
  return {
    SendStatusSet: numbers.map((number) => sendOne(land, account, number, { template, text, context, extend }, now)),
  };
}
