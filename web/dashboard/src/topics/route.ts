import type { RouteRecordRaw } from 'vue-router';
import { useStaff } from '../staff/staff.ts';

/** What customers ask about (咨询热点): for leads, and for editors, who write the answers. */
export const topicsRoute: RouteRecordRaw = {
  path: '/topics',
  name: 'topics',
  component: () => import('./section.vue'),
  beforeEnter: () => (useStaff().writes ? true : '/'),
};
