/** The ready dialogs of the demo company, read and checked. */
import * as v from 'valibot';
import { flow, type Flow } from '../../shared/flow.ts';
import { checkFlow } from '../brain/flow/check.ts';
import appointment from './demo/flows/appointment.json' with { type: 'json' };
import complaint from './demo/flows/complaint.json' with { type: 'json' };
import exchange from './demo/flows/exchange.json' with { type: 'json' };
import invoice from './demo/flows/invoice.json' with { type: 'json' };
import logistics from './demo/flows/logistics.json' with { type: 'json' };
import memberRights from './demo/flows/member-rights.json' with { type: 'json' };
import orderStatus from './demo/flows/order-status.json' with { type: 'json' };
import refund from './demo/flows/refund.json' with { type: 'json' };

const all = [orderStatus, logistics, refund, exchange, invoice, complaint, memberRights, appointment];

/** Throws by name when one doesn't hold together: the demo ships with the code. */
export function demoFlows(): Flow[] {
  return v.parse(v.array(flow), all).map((one) => {
    const [problem] = checkFlow(one);
    if (problem) throw new Error(`flow ${one.id}: ${problem.detail}`);
    return one;
  });
}
