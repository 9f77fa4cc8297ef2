/** The actor looks at its tables anew: a test wrote into them. */
import { runInDurableObject } from 'cloudflare:test';
import type { Stores } from '../../worker/customer/stores.ts';
import { stubOf } from '../stub.ts';
import { customer } from './rig.ts';

export const forgets = (id: string) =>
  runInDurableObject(stubOf(customer(id)), (actor: object) => {
    const { profile } = Reflect.get(actor, 'stores') as Pick<Stores, 'profile'>;
    profile.forgetMemory();
  });
