import { describe, expect, test } from 'vitest';
import { digestHex, fromBase64, hex, hmac, utf8 } from '../../worker/lib/digest.ts';
import { readJson, wordAt } from '../../worker/channels/json.ts';
import { canonicalQuery, encode, signAcs3 } from '../../worker/channels/sms/acs3.ts';
import { segments } from '../../shared/sms-segments.ts';
import { signTc3 } from '../../worker/channels/sms/tc3.ts';
import { isSigned, isSignedBody, twilioSignature, type Pairs } from '../../worker/channels/sms/twilio-signature.ts';
import { decrypt, encrypt, signature } from '../../worker/channels/wechat/crypto.ts';
import { word } from '../../worker/channels/wechat/tree.ts';
import { readXml } from '../../worker/channels/wechat/xml.ts';
import published from './vectors.json' with { type: 'json' };

type Vector = {
  name: string;
  kind: string;
  inputs: Record<string, unknown>;
  expected: Record<string, unknown>;
};
const vectors: Vector[] = published.vectors;

const text = (from: Record<string, unknown>, name: string): string => {
  const value = from[name];
  if (typeof value !== 'string') throw new Error(`the vector has no ${name}`);
  return value;
};
const record = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? { ...value } : {};
const baseOf = (inputs: Record<string, unknown>): Record<string, unknown> => {
  const base = vectors.find((each) => each.name === inputs['base']);
  if (!base) throw new Error('the vector has no base');
  return { ...base.inputs, ...record(inputs['override']) };
};
const accountOf = (inputs: Record<string, unknown>) => ({
  encodingAesKey: text(inputs, 'encodingAESKey'),
  appid: text(inputs, 'appid'),
});
const mark = (inputs: Record<string, unknown>, sealed: string) =>
  signature(text(inputs, 'token'), text(inputs, 'timestamp'), text(inputs, 'nonce'), sealed);

function pairsOf(params: unknown): Pairs {
  return Object.entries(record(params)).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value]).map((each): [string, string] => [name, String(each)]),
  );
}

const checks: Record<string, (vector: Vector) => Promise<void>> = {
  async 'wechat.signature'({ inputs, expected }) {
    const made = await signature(text(inputs, 'token'), text(inputs, 'timestamp'), text(inputs, 'nonce'));
    expect(made).toBe(expected['signature']);
  },
  async 'wechat.decrypt'({ inputs, expected }) {
    const sealed = text(inputs, 'encrypt');
    expect(await mark(inputs, sealed)).toBe(expected['msg_signature']);
    const opened = await decrypt(accountOf(inputs), sealed);
    if (!opened.ok) throw new Error(opened.detail);
    if (typeof expected['plaintext'] === 'string') expect(opened.message).toBe(expected['plaintext']);
    const fields = record(expected['fields']);
    if (Object.keys(fields).length === 0) return;
    const xml = readXml(opened.message);
    if (!xml.ok) throw new Error(xml.detail);
    for (const [name, value] of Object.entries(fields)) expect(word(xml.tree, name)).toBe(value);
  },
  async 'wechat.encrypt'({ inputs, expected }) {
    const sealed = await encrypt(accountOf(inputs), text(inputs, 'plaintext'), utf8(text(inputs, 'random16')));
    expect(sealed).toBe(expected['encrypt']);
    if (expected['msg_signature'] !== undefined) expect(await mark(inputs, sealed)).toBe(expected['msg_signature']);
    const opened = await decrypt(accountOf(inputs), sealed);
    expect(opened).toEqual({ ok: true, message: inputs['plaintext'] });
  },
  async 'wechat.decrypt.reject'({ inputs, expected }) {
    const given = baseOf(inputs);
    const sealed = text(given, 'encrypt');
    if (expected['reject'] === 'signature') {
      expect(await mark(given, sealed)).not.toBe(text(given, 'msg_signature'));
      return;
    }
    expect(await decrypt(accountOf(given), sealed)).toMatchObject({ ok: false, code: 'wrong_account' });
  },
  async 'mini.aes128cbc'({ inputs, expected }) {
    const bytes = (name: string) => fromBase64(text(inputs, name)) ?? new Uint8Array();
    const key = await crypto.subtle.importKey('raw', bytes('session_key'), 'AES-CBC', false, ['decrypt']);
    const clear = await crypto.subtle.decrypt({ name: 'AES-CBC', iv: bytes('iv') }, key, bytes('encryptedData'));
    const json = readJson(new TextDecoder().decode(clear));
    if (!json.ok) throw new Error(json.detail);
    for (const name of ['openId', 'nickName', 'unionId']) {
      expect(wordAt(json.value, name)).toBe(record(expected['json'])[name]);
    }
  },
  async 'mini.sha1raw'({ inputs, expected }) {
    const made = await digestHex('SHA-1', text(inputs, 'rawData') + text(inputs, 'session_key'));
    expect(made).toBe(expected['signature']);
  },
  async 'mini.hmac'({ inputs, expected }) {
    const made = hex(await hmac('SHA-256', text(inputs, 'session_key'), text(inputs, 'data')));
    expect(made).toBe(expected['signature']);
  },
  async 'twilio.form'({ inputs, expected }) {
    const token = text(inputs, 'authToken');
    const url = text(inputs, 'url');
    const pairs = pairsOf(inputs['params']);
    expect(await twilioSignature(token, url, pairs)).toBe(expected['signature']);
    // With and without its port, as the validator must.
    expect(await isSigned(text(expected, 'signature'), token, new URL(url), pairs)).toBe(true);
    const flipped = pairs.map(([name, value], index): [string, string] => [name, index === 0 ? `${value}0` : value]);
    expect(await isSigned(text(expected, 'signature'), token, new URL(url), flipped)).toBe(false);
  },
  async 'twilio.json'({ inputs, expected }) {
    const body = utf8(text(inputs, 'body'));
    const url = new URL(`${text(inputs, 'url')}&bodySHA256=${text(expected, 'bodySHA256')}`);
    expect(await isSignedBody(text(expected, 'signature'), text(inputs, 'authToken'), url, body)).toBe(true);
    const other = utf8(text(inputs, 'body').replace('value', 'other'));
    expect(await isSignedBody(text(expected, 'signature'), text(inputs, 'authToken'), url, other)).toBe(false);
  },
  async tc3({ inputs, expected }) {
    const hasKey = typeof inputs['secretKey'] === 'string';
    const call = {
      host: text(inputs, 'host'),
      service: text(inputs, 'service'),
      action: text(inputs, 'action'),
      version: text(inputs, 'version'),
      region: text(inputs, 'region'),
      timestamp: Number(inputs['timestamp']),
      payload: text(inputs, 'payload'),
      signAction: JSON.stringify(inputs['signedHeaders']).includes('x-tc-action'),
    };
    const keys = hasKey ? [text(inputs, 'secretId'), text(inputs, 'secretKey')] : ['id', 'key'];
    const signed = await signTc3(call, keys[0] ?? '', keys[1] ?? '');
    expect(signed.date).toBe(expected['date']);
    expect(signed.hashedPayload).toBe(expected['hashedPayload']);
    expect(signed.hashedRequest).toBe(expected['hashedCanonicalRequest']);
    if (hasKey) expect(signed.signature).toBe(expected['signature']);
    if (expected['authorization']) expect(signed.headers['authorization']).toBe(expected['authorization']);
  },
  async acs3({ inputs, expected }) {
    const query = Object.fromEntries(pairsOf(inputs['query']));
    const call = {
      method: text(inputs, 'method'),
      host: text(inputs, 'host'),
      path: text(inputs, 'path'),
      query,
      body: text(inputs, 'body'),
      action: text(inputs, 'action'),
      version: text(inputs, 'version'),
      date: text(inputs, 'date'),
      nonce: text(inputs, 'nonce'),
    };
    const signed = await signAcs3(call, text(inputs, 'accessKeyId'), text(inputs, 'accessKeySecret'));
    expect(signed.hashedRequest).toBe(expected['hashedCanonicalRequest']);
    expect(signed.signature).toBe(expected['signature']);
    expect(signed.signedHeaders).toBe(expected['signedHeaders']);
    if (expected['canonicalQuery']) expect(canonicalQuery(query)).toBe(expected['canonicalQuery']);
    if (expected['authorization']) expect(signed.headers['authorization']).toBe(expected['authorization']);
  },
  async 'aliyun.rpc'({ inputs, expected }) {
    const query = canonicalQuery(Object.fromEntries(pairsOf(inputs['params'])));
    const toSign = `${text(inputs, 'httpMethod')}&%2F&${encode(query)}`;
    const made = await hmac('SHA-1', `${text(inputs, 'accessKeySecret')}&`, toSign);
    expect(btoa(String.fromCharCode(...made))).toBe(expected['signature']);
  },
  'sms.segments': ({ inputs, expected }) => {
    expect(segments(text(inputs, 'text'), false)).toEqual(expected);
    return Promise.resolve();
  },
};

describe('C20 the published and derived vectors', () => {
  test('C20 there are 44 of them, of kinds we check', () => {
    expect(vectors).toHaveLength(44);
    expect(vectors.filter((vector) => !checks[vector.kind])).toEqual([]);
  });
  for (const vector of vectors) {
    test(`C20 ${vector.name}`, async () => {
      expect.hasAssertions();
      await checks[vector.kind]?.(vector);
    });
  }
});
