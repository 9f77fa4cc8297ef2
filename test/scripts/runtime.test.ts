import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { writeRuntime } from '../../scripts/runtime.ts';
import { environmentOf, type Settings } from '../../scripts/settings.ts';

it('whatever the settings say reaches the gateway that plain workerd runs', () => {
  const kept: Settings = {
    ...{ secret: 's'.repeat(32), operatorKey: 'o'.repeat(32), hookSecret: 'h'.repeat(32), demo: true, accounts: [] },
    relay: { url: 'https://relay.example', secret: 'r'.repeat(32) },
    region: 'elsewhere',
    languageModel: { kind: 'openai', url: '{gateway}/v1' },
  };
  const environment = environmentOf(kept, 'http://127.0.0.1:1');
  expect(environment['LANGUAGE_MODEL']).toContain('http://127.0.0.1:1/v1');
  const data = mkdtempSync(join(tmpdir(), 'yixian-runtime-'));
  try {
    writeRuntime(data, environment, '127.0.0.1:1', true);
    const written = readFileSync(join(data, 'gateway.capnp'), 'utf8');
    for (const name of Object.keys(environment)) expect(written, name).toContain(`fromEnvironment = "${name}"`);
  } finally {
    rmSync(data, { recursive: true, force: true });
  }
});
