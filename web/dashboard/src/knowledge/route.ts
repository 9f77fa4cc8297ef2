import type { RouteRecordRaw } from 'vue-router';

/** The addresses of the knowledge base; every screen is loaded when it is first opened. */
export const knowledgeRoute: RouteRecordRaw = {
  path: '/knowledge',
  component: () => import('./section.vue'),
  children: [
    { path: '', name: 'knowledge', component: () => import('./list/list.vue'), props: { kind: 'entry' } },
    { path: 'flows', name: 'knowledge-flows', component: () => import('./list/list.vue'), props: { kind: 'flow' } },
    { path: 'new', name: 'knowledge-new', component: () => import('./entry/editor.vue'), props: { id: null } },
    { path: 'entry/:id', name: 'knowledge-entry', component: () => import('./entry/editor.vue'), props: true },
    { path: 'new-flow', name: 'knowledge-new-flow', component: () => import('./flow/editor.vue'), props: { id: null } },
    { path: 'flow/:id', name: 'knowledge-flow', component: () => import('./flow/editor.vue'), props: true },
    { path: 'unknown', name: 'knowledge-unknown', component: () => import('./unknown/unknown.vue') },
    { path: 'try', name: 'knowledge-try', component: () => import('./try/try.vue') },
    { path: 'publish', name: 'knowledge-publish', component: () => import('./publish/publish.vue') },
    { path: 'synonyms', name: 'knowledge-synonyms', component: () => import('./vocabulary/synonyms.vue') },
    { path: 'evaluation', name: 'knowledge-evaluation', component: () => import('./vocabulary/evaluation.vue') },
    { path: 'settings', name: 'knowledge-settings', component: () => import('./settings/settings.vue') },
  ],
};
