/** The OpenAPI document, made from the operations and their schemas; built into the screens as `/openapi.json`. */
import { toJsonSchema } from '@valibot/to-json-schema';
import type * as v from 'valibot';
import { refusalAnswer } from '../shared/api.ts';
import { refusals } from '../shared/refusal.ts';
import { scopes } from '../shared/keys.ts';
import { operations, type Operation, type Proof } from '../worker/hall/operations.ts';

// Trimming and lower-casing happen on our side; a client sees only the shape.
const schemaOf = (schema: v.GenericSchema) => toJsonSchema(schema, { errorMode: 'ignore', typeMode: 'input' });
const content = (schema: object) => ({ 'application/json': { schema } });

const proofs: Record<Proof, object[]> = {
  none: [],
  platform: [],
  session: [{ session: [] }],
  staff: [{ staff: [] }],
  operator: [{ operator: [] }],
  metrics: [{ metrics: [] }],
  key: [{ key: [] }],
};

/** What the operation's query and headers carry. */
function parametersOf({ method, path, proof, query }: Operation): object[] {
  const inPath = [...path.matchAll(/:(\w+)/gu)].map(([, name]) => ({
    ...{ name, in: 'path', required: true, schema: { type: 'string' } },
  }));
  const { properties = {}, required = [] } = query ? schemaOf(query) : {};
  const inQuery = Object.entries(properties).map(([name, schema]) => ({
    ...{ name, in: 'query', required: required.includes(name), schema },
  }));
  const once = {
    ...{ name: 'Idempotency-Key', in: 'header', required: true },
    description: 'Names the wish: the same key and body again get the same answer for a day.',
    schema: { type: 'string', minLength: 1, maxLength: 128 },
  };
  return [...inPath, ...inQuery, ...(proof === 'key' && method === 'POST' ? [once] : [])];
}

/** A key's operation names the scope it needs. */
const securityOf = ({ proof, scope }: Operation): object[] =>
  proof === 'key' && scope ? [{ key: [scope] }] : proofs[proof];

function answersOf({ answer, socket, refusals: codes }: Operation): Record<string, object> {
  const byStatus = new Map<number, string[]>();
  for (const code of [...codes, 'internal' as const]) {
    const { status } = refusals[code];
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  const good: Record<string, object> = socket
    ? { '101': { description: 'The socket is open; the first frame is `hello`.' } }
    : { '200': { description: 'Done.', ...(answer ? { content: content(schemaOf(answer)) } : {}) } };
  const bad = [...byStatus].map(([status, names]): [string, object] => [
    String(status),
    {
      description: names.map((name) => `\`${name}\``).join(', '),
      content: content({ $ref: '#/components/schemas/refusal' }),
    },
  ]);
  return { ...good, ...Object.fromEntries(bad) };
}

/** The whole document. */
export function openApi(): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const operation of operations) {
    const path = operation.path.replace(/:(\w+)/gu, '{$1}');
    (paths[path] ??= {})[operation.method.toLowerCase()] = {
      summary: operation.says,
      operationId: `${operation.method.toLowerCase()} ${operation.path}`.replace(/[^\w]+/gu, '_'),
      security: securityOf(operation),
      parameters: parametersOf(operation),
      ...(operation.request ? { requestBody: { required: true, content: content(schemaOf(operation.request)) } } : {}),
      responses: answersOf(operation),
    };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Yixian 一线',
      version: '0.1.0',
      description: 'Sockets speak the stream protocol (shared/frame.ts).',
    },
    servers: [{ url: '/' }],
    paths,
    components: {
      schemas: {
        refusal: {
          ...schemaOf(refusalAnswer),
          description: Object.entries(refusals)
            .map(([code, { en }]) => `- \`${code}\`: ${en}`)
            .join('\n'),
        },
      },
      securitySchemes: {
        session: {
          type: 'http',
          scheme: 'bearer',
          description: 'The token of `/v1/session` or `/v1/miniprogram/sign-in`.',
        },
        staff: { type: 'apiKey', in: 'cookie', name: '__Host-yixian', description: 'Set by `/staff/v1/sign-in`.' },
        operator: { type: 'http', scheme: 'bearer', description: 'OPERATOR_KEY.' },
        metrics: { type: 'http', scheme: 'bearer', description: 'METRICS_KEY.' },
        key: {
          ...{ type: 'http', scheme: 'bearer', bearerFormat: 'yx_…' },
          description: `A key of the Company API, made by leads in 设置 → API 密钥. Scopes: ${scopes.map((one) => `\`${one}\``).join(', ')}.`,
        },
      },
    },
  };
}
