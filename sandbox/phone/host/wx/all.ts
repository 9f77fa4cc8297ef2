import type { Phone } from './api.ts';
import { Consent } from './consent.ts';
import { userInterface } from './interface.ts';
import { media } from './media.ts';
import { network } from './net.ts';
import { shareFile } from './share.ts';
import { sound } from './sound.ts';
import { storage } from './storage.ts';
import { requestSubscribe } from './subscribe.ts';
import { system } from './system.ts';

/** A call the program made. */
export interface Call {
  api: string;
  given: unknown[];
}

/** `wx`: records every call, and warns when the program touches what the simulated phone does not have. */
export function makeWx(phone: Phone, calls: Call[]): Record<string, unknown> {
  const consent = new Consent(phone);
  const apis: Record<string, unknown> = {
    ...network(phone),
    ...storage(phone.persona),
    ...userInterface(phone),
    ...system(phone, consent),
    ...media(phone, consent),
    ...sound(phone, consent),
    requestSubscribeMessage: requestSubscribe(phone),
    shareFileMessage: shareFile(phone),
    __calls: calls,
  };
  const recorded = new Map<string, unknown>();
  return new Proxy(apis, {
    get(target, name) {
      if (typeof name !== 'string') return undefined;
      const known = recorded.get(name);
      if (known !== undefined) return known;
      const held = target[name];
      if (typeof held === 'function') {
        const call = (...given: unknown[]): unknown => {
          calls.push({ api: name, given });
          return (held as (...given: unknown[]) => unknown)(...given);
        };
        recorded.set(name, call);
        return call;
      }
      if (held === undefined && name !== 'then') phone.faults.warn(`wx.${name} is not there on the simulated phone`);
      return held;
    },
  });
}
