import type { RouteRecordRaw } from 'vue-router';
import { useStaff } from '../staff/staff.ts';

/** The live floor (现场), for leads. */
export const floorRoute: RouteRecordRaw = {
  path: '/floor',
  name: 'floor',
  component: () => import('./floor.vue'),
  beforeEnter: () => (useStaff().leads ? true : '/'),
};
