/** The hall's front: the gateway's fetch and the actors the platform keeps. */
import { app } from './app.ts';

export { Customer } from './customer/object.ts';
export { Desk } from './desk/object.ts';
export { Knowledge } from './knowledge/object.ts';
export { Identity } from './identity/object.ts';
export { Media } from './media/object.ts';
export { Provider } from './provider/object.ts';
export { Settings } from './settings/object.ts';
export { Seat } from './seat/object.ts';
export { Staff } from './staff/object.ts';
export { Codes } from './codes/object.ts';
export { Keys } from './keys/object.ts';
export { Outreach } from './outreach/object.ts';
export { Docket } from './docket/object.ts';
export { Directory } from './directory/object.ts';
export { Ledger } from './ledger/object.ts';
export { Quality } from './quality/object.ts';
export { Watch } from './watch/object.ts';
export { Topics } from './topics/object.ts';
export { Webhook } from './webhook/object.ts';

export default { fetch: app.fetch };
