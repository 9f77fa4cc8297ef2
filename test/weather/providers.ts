/** The providers of all days: each address has its own dice, which say how every call is answered. */
import { openWorld } from '../world.ts';
import { Dice } from './dice.ts';

export type Fate = 'taken' | 'slow' | 'retry' | 'refused' | 'lost';
/** One send as it reached a provider. `what` is the message's id where the platform is told it, else its words. */
export type Call = { what: string; fate: Fate; providerId: string };
type Book = { dice: Dice; calls: Call[]; fates: Fates };

type Fates = readonly [Fate, ...Fate[]];
const USUAL: Fates = ['taken', 'taken', 'taken', 'taken', 'slow', 'slow', 'retry', 'refused', 'lost'];
/** Hardly anybody is there: words look for other ways, and people are asked to come and read. */
const HARSH: Fates = ['taken', 'refused', 'refused', 'refused', 'retry', 'lost'];
/** Every such day is harsh. */
const HARSH_EVERY = 8;

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

export class Providers {
  readonly #books = new Map<string, Book>();

  constructor() {
    openWorld({ 'world.test': (request) => this.#answer(request) });
  }

  /** Opens the book of an address; its calls are filled as they happen. */
  open(peer: string, seed: number, day: number): Call[] {
    const book: Book = { dice: new Dice(seed), calls: [], fates: day % HARSH_EVERY === 0 ? HARSH : USUAL };
    this.#books.set(peer, book);
    return book.calls;
  }

  async #answer(request: Request): Promise<Response> {
    const url = new URL(request.url);
    if (url.pathname.endsWith('/stable_token')) return Response.json({ access_token: 'token', expires_in: 7200 });
    if (url.pathname.endsWith('/order')) return Response.json({ found: false });
    const phone = url.searchParams.get('PhoneNumbers');
    if (phone !== null) {
      return this.#sent(`+86${phone}`, url.searchParams.get('OutId') ?? '', {
        taken: (id) => ({ Code: 'OK', Message: 'OK', BizId: id, RequestId: 'r' }),
        retry: { Code: 'isp.SYSTEM_ERROR', Message: 'busy', RequestId: 'r' },
        refused: { Code: 'isv.MOBILE_NUMBER_ILLEGAL', Message: 'illegal', RequestId: 'r' },
      });
    }
    if (!url.pathname.endsWith('/message/custom/send')) return Response.json({ errcode: 0, errmsg: 'ok' });
    const body = JSON.parse(await request.text()) as { touser: string; text?: { content: string } };
    return this.#sent(body.touser, body.text?.content ?? '', {
      taken: () => ({ errcode: 0, errmsg: 'ok' }),
      retry: { errcode: -1, errmsg: 'system error' },
      refused: { errcode: 40003, errmsg: 'invalid openid' },
    });
  }

  async #sent(
    peer: string,
    what: string,
    answers: { taken: (id: string) => object; retry: object; refused: object },
  ): Promise<Response> {
    const book = this.#books.get(peer);
    if (!book) throw new TypeError('an address of no day');
    const fate = book.dice.one(book.fates);
    const providerId = `biz-${peer}-${book.calls.length}`;
    book.calls.push({ what, fate, providerId });
    const slowMs = 10 + book.dice.below(40);
    switch (fate) {
      case 'taken':
        return Response.json(answers.taken(providerId));
      case 'slow':
        await pause(slowMs);
        return Response.json(answers.taken(providerId));
      case 'retry':
        return Response.json(answers.retry);
      case 'refused':
        return Response.json(answers.refused);
      case 'lost':
        throw new TypeError('the connection broke');
    }
  }
}
