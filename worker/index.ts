/** The hall's front: the gateway's fetch and the actors the platform keeps. */
import { app } from './app.ts';

export { Desk } from './desk/object.ts';
export { Staff } from './staff/object.ts';

export default { fetch: app.fetch };
