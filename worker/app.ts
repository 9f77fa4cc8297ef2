/** All routes on one page. */
import { Hono } from 'hono';
import { refuse } from '../shared/refusal.ts';
import { refused } from './hall/answers.ts';
import * as ownTickets from './hall/customer-tickets.ts';
import * as alike from './hall/alike.ts';
import * as campaigns from './hall/campaign-desk.ts';
import * as codes from './hall/code-doors.ts';
import * as backend from './hall/backend-people.ts';
import { events } from './hall/backend-events.ts';
import * as backendTickets from './hall/backend-tickets.ts';
import * as backendWrites from './hall/backend-writes.ts';
import * as company from './hall/company-doors.ts';
import * as customers from './hall/customers.ts';
import * as desk from './hall/desk-floor.ts';
import { crossOrigin } from './hall/cross-origin.ts';
import type { Hall } from './env.ts';
import { goOn, offerHandOff } from './hall/hand-off.ts';
import { goBack, wayBack } from './hall/way-back.ts';
import { hook } from './hall/hooks.ts';
import * as emails from './hall/email-doors.ts';
import * as files from './hall/knowledge-files.ts';
import * as knowledge from './hall/knowledge-desk.ts';
import * as trials from './hall/knowledge-trials.ts';
import { ensureKnowledge } from './knowledge/shelf.ts';
import { ensureSettings } from './settings/shelf.ts';
import { WATCH } from './watch-counts.ts';
import { methodsAt } from './hall/operations.ts';
import { fell, measured } from './hall/measured.ts';
import * as media from './hall/media-doors.ts';
import { metrics } from './hall/metrics.ts';
import * as insight from './hall/insight.ts';
import * as operators from './hall/operators.ts';
import * as switches from './hall/switch-desk.ts';
import * as watch from './hall/watch-desk.ts';
import * as keys from './hall/keys-desk.ts';
import * as own from './hall/own-doors.ts';
import * as popOut from './hall/pop-out.ts';
import * as privacy from './hall/privacy-doors.ts';
import * as people from './hall/people.ts';
import * as profiles from './hall/profile-doors.ts';
import * as directory from './hall/directory-desk.ts';
import * as sides from './hall/alike-desk.ts';
import * as frozen from './hall/frozen-desk.ts';
import * as outlooks from './hall/outlook-desk.ts';
import * as provenance from './hall/provenance.ts';
import * as persons from './hall/person-desk.ts';
import * as quality from './hall/quality-desk.ts';
import * as digests from './hall/digest-desk.ts';
import * as reports from './hall/reports-desk.ts';
import * as topics from './hall/topics-desk.ts';
import * as webhooks from './hall/webhook-desk.ts';
import * as replies from './hall/staff-replies.ts';
import * as schedule from './hall/schedule-desk.ts';
import * as several from './hall/several-desk.ts';
import * as settings from './hall/settings-desk.ts';
import * as sites from './hall/site-doors.ts';
import { screens } from './hall/screens.ts';
import * as status from './hall/status-door.ts';
import * as calls from './hall/call-desk.ts';
import * as telephones from './hall/telephones.ts';
import * as tickets from './hall/ticket-desk.ts';
import * as ticketLists from './hall/ticket-lists.ts';

export const app = new Hono<Hall>();

app.use(measured);

app.get('/healthz', (context) => {
  // Whoever asks whether we are ready makes us so: the first customer finds the knowledge in place.
  const ready = [ensureKnowledge(context.env), ensureSettings(context.env), context.env.WATCH.getByName(WATCH).awake()];
  context.executionCtx.waitUntil(Promise.all(ready));
  return context.json({ ok: true });
});

app.get('/metrics', metrics);
app.get('/status', status.page);
app.get('/status.json', status.data);

app.get('/hooks/wechat/:account', hook);
app.post('/hooks/wechat/:account', hook);
app.post('/hooks/sms/:provider/:account', hook);
app.post('/hooks/phone/:provider/:account', hook);

app.get('/go', goOn);
app.get('/me/email', emails.showLink);
app.post('/me/email', emails.confirmLink);
app.get('/c/:code', wayBack);
app.post('/c/:code', goBack);

app.post('/api/v1/notices', company.notice);
app.get('/api/v1/me', backend.me);
app.get('/api/v1/customers', backend.customers);
app.get('/api/v1/customers/:customer', backend.customer);
app.get('/api/v1/customers/:customer/messages', backend.messages);
app.get('/api/v1/sessions', backend.sessions);
app.get('/api/v1/sessions/:session', backend.session);
app.post('/api/v1/customers/:customer', backendWrites.change);
app.get('/api/v1/customers/:customer/identities', backendWrites.identities);
app.post('/api/v1/customers/:customer/identities', backendWrites.link);
app.post('/api/v1/customers/:customer/messages', backendWrites.say);
app.post('/api/v1/customers/:customer/purchases', backendWrites.purchases);
app.post('/api/v1/customers/:customer/events', backendWrites.tell);
app.get('/api/v1/events', events);
app.get('/api/v1/tickets', backendTickets.tickets);
app.get('/api/v1/customers/:customer/tickets/:ticket', backendTickets.ticket);
app.post('/api/v1/customers/:customer/tickets', backendTickets.open);
app.post('/api/v1/customers/:customer/tickets/:ticket', backendTickets.act);

app.use('/v1/*', crossOrigin);
app.use('/v1/*', own.nobody);
app.post('/v1/session', customers.openSession);
app.post('/v1/miniprogram/sign-in', customers.signInMiniprogram);
app.post('/v1/hand-off', offerHandOff);
app.post('/v1/pop-out', popOut.offer);
app.post('/v1/pop-out/take', popOut.take);
app.post('/v1/ticket', customers.ticket);
app.post('/v1/line/operate', customers.operate);
app.post('/v1/line/poll', customers.poll);
app.get('/v1/line/:route/stream', customers.stream);
app.post('/v1/media', media.give);
app.get('/v1/notices', own.notices);
app.get('/v1/orders', own.orders);
app.get('/v1/me/data', own.data);
app.post('/v1/me/erase/plan', own.planErasure);
app.post('/v1/me/erase', own.erase);
app.get('/v1/me/search', own.search);
app.get('/v1/me/guesses', own.guesses);
app.get('/v1/me/completions', own.completions);
app.get('/v1/sites/:site', sites.read);
app.get('/v1/me/asking', sites.asking);
app.post('/v1/me/asking', sites.answer);
app.get('/v1/privacy', privacy.read);
app.get('/v1/me/privacy', privacy.own);
app.post('/v1/me/privacy', privacy.say);
app.get('/v1/me/profile', profiles.own);
app.post('/v1/me/profile', profiles.say);
app.get('/v1/me/offers', campaigns.ownOffers);
app.post('/v1/me/email/link', emails.askLink);
app.get('/v1/me/email/link', emails.standing);
app.get('/v1/me/alike', alike.questions);
app.post('/v1/me/alike', alike.say);
app.post('/v1/me/phone', own.linkPhone);
app.post('/v1/me/phone/unlink', own.unlinkPhone);
app.post('/v1/me/phone/code', codes.askCode);
app.post('/v1/me/phone/verify', codes.enterCode);
app.get('/v1/tickets', ownTickets.own);
app.get('/v1/ticket-kinds', ownTickets.kinds);
app.get('/v1/tickets/:ticket', ownTickets.one);

app.post('/staff/v1/sign-in', people.signIn);
app.post('/staff/v1/enter', people.enter);
app.post('/staff/v1/sign-out', people.signOut);
app.get('/staff/v1/me', people.me);
app.post('/staff/v1/password', people.changePassword);
app.get('/staff/v1/members', people.members);
app.post('/staff/v1/members', people.createMember);
app.post('/staff/v1/ticket', people.ticket);
app.get('/staff/v1/seat/stream', people.seatStream);
app.get('/staff/v1/line/:customer/stream', people.lineStream);
app.post('/staff/v1/line/:customer/suggest', people.suggest);
app.get('/staff/v1/line/:customer/orders', replies.orders);
app.get('/staff/v1/line/:customer/profile', profiles.read);
app.get('/staff/v1/line/:customer/person', persons.read);
app.get('/staff/v1/line/:customer/proofs', provenance.read);
app.post('/staff/v1/line/:customer/person', persons.act);
app.get('/staff/v1/line/:customer/alike', sides.list);
app.get('/staff/v1/line/:customer/alike/:other', sides.compare);
app.post('/staff/v1/line/:customer/alike', sides.decide);
app.post('/staff/v1/line/:customer/reach', persons.reach);
app.get('/staff/v1/line/:customer/outlook/:endpoint', outlooks.read);
app.get('/staff/v1/frozen', frozen.list);
app.post('/staff/v1/frozen/:customer', frozen.thaw);
app.get('/staff/v1/line/:customer/call', calls.read);
app.post('/staff/v1/line/:customer/call', calls.act);
app.post('/staff/v1/line/:customer/ring', calls.ring);
app.get('/staff/v1/colleagues', replies.colleagues);
app.get('/staff/v1/replies', replies.read);
app.post('/staff/v1/replies', replies.keep);
app.post('/staff/v1/replies/used', replies.used);

app.get('/staff/v1/desk/sessions/:id/decisions', desk.decisions);
app.get('/staff/v1/desk/days/:day', desk.day);

app.get('/staff/v1/schedule/mine', schedule.mine);
app.get('/staff/v1/schedule/days/:day', schedule.day);

app.post('/staff/v1/media', media.giveAsStaff);
app.get('/media/:id', media.fetchMedia);
app.get('/staff/v1/tickets', ticketLists.list);
app.get('/staff/v1/tickets/export', ticketLists.exported);
app.post('/staff/v1/tickets', tickets.open);
app.post('/staff/v1/tickets/bulk', tickets.bulk);
app.get('/staff/v1/tickets/:customer', tickets.ofCustomer);
app.get('/staff/v1/tickets/:customer/:ticket', tickets.read);
app.post('/staff/v1/tickets/:customer/:ticket', tickets.act);

app.get('/staff/v1/sites', sites.list);
app.get('/staff/v1/settings/:name', settings.read);
app.get('/staff/v1/settings/:name/history', settings.history);
app.post('/staff/v1/settings/:name', settings.write);

app.get('/staff/v1/telephone', telephones.read);

app.get('/staff/v1/search', directory.search);
app.get('/staff/v1/people', directory.people);
app.post('/staff/v1/profile/audience', profiles.audience);
app.post('/staff/v1/profile/purchases', profiles.purchases);
app.get('/staff/v1/sessions', directory.sessions);
app.post('/staff/v1/sessions/bulk', several.act);
app.get('/staff/v1/customers/:customer/sessions', directory.past);
app.get('/staff/v1/filters', directory.filters);
app.post('/staff/v1/filters', directory.keepFilter);
app.post('/staff/v1/filters/order', directory.order);

app.get('/staff/v1/quality', quality.list);
app.get('/staff/v1/quality/figures', quality.figures);
app.post('/staff/v1/quality/:session', quality.act);

app.get('/staff/v1/reports', reports.report);
app.get('/staff/v1/reports/encounters', reports.behind);
app.get('/staff/v1/reports/export', reports.exported);
app.get('/staff/v1/reports/digests', digests.list);
app.post('/staff/v1/reports/digests/:digest', digests.tryOne);
app.get('/staff/v1/topics', topics.list);
app.get('/staff/v1/topics/weeks', topics.weeks);
app.get('/staff/v1/topics/:topic', topics.one);
app.get('/staff/v1/webhooks', webhooks.standing);
app.get('/staff/v1/webhooks/:id/deliveries', webhooks.deliveries);
app.post('/staff/v1/webhooks/:id/secret', webhooks.secret);
app.post('/staff/v1/webhooks/:id/replay', webhooks.replay);
app.post('/staff/v1/webhooks/:id/test', webhooks.test);

app.get('/staff/v1/operations', watch.standing);
app.post('/staff/v1/operations/switches', switches.turn);
app.get('/staff/v1/operations/incidents/:id', watch.incident);
app.post('/staff/v1/operations/incidents/:id', watch.act);
app.post('/staff/v1/operations/incidents/:id/notice', watch.announce);

app.get('/staff/v1/keys', keys.list);
app.post('/staff/v1/keys', keys.make);
app.post('/staff/v1/keys/:id/rotate', keys.rotate);
app.post('/staff/v1/keys/:id/revoke', keys.revoke);
app.get('/staff/v1/campaigns', campaigns.list);
app.post('/staff/v1/campaigns', campaigns.save);
app.post('/staff/v1/campaigns/preview', campaigns.preview);
app.get('/staff/v1/campaigns/:campaign', campaigns.view);
app.post('/staff/v1/campaigns/:campaign/act', campaigns.act);
app.get('/staff/v1/campaigns/:campaign/report', campaigns.report);
app.get('/staff/v1/campaigns/:campaign/people', campaigns.people);
app.get('/staff/v1/customers/:customer/offers', campaigns.offersOf);

app.get('/staff/v1/knowledge', knowledge.overview);
app.post('/staff/v1/knowledge/settings', knowledge.settings);
app.get('/staff/v1/knowledge/entries', knowledge.rows);
app.post('/staff/v1/knowledge/entries', knowledge.saveEntry);
app.get('/staff/v1/knowledge/entries/:id', knowledge.item);
app.get('/staff/v1/knowledge/entries/:id/revisions/:revision', knowledge.revision);
app.post('/staff/v1/knowledge/flows', knowledge.saveFlow);
app.get('/staff/v1/knowledge/flows/:id', knowledge.item);
app.get('/staff/v1/knowledge/flows/:id/revisions/:revision', knowledge.revision);
app.post('/staff/v1/knowledge/move', knowledge.move);
app.post('/staff/v1/knowledge/publish', knowledge.publish);
app.post('/staff/v1/knowledge/impact', trials.impact);
app.post('/staff/v1/knowledge/try', trials.tryQuestion);
app.post('/staff/v1/knowledge/try-flow', trials.tryFlow);
app.get('/staff/v1/knowledge/conflicts', trials.conflicts);
app.get('/staff/v1/knowledge/unknown', knowledge.unknown);
app.post('/staff/v1/knowledge/unknown/resolve', knowledge.resolveUnknown);
app.get('/staff/v1/knowledge/synonyms', knowledge.synonyms);
app.post('/staff/v1/knowledge/synonyms', knowledge.saveSynonyms);
app.get('/staff/v1/knowledge/evaluation', knowledge.evaluation);
app.post('/staff/v1/knowledge/evaluation', knowledge.saveEvaluation);
app.post('/staff/v1/knowledge/import/preview', files.preview);
app.post('/staff/v1/knowledge/import', files.importFile);
app.get('/staff/v1/knowledge/export', files.exportFile);

app.post('/operator/v1/member', operators.member);
app.post('/operator/v1/password', operators.password);
app.post('/operator/v1/enter-code', operators.enterCode);
app.post('/operator/v1/directory/rebuild', operators.retell);
app.post('/operator/v1/insight/rebuild', insight.rebuild);
app.post('/operator/v1/insight/compare', insight.compare);

app.all('/sandbox/*', (context) => context.env.SANDBOX?.fetch(context.req.raw) ?? refused(refuse('not_found')));

app.get('/*', (context, next) => (methodsAt(context.req.path).length > 0 ? next() : screens(context)));

app.notFound((context) => {
  const methods = methodsAt(new URL(context.req.url).pathname);
  if (methods.length > 0) return refused(refuse('wrong_method'), { allow: methods.join(', ') });
  return refused(refuse('not_found'));
});

app.onError(fell);
