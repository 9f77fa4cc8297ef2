import { createRouter, createWebHistory } from 'vue-router';
import Workbench from './page/workbench.vue';
import { campaignRoute } from './campaign/route.ts';
import { floorRoute } from './floor/route.ts';
import { knowledgeRoute } from './knowledge/route.ts';
import { operationsRoutes } from './operations/route.ts';
import { peopleRoute } from './people/route.ts';
import { qualityRoute } from './quality/route.ts';
import { reportsRoute } from './reports/route.ts';
import { settingsRoute } from './settings/route.ts';
import { ticketRoute } from './ticket/route.ts';
import { topicsRoute } from './topics/route.ts';
import { wallRoute } from './wall/route.ts';
import { Unreachable } from './staff/net.ts';
import { useStaff } from './staff/staff.ts';
import { useWords } from './locale/locale.ts';
import { say } from './ui/toast.ts';

/** The dashboard's addresses: /desk/, /desk/c/<customer>, /desk/floor, /desk/knowledge/…, /desk/sign-in. */
export const router = createRouter({
  history: createWebHistory('/desk/'),
  routes: [
    { path: '/sign-in', name: 'sign-in', component: () => import('./page/sign-in.vue') },
    { path: '/', name: 'talks', component: Workbench },
    { path: '/c/:customer', name: 'talk', component: Workbench },
    { path: '/replies', name: 'replies', component: () => import('./serve/replies.vue') },
    campaignRoute,
    floorRoute,
    knowledgeRoute,
    ...operationsRoutes,
    peopleRoute,
    qualityRoute,
    reportsRoute,
    settingsRoute,
    ticketRoute,
    topicsRoute,
    wallRoute,
    { path: '/:rest(.*)*', redirect: '/' },
  ],
});

router.onError(() => say(useWords().t('enter.offline'), 'bad'));

router.beforeEach(async (to) => {
  const staff = useStaff();
  let known = staff.member !== null;
  const { enter, ...rest } = to.query;
  try {
    if (typeof enter === 'string') {
      await staff.enter(enter);
      // The code is good for one sign-in only, and no business of the address bar's.
      return { path: to.path, query: rest, replace: true };
    }
    known = await staff.load();
  } catch (fault) {
    if (!(fault instanceof Unreachable)) throw fault;
  }
  if (!known && to.name !== 'sign-in') return { name: 'sign-in' };
  if (known && to.name === 'sign-in') return { name: staff.home };
  if (
    known &&
    !staff.serves &&
    (to.name === 'talks' || to.name === 'talk' || to.name === 'replies' || to.path.startsWith('/tickets'))
  )
    return { name: staff.home };
  return true;
});
