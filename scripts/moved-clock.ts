/**
 * A clock that runs ahead, for gateways of the demo alone: what happens by day is shown at any hour. It stands outside the gateway's
 * program, in modules that plain `workerd` loads before it; what is deployed, and a gateway of a company's own, has no such clock.
 */
const DAY_MS = 24 * 3_600_000;
const CHINA_MS = 8 * 3_600_000;

/** How far ahead of now the next such time of day in China is (`10:00`). */
export function aheadTo(clock: string, now = Date.now()): number {
  const [hours = 0, minutes = 0] = clock.split(':').map(Number);
  const at = (hours * 60 + minutes) * 60_000;
  return (((at - now - CHINA_MS) % DAY_MS) + DAY_MS) % DAY_MS;
}

/** From now on the time is so many milliseconds later: in this process, in a page, in a worker. Names nothing outside itself. */
export function moveDate(ahead: number): void {
  const now = () => Real.now() + ahead;
  const Real = Date;
  globalThis.Date = new Proxy(Real, {
    apply: () => new Real(now()).toString(),
    construct: (_target, given: [] | ConstructorParameters<DateConstructor>) =>
      given.length === 0 ? new Real(now()) : Reflect.construct(Real, given),
    get: (target, key) => (key === 'now' ? now : Reflect.get(target, key)),
  });
}

/**
 * Modules that stand before a worker's own (`worker.js`), by name, the first of which is begun with. An actor's alarm rings by the system's
 * clock, so what it is set to is brought back to that.
 */
export function movedModules(ahead: number, actors: readonly string[]): [name: string, text: string][] {
  const classes = actors.map((name) => `export class ${name} extends moved(gateway.${name}) {}`);
  const main = `import './moved.js';
import * as gateway from './worker.js';
export { default } from './worker.js';
let storage = null;
const moved = (Actor) => class extends Actor {
  constructor(ctx, env) {
    if (storage === null) {
      storage = Object.getPrototypeOf(ctx.storage);
      const { setAlarm, getAlarm } = storage;
      storage.setAlarm = function (at, ...more) { return setAlarm.call(this, Number(at) - ${ahead}, ...more); };
      storage.getAlarm = async function (...more) {
        const at = await getAlarm.apply(this, more);
        return at === null ? null : at + ${ahead};
      };
    }
    super(ctx, env);
  }
};
${classes.join('\n')}
`;
  return [
    ['main.js', main],
    ['moved.js', `(${moveDate.toString()})(${ahead});`],
  ];
}
