import type { RouteRecordRaw } from 'vue-router';
import { useStaff } from '../staff/staff.ts';

/** Quality of service (质检): leads see everybody's encounters and figures, agents their own. */
export const qualityRoute: RouteRecordRaw = {
  path: '/quality',
  component: () => import('./section.vue'),
  beforeEnter: () => (useStaff().serves ? true : '/'),
  children: [
    { path: '', name: 'quality', component: () => import('./work.vue') },
    {
      path: 'figures',
      name: 'quality-figures',
      component: () => import('./figures.vue'),
      beforeEnter: () => (useStaff().leads ? true : '/quality'),
    },
  ],
};
