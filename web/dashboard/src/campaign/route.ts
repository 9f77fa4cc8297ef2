import type { RouteRecordRaw } from 'vue-router';
import { useStaff } from '../staff/staff.ts';

/** Campaigns (营销活动): written, let go, watched. For marketers, leads and owners; fetched when first opened. */
export const campaignRoute: RouteRecordRaw = {
  path: '/campaigns',
  component: () => import('./section.vue'),
  beforeEnter: () => (useStaff().markets ? true : '/'),
  children: [
    { path: '', name: 'campaigns', component: () => import('./list.vue') },
    { path: 'new', name: 'campaign-new', component: () => import('./editor/editor.vue'), props: { view: null } },
    { path: ':id', name: 'campaign', component: () => import('./campaign.vue'), props: true },
  ],
};
