import type { RouteRecordRaw } from 'vue-router';
import { settingsPages } from './pages.ts';

/** The settings (设置): every page is loaded when it is first opened. */
export const settingsRoute: RouteRecordRaw = {
  path: '/settings',
  component: () => import('./section.vue'),
  children: [
    { path: '', name: 'settings', component: () => import('./start.vue') },
    ...settingsPages.flatMap((one) =>
      'component' in one ? [{ path: one.path, name: `settings-${one.path}`, component: one.component }] : [],
    ),
  ],
};
