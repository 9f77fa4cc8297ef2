/** A phone number as an address of the person: linked by proof, given back by their word. Runs inside one transaction. */
import type { Address } from '../../../shared/actors.ts';
import { refuse, type Result } from '../../../shared/refusal.ts';
import { meetAt } from '../converse.ts';
import { heardFrom, UNLINKED } from '../reach/lease.ts';
import type { Endpoint } from '../store.ts';
import type { Turn } from '../turn.ts';

/**
 * The person's endpoint at a proven address; one given back before is reachable again. The company's word alone (`vouched`) renews no
 * lease: its records may be older than whoever has the number now.
 */
export function linked(turn: Turn, address: Address, vouched = false): Endpoint {
  const endpoint = meetAt(turn, address);
  const isBack = endpoint.blocked?.code === UNLINKED;
  if (isBack) endpoint.blocked = null;
  if (isBack || !vouched) heardFrom(turn, endpoint);
  show(turn, endpoint);
  return endpoint;
}

/** Nothing is sent there any more; what was said over it stays in the line. */
export function unlinked(turn: Turn, id: string): Result<{ address: Address }> {
  const endpoint = turn.line.endpoint(id);
  if (!endpoint || (endpoint.channel !== 'sms' && endpoint.channel !== 'phone')) return refuse('no_endpoint');
  endpoint.blocked = { code: UNLINKED, detail: 'the person gave this number back' };
  show(turn, endpoint);
  const { channel, account, peer } = endpoint;
  return { ok: true, address: { channel, account, peer } };
}

/** The person's own screens are told too. */
function show(turn: Turn, endpoint: Endpoint): void {
  turn.line.saveEndpoint(endpoint);
  turn.change('all', endpoint.id, { kind: 'endpoint', endpoint: turn.viewEndpoint(endpoint) });
}
