import type { RouteRecordRaw } from 'vue-router';
import { useStaff } from '../staff/staff.ts';

/** 运行: health, switches and incidents, for owner and leads. */
export const operationsRoutes: RouteRecordRaw[] = [
  {
    path: '/operations',
    name: 'operations',
    component: () => import('./section.vue'),
    beforeEnter: () => (useStaff().leads ? true : '/'),
  },
  {
    path: '/operations/:incident',
    name: 'incident',
    component: () => import('./incident.vue'),
    beforeEnter: () => (useStaff().leads ? true : '/'),
  },
];
