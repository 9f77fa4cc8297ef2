import { env, exports } from 'cloudflare:workers';
import { expect, it } from 'vitest';

it('is ready as soon as it runs', async () => {
  const response = await exports.default.fetch(new Request(`${env.PUBLIC_URL}/healthz`));
  expect(response.status).toBe(200);
  expect(await response.json()).toMatchObject({ ok: true });
});
