/** The wire is pinned: whoever changes a frame raises the version, and writes the new hash beside it. */
import { createHash } from 'node:crypto';
import { toJsonSchema } from '@valibot/to-json-schema';
import type * as v from 'valibot';
import { expect, it } from 'vitest';
import { agentFrame, customerFrame, serverFrame, STREAM_VERSION } from '../../shared/frame.ts';
import { seatClientFrame, seatServerFrame } from '../../shared/seat.ts';

const pinned: Record<number, string> = {
  1: 'f4bb838608c65a77',
  2: '3d031c8dcf304391',
  3: '859f0c2ece283e83',
};

const schemaOf = (schema: v.GenericSchema) => toJsonSchema(schema, { errorMode: 'ignore' });

it('S11 the frames of this version are the pinned ones', () => {
  const wire = [customerFrame, agentFrame, serverFrame, seatClientFrame, seatServerFrame].map(schemaOf);
  const hash = createHash('sha256').update(JSON.stringify(wire)).digest('hex').slice(0, 16);
  expect(pinned[STREAM_VERSION]).toBe(hash);
});
