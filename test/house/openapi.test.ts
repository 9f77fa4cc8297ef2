/** The OpenAPI document says of the Company API what its door holds it to. */
import { expect, it } from 'vitest';
import { openApi } from '../../scripts/openapi.ts';
import { backendOperations } from '../../worker/hall/backend-operations.ts';

type Told = {
  security: Record<string, string[]>[];
  parameters: { name: string; in: string; required: boolean }[];
  requestBody?: { content: { 'application/json': { schema: { properties?: object } } } };
  responses: Record<string, { content?: object; description: string }>;
};

it('X32 every operation names its scope, query, Idempotency-Key, request, answer and refusals', () => {
  const { paths, components } = JSON.parse(JSON.stringify(openApi())) as {
    paths: Record<string, Record<string, Told>>;
    components: { securitySchemes: Record<string, { scheme: string; description: string }> };
  };
  expect(components.securitySchemes['key']?.scheme).toBe('bearer');
  expect(components.securitySchemes['key']?.description).toContain('`pii:read`');
  expect(backendOperations.length).toBeGreaterThan(10);
  for (const { method, path, scope, query, request, refusals } of backendOperations) {
    const told = paths[path.replace(/:(\w+)/gu, '{$1}')]?.[method.toLowerCase()];
    expect(told?.security, path).toEqual([{ key: scope === null ? [] : [scope] }]);
    const names = (where: string) => told?.parameters.filter((one) => one.in === where).map((one) => one.name);
    expect(names('path'), path).toEqual([...path.matchAll(/:(\w+)/gu)].map(([, name]) => name));
    expect(names('header'), path).toEqual(method === 'POST' ? ['Idempotency-Key'] : []);
    if (query) expect(names('query'), path).toEqual(expect.arrayContaining(['limit', 'after']));
    expect(Boolean(told?.requestBody), path).toBe(request !== undefined);
    expect(told?.responses['200']?.content, path).toBeDefined();
    const said = Object.values(told?.responses ?? {}).map((one) => one.description);
    for (const code of refusals) expect(said.join(' '), path).toContain(`\`${code}\``);
  }
});
