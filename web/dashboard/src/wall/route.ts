import type { RouteRecordRaw } from 'vue-router';
import { useStaff } from '../staff/staff.ts';

/** The wall display (监控大屏), for leads. */
export const wallRoute: RouteRecordRaw = {
  path: '/wall',
  name: 'wall',
  component: () => import('./wall.vue'),
  beforeEnter: () => (useStaff().leads ? true : '/'),
};
