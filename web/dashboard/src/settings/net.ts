import type { InferOutput } from 'valibot';
import type * as settings from '../../../../shared/settings.ts';
import type { digestsAnswer } from '../../../../shared/digest.ts';
import type * as keys from '../../../../shared/keys.ts';
import type { audienceAnswer, importAnswer } from '../../../../shared/profile/audience.ts';
import type { Rule } from '../../../../shared/profile/rule.ts';
import type { Telephones } from '../../../../shared/settings/telephone.ts';
import type * as sites from '../../../../shared/site-api.ts';
import type * as webhook from '../../../../shared/webhook.ts';
import { staffCall, type Member } from '../staff/net.ts';

export type Read = InferOutput<typeof settings.settingsAnswer>;
export type Revision = InferOutput<typeof settings.settingsHistory>['revisions'][number];
export type Standing = InferOutput<typeof webhook.standingAnswer>['endpoints'][number];
export type Deliveries = InferOutput<typeof webhook.deliveriesAnswer>;
export type Delivery = webhook.Delivery;
export type DigestSends = Omit<InferOutput<typeof digestsAnswer>, 'ok'>;
export type Keys = keys.KeysAnswer;
export type Key = keys.KeyView;
export type Sites = InferOutput<typeof sites.sitesAnswer>;
type Made = keys.KeyMade;
export type Audience = Omit<InferOutput<typeof audienceAnswer>, 'ok'>;
export type Imported = Omit<InferOutput<typeof importAnswer>, 'ok'>;

const hook = (id: string) => `webhooks/${encodeURIComponent(id)}`;

/** The calls of the settings. Refusals are answered; only a dead network throws. */
export const settingsNet = {
  read: (name: string) => staffCall<Read>('GET', `settings/${name}`),
  write: (name: string, revision: number, value: unknown) =>
    staffCall<{ revision: number }>('POST', `settings/${name}`, { revision, value }),
  history: (name: string) => staffCall<{ revisions: Revision[] }>('GET', `settings/${name}/history`),
  makeMember: (order: { login: string; name: string; role: Member['role'] }) =>
    staffCall<{ member: Member; password: string }>('POST', 'members', order),
  members: () => staffCall<{ members: Member[] }>('GET', 'members'),
  telephones: () => staffCall<Telephones>('GET', 'telephone'),
  sites: () => staffCall<Sites>('GET', 'sites'),
  standing: () => staffCall<{ endpoints: Standing[] }>('GET', 'webhooks'),
  deliveries: (id: string, state: Delivery['state'] | '', before: string | null) => {
    const query = new URLSearchParams({ ...(state ? { state } : {}), ...(before ? { before } : {}) });
    return staffCall<Deliveries>('GET', `${hook(id)}/deliveries${query.size > 0 ? `?${query}` : ''}`);
  },
  secret: (id: string, fresh: boolean) => staffCall<{ secret: string }>('POST', `${hook(id)}/secret`, { fresh }),
  replay: (id: string, delivery?: string) =>
    staffCall<{ replayed: number }>('POST', `${hook(id)}/replay`, delivery === undefined ? {} : { delivery }),
  digests: () => staffCall<DigestSends>('GET', 'reports/digests'),
  tryDigest: (id: string) => staffCall<{ sends: number }>('POST', `reports/digests/${encodeURIComponent(id)}`, {}),
  keys: () => staffCall<Keys>('GET', 'keys'),
  makeKey: (name: string, scopes: readonly keys.Scope[]) => staffCall<Made>('POST', 'keys', { name, scopes }),
  rotateKey: (id: string, old: 'now' | 'day') =>
    staffCall<Made>('POST', `keys/${encodeURIComponent(id)}/rotate`, { old }),
  revokeKey: (id: string) => staffCall<{ key: Key }>('POST', `keys/${encodeURIComponent(id)}/revoke`, {}),
  audience: (rule: Rule) => staffCall<Audience>('POST', 'profile/audience', { rule }),
  purchases: (csv: string, check: boolean) => staffCall<Imported>('POST', 'profile/purchases', { csv, check }),
  test: (id: string) => staffCall<{ delivery: string }>('POST', `${hook(id)}/test`, {}),
};
