import type { RouteComponent } from 'vue-router';
import type { IconName } from '../ui/icons.ts';

/** The parts of the settings' menu, in their order. */
export const parts = ['desk', 'talk', 'work', 'company'] as const;

type Named = {
  /** Under /settings/. */
  path: string;
  /** The key of its name in `pageNames` (settings/locale/pages.ts), its sentence under it in `pageLeads`. */
  name: string;
  part: (typeof parts)[number];
  icon: IconName;
  /** Only leads and owners see it. */
  leads?: boolean;
};
/** A page of the settings: one of its own, or a link to where another part of the dashboard keeps it. */
export type SettingsPage = Named & ({ component: () => Promise<RouteComponent> } | { to: string });

/** Every page. A part of the dashboard adds its own here, with a name in settings/locale/pages.ts. */
export const settingsPages: readonly SettingsPage[] = [
  {
    ...{ path: 'routing', name: 'routing', part: 'desk', icon: 'swap' },
    component: () => import('./desk/routing.vue'),
  },
  {
    ...{ path: 'groups', name: 'groups', part: 'desk', icon: 'usergroup' },
    component: () => import('./desk/groups.vue'),
  },
  { ...{ path: 'agents', name: 'agents', part: 'desk', icon: 'user' }, component: () => import('./desk/agents.vue') },
  {
    ...{ path: 'promises', name: 'promises', part: 'desk', icon: 'star' },
    component: () => import('./desk/promises.vue'),
  },
  {
    ...{ path: 'telephone', name: 'telephone', part: 'desk', icon: 'call' },
    component: () => import('./telephone/telephone.vue'),
  },
  { ...{ path: 'hours', name: 'hours', part: 'desk', icon: 'time' }, component: () => import('./hours/hours.vue') },
  {
    ...{ path: 'schedule', name: 'schedule', part: 'desk', icon: 'calendar' },
    component: () => import('./schedule/schedule.vue'),
  },
  {
    ...{ path: 'closing', name: 'closing', part: 'talk', icon: 'check-circle' },
    component: () => import('./closing/closing.vue'),
  },
  { path: 'replies', name: 'replies', part: 'talk', icon: 'chat', to: '/replies' },
  {
    ...{ path: 'watchwords', name: 'watchwords', part: 'talk', icon: 'browse' },
    component: () => import('./quality/watchwords.vue'),
  },
  {
    ...{ path: 'people', name: 'people', part: 'talk', icon: 'user-add' },
    component: () => import('./people/people.vue'),
  },
  {
    ...{ path: 'profile', name: 'profile', part: 'talk', icon: 'usergroup' },
    component: () => import('./profile/profile.vue'),
  },
  {
    ...{ path: 'purchases', name: 'purchases', part: 'talk', icon: 'shop', leads: true },
    component: () => import('./purchases/purchases.vue'),
  },
  {
    ...{ path: 'reminders', name: 'reminders', part: 'talk', icon: 'notification' },
    component: () => import('./reminders/reminders.vue'),
  },
  {
    ...{ path: 'campaigns', name: 'campaigns', part: 'talk', icon: 'notification' },
    component: () => import('./campaigns/campaigns.vue'),
  },
  { path: 'tickets', name: 'tickets', part: 'work', icon: 'file', to: '/tickets/settings' },
  {
    ...{ path: 'quality', name: 'quality', part: 'work', icon: 'check-double' },
    component: () => import('./quality/quality.vue'),
  },
  {
    ...{ path: 'targets', name: 'targets', part: 'work', icon: 'chart' },
    component: () => import('./targets/targets.vue'),
  },
  {
    ...{ path: 'topics', name: 'topics', part: 'work', icon: 'tips' },
    component: () => import('./topics/topics.vue'),
  },
  {
    ...{ path: 'digests', name: 'digests', part: 'work', icon: 'send', leads: true },
    component: () => import('./digests/digests.vue'),
  },
  {
    ...{ path: 'alerts', name: 'alerts', part: 'work', icon: 'notification', leads: true },
    component: () => import('./alerts/alerts.vue'),
  },
  {
    ...{ path: 'colleagues', name: 'colleagues', part: 'company', icon: 'usergroup', leads: true },
    component: () => import('./staff/colleagues.vue'),
  },
  {
    ...{ path: 'company', name: 'company', part: 'company', icon: 'shop' },
    component: () => import('./company.vue'),
  },
  {
    ...{ path: 'sites', name: 'sites', part: 'company', icon: 'desktop', leads: true },
    component: () => import('./sites/sites.vue'),
  },
  {
    ...{ path: 'privacy', name: 'privacy', part: 'company', icon: 'browse' },
    component: () => import('./privacy/privacy.vue'),
  },
  {
    ...{ path: 'webhooks', name: 'webhooks', part: 'company', icon: 'link', leads: true },
    component: () => import('./webhook/webhooks.vue'),
  },
  {
    ...{ path: 'keys', name: 'keys', part: 'company', icon: 'key', leads: true },
    component: () => import('./keys/keys.vue'),
  },
];
