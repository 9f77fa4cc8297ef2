/** The people of the simulated world as the day's story moves them: their WeChat and their phone. */

const post = async (url: string, body: object): Promise<void> => {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${url}: ${answer.status} ${await answer.text()}`);
};

/** One person with a phone and WeChat. */
export class Person {
  readonly #people: string;

  constructor(gateway: string, id: string) {
    this.#people = `${gateway}/sandbox/people/${id}`;
  }

  /** Follows the official account. */
  follow(account: string): Promise<void> {
    return post(`${this.#people}/wechat/${account}`, { kind: 'event', event: 'subscribe' });
  }

  /** Writes to the official account. */
  wechat(account: string, content: string): Promise<void> {
    return post(`${this.#people}/wechat/${account}`, { kind: 'text', content });
  }

  /** Writes an SMS. */
  text(to: string, text: string): Promise<void> {
    return post(`${this.#people}/sms`, { to, text });
  }

  /** Everything on the phone's SMS, as one text. */
  async inbox(): Promise<string> {
    return (await fetch(`${this.#people}/inbox`)).text();
  }

  /** The chat with the official account, as one text. */
  async chat(account: string): Promise<string> {
    return (await fetch(`${this.#people}/chat/${account}`)).text();
  }
}
