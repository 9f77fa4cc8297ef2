/** What the Workers tests run in: the gateway with all its actors, and the simulated world, in one isolate. */
export { default } from '../worker/index.ts';

const rooms = import.meta.glob<Record<string, unknown>>(['../worker/*/object.ts', '../sandbox/world/object.ts']);

/** While rooms are being built, one that doesn't load yet is missing and disturbs nobody else's tests. */
async function actor(path: string, name: string): Promise<unknown> {
  try {
    return (await rooms[path]?.())?.[name];
  } catch (fault) {
    console.warn(`${name} doesn't load: ${String(fault)}`);
    return undefined;
  }
}

export const Customer = await actor('../worker/customer/object.ts', 'Customer');
export const Identity = await actor('../worker/identity/object.ts', 'Identity');
export const Desk = await actor('../worker/desk/object.ts', 'Desk');
export const Seat = await actor('../worker/seat/object.ts', 'Seat');
export const Staff = await actor('../worker/staff/object.ts', 'Staff');
export const Provider = await actor('../worker/provider/object.ts', 'Provider');
export const World = await actor('../sandbox/world/object.ts', 'World');
