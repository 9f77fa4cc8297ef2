import type { RouteRecordRaw } from 'vue-router';

/** The addresses of the tickets; every screen is loaded when it is first opened. */
export const ticketRoute: RouteRecordRaw = {
  path: '/tickets',
  component: () => import('./section.vue'),
  children: [
    { path: '', name: 'tickets', component: () => import('./list/list.vue') },
    { path: 'new', name: 'ticket-new', component: () => import('./kind/new.vue') },
    { path: 'settings', name: 'ticket-settings', component: () => import('./kind/settings.vue') },
    { path: ':customer/:ticket', name: 'ticket', component: () => import('./file/file.vue'), props: true },
  ],
};
