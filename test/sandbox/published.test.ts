import { describe, expect, test } from 'vitest';
import { acs3Signature, canonicalQuery, canonicalRequest } from '../../sandbox/sms/acs3.ts';
import { tc3Canonical, tc3Signature } from '../../sandbox/sms/tc3.ts';
import { measure } from '../../sandbox/sms/text.ts';
import { twilioJsonSignature, twilioSignature } from '../../sandbox/sms/twilio.ts';
import { sha256Hex } from '../../sandbox/world/digest.ts';
import { decrypt, encrypt, openSealed, signature } from '../../sandbox/wechat/crypto.ts';
import { parseXml } from '../../sandbox/wechat/xml.ts';
import { wordAt as word } from '../../sandbox/world/json.ts';
import file from './vectors.json';

type Vector = { name: string; kind: string; inputs: Record<string, unknown>; expected: Record<string, unknown> };
const vectors: Vector[] = file.vectors;
const of = (kind: string): [string, Vector][] =>
  vectors.filter((each) => each.kind === kind).map((each) => [each.name, each]);

describe('the simulated platforms agree with the published examples', () => {
  test.each(of('wechat.signature'))('%s', (_, { inputs, expected }) => {
    expect(signature(word(inputs, 'token'), word(inputs, 'timestamp'), word(inputs, 'nonce'))).toBe(expected.signature);
  });

  test.each(of('wechat.encrypt'))('%s', (_, { inputs, expected }) => {
    const random16 = Buffer.from(word(inputs, 'random16'), 'latin1');
    const sealed = encrypt(word(inputs, 'encodingAESKey'), word(inputs, 'appid'), word(inputs, 'plaintext'), random16);
    expect(sealed).toBe(expected.encrypt);
    if (expected.msg_signature !== undefined) {
      expect(signature(word(inputs, 'token'), word(inputs, 'timestamp'), word(inputs, 'nonce'), sealed)).toBe(
        expected.msg_signature,
      );
    }
  });

  test.each(of('wechat.decrypt'))('%s', (_, { inputs, expected }) => {
    const account = {
      token: word(inputs, 'token'),
      encodingAesKey: word(inputs, 'encodingAESKey'),
      appid: word(inputs, 'appid'),
    };
    const parts = {
      timestamp: word(inputs, 'timestamp'),
      nonce: word(inputs, 'nonce'),
      sealed: word(inputs, 'encrypt'),
      mark: word(inputs, 'msg_signature'),
    };
    const opened = openSealed(account, parts);
    if (!opened.ok) throw new Error(opened.why);
    if (expected.plaintext !== undefined) expect(opened.message).toBe(expected.plaintext);
    if (expected.fields !== undefined)
      expect(parseXml(opened.message).tree).toMatchObject(expected.fields as Record<string, string>);
    expect(openSealed(account, { ...parts, mark: `0${parts.mark.slice(1)}x` })).toEqual({
      ok: false,
      why: 'signature',
    });
    expect(decrypt(account.encodingAesKey, 'wx0000000000000000', parts.sealed)).toEqual({ ok: false, why: 'appid' });
  });

  test.each(of('twilio.form'))('%s', (_, { inputs, expected }) => {
    const params = inputs.params as Record<string, string | string[]>;
    expect(twilioSignature(word(inputs, 'authToken'), word(inputs, 'url'), params)).toBe(expected.signature);
  });

  test.each(of('twilio.json'))('%s', (_, { inputs, expected }) => {
    const made = twilioJsonSignature(word(inputs, 'authToken'), word(inputs, 'url'), word(inputs, 'body'));
    expect(made.signature).toBe(expected.signature);
    expect(made.url).toContain(`bodySHA256=${String(expected.bodySHA256)}`);
  });

  test.each(of('tc3'))('%s', (_, { inputs, expected }) => {
    const body = new TextEncoder().encode(word(inputs, 'payload'));
    const headers: Record<string, string> = {
      'content-type': word(inputs, 'contentType'),
      'x-tc-action': word(inputs, 'action'),
    };
    const canonical = tc3Canonical(
      (name) => headers[name],
      word(inputs, 'host'),
      inputs.signedHeaders as string[],
      body,
    );
    expect(sha256Hex(canonical)).toBe(expected.hashedCanonicalRequest);
    const made = tc3Signature(word(inputs, 'secretKey'), Number(inputs.timestamp), word(inputs, 'service'), canonical);
    expect(made).toBe(expected.signature);
  });

  test.each(of('acs3'))('%s', (_, { inputs, expected }) => {
    const query = new URLSearchParams(inputs.query as Record<string, string>);
    const bodyHash = sha256Hex(word(inputs, 'body'));
    const headers: Record<string, string> = {
      'x-acs-action': word(inputs, 'action'),
      'x-acs-version': word(inputs, 'version'),
      'x-acs-date': word(inputs, 'date'),
      'x-acs-signature-nonce': word(inputs, 'nonce'),
      'x-acs-content-sha256': bodyHash,
    };
    const names = word(expected, 'signedHeaders').split(';');
    const request = { method: word(inputs, 'method'), query, header: (name: string) => headers[name] };
    const canonical = canonicalRequest(request, word(inputs, 'path'), word(inputs, 'host'), names, bodyHash);
    if (expected.canonicalQuery !== undefined) expect(canonicalQuery(query)).toBe(expected.canonicalQuery);
    expect(sha256Hex(canonical)).toBe(expected.hashedCanonicalRequest);
    expect(acs3Signature(word(inputs, 'accessKeySecret'), canonical)).toBe(expected.signature);
  });

  test.each(of('sms.segments'))('%s', (_, { inputs, expected }) => {
    expect(measure(word(inputs, 'text'))).toEqual(expected);
  });
});
