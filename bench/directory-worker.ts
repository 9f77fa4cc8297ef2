/** The directory as it is, with doors for the bench: filled and asked over HTTP, and beside it the same rows without an index. */
import type { DirectoryNews } from '../shared/directory.ts';
import type { Meant, MeantOrder } from '../shared/campaign/standing.ts';
import type { AudienceOrder } from '../shared/profile/audience.ts';
import { Directory } from '../worker/directory/object.ts';
import type { Env } from '../worker/env.ts';
import { forgottenStep } from '../worker/lib/forgotten.ts';
import { PeopleStore } from '../worker/outreach/people.ts';
import { steps } from '../worker/outreach/schema.ts';

export class Bare extends Directory {
  override async fetch(request: Request): Promise<Response> {
    const { pathname, searchParams } = new URL(request.url);
    const { sql } = this.ctx.storage;
    const q = searchParams.get('q') ?? '';
    switch (pathname.split('/').at(-1)) {
      case 'tell':
        await this.tell(await request.json<DirectoryNews>());
        return new Response('ok');
      case 'tell-all': {
        const all = await request.json<DirectoryNews[]>();
        for (const one of all) await this.tell(one);
        return new Response('ok');
      }
      case 'audience':
        return Response.json(await this.audience(await request.json<AudienceOrder>()));
      case 'preview':
        return Response.json(await this.preview(await request.json<MeantOrder>()));
      case 'meant':
        return Response.json(await this.meant(await request.json<MeantOrder>()));
      case 'plan': {
        // An object of its own, as a campaign is: its people and nothing else.
        const people = await request.json<Meant[]>();
        this.ctx.storage.transactionSync(() => {
          if (sql.exec(`select 1 from sqlite_master where name = 'person'`).toArray().length === 0)
            // The directory beside it has a table of the same kind for who was erased.
            for (const step of steps) if (step !== forgottenStep) sql.exec(step.sql);
          new PeopleStore(sql).plan(people, Date.now());
        });
        return new Response('ok');
      }
      case 'plain': {
        const { messages } = await request.json<DirectoryNews>();
        this.ctx.storage.transactionSync(() => {
          for (const one of messages)
            sql.exec(
              'insert into message (id, customer, session, body) values (?, ?, ?, ?)',
              ...[one.message, one.customer, one.session, JSON.stringify(one)],
            );
        });
        return new Response('ok');
      }
      case 'search':
        return Response.json(await this.search({ q, filter: {}, after: null }));
      case 'sessions':
        return Response.json(await this.sessions({ filter: { q, state: 'closed' }, after: null }));
      case 'like': {
        const rows = sql
          .exec(`select body from message where body like ? order by seq desc limit 20`, `%${q}%`)
          .toArray();
        return Response.json(rows);
      }
      case 'size':
        return Response.json(sql.databaseSize);
      default:
        return new Response('ok');
    }
  }
}

export default {
  fetch(request: Request, env: Env & { BARE: DurableObjectNamespace<Bare> }): Response | Promise<Response> {
    const { pathname } = new URL(request.url);
    if (pathname === '/healthz') return new Response('ok');
    return env.BARE.getByName(pathname.split('/')[1] ?? '').fetch(request);
  },
};
