import type { RouteRecordRaw } from 'vue-router';
import { useStaff } from '../staff/staff.ts';

/** Figures of service (绩效报表): leads see everybody's, agents their own. */
export const reportsRoute: RouteRecordRaw = {
  path: '/reports',
  name: 'reports',
  component: () => import('./section.vue'),
  beforeEnter: () => (useStaff().serves ? true : '/'),
};
