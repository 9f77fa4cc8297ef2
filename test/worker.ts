/** What the Workers tests run in: the gateway with all its actors, and the simulated world, in one isolate. */
export * from '../worker/index.ts';
export { default } from '../worker/index.ts';
export { World } from '../sandbox/world/object.ts';
