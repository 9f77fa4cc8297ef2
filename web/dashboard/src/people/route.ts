import type { RouteRecordRaw } from 'vue-router';
import { useStaff } from '../staff/staff.ts';

/** Customers by their cards (客户, 客户分组, 黑名单), for whoever serves them. */
export const peopleRoute: RouteRecordRaw = {
  path: '/people',
  name: 'people',
  component: () => import('./people.vue'),
  beforeEnter: () => (useStaff().serves ? true : '/'),
};
