/** Looks into every table of every actor there is. */
import { env } from 'cloudflare:workers';
import { listDurableObjectIds, runInDurableObject } from 'cloudflare:test';

const rooms = [
  ...(['CUSTOMER', 'IDENTITY', 'DESK', 'SEAT', 'STAFF', 'PROVIDER', 'KNOWLEDGE', 'SETTINGS', 'DOCKET'] as const),
  ...(['WEBHOOK', 'QUALITY', 'DIRECTORY', 'LEDGER', 'MEDIA', 'CODES', 'TOPICS'] as const),
];

/** The rooms as the runtime has them. */
function spaceOf(room: (typeof rooms)[number]): DurableObjectNamespace {
  const space: object = env[room];
  if (!('get' in space) || !('idFromString' in space)) throw new Error(`${room} is no namespace`);
  return space as DurableObjectNamespace;
}

/** One cell as text, bytes as the characters they may hide. */
function shown(value: unknown): string {
  return value instanceof ArrayBuffer ? new TextDecoder().decode(value) : String(value);
}

/** Where these words stand: `ROOM.table: word`, each once. */
export async function placesOf(words: readonly string[]): Promise<string[]> {
  const found = new Set<string>();
  for (const room of rooms) {
    const space = spaceOf(room);
    for (const id of await listDurableObjectIds(space)) {
      await runInDurableObject(space.get(id), (_: unknown, { storage: { sql } }: DurableObjectState) => {
        const tables = sql
          .exec<{ name: string }>(
            `select name from sqlite_master where type = 'table' and sql not like 'create virtual%'`,
          )
          .toArray()
          .filter(({ name }) => !name.startsWith('_cf_'));
        for (const { name } of tables) {
          for (const row of sql.exec(`select * from "${name}"`)) {
            const text = Object.values(row).map(shown).join('\n');
            for (const word of words) if (text.includes(word)) found.add(`${room}.${name}: ${word}`);
          }
        }
      });
    }
  }
  return [...found].sort();
}
