/** A customer the demo's shop vouches for, asked beside the widget: what the gateway holds of them now. */
import type { OffersAnswer } from '../../shared/campaign/api.ts';
import type { ProfileView } from '../../shared/profile/view.ts';

export class Customer {
  readonly #url: string;
  readonly #token: string;

  constructor(url: string, token: string) {
    this.#url = url;
    this.#token = token;
  }

  static async signedIn(url: string, persona: string): Promise<Customer> {
    const headers = { 'content-type': 'application/json', origin: url };
    const post = async (path: string, body: object) => {
      const answer = await fetch(url + path, { method: 'POST', headers, body: JSON.stringify(body) });
      return (await answer.json()) as { token?: string };
    };
    const shop = await post('/sandbox/shop/sign-in', { persona });
    const { token = '' } = await post('/v1/session', { site: 'shop', token: shop.token });
    return new Customer(url, token);
  }

  async #read<Answer>(path: string): Promise<Answer> {
    const headers = { authorization: `Bearer ${this.#token}`, origin: this.#url };
    return (await (await fetch(this.#url + path, { headers })).json()) as Answer;
  }

  async profile(): Promise<ProfileView> {
    return (await this.#read<{ profile: ProfileView }>('/v1/me/profile')).profile;
  }

  /** The names of their tags. */
  async tags(): Promise<string[]> {
    return (await this.profile()).tags.map(({ name }) => name.zh);
  }

  async unread(): Promise<number> {
    return (await this.#read<{ unread: number }>('/v1/notices')).unread;
  }

  async offers(): Promise<OffersAnswer['offers']> {
    return (await this.#read<OffersAnswer>('/v1/me/offers')).offers;
  }

  /** The channels by which offers may come. */
  async agreed(): Promise<string> {
    const { said } = await this.#read<OffersAnswer>('/v1/me/offers');
    return said.flatMap(({ channel, given }) => (given ? [channel] : [])).join();
  }

  /** The company tells that something was shipped to them; whether it goes out. `key` names the event. */
  async told(secret: string, key: string, values: object): Promise<boolean> {
    const headers = { authorization: `Bearer ${secret}`, 'content-type': 'application/json' };
    const list = await fetch(`${this.#url}/api/v1/customers`, { headers });
    const { customers } = (await list.json()) as {
      customers?: { customer: string; addresses: { channel: string }[] }[];
    };
    const own = customers?.find(({ addresses }) => addresses.some((one) => one.channel === 'web'));
    if (!own) return false;
    const answer = await fetch(`${this.#url}/api/v1/customers/${own.customer}/events`, {
      method: 'POST',
      headers: { ...headers, 'idempotency-key': crypto.randomUUID() },
      body: JSON.stringify({ key, event: 'shipped', values }),
    });
    return ((await answer.json()) as { fate?: string }).fate === 'notified';
  }
}
