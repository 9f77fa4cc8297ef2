import { watch } from 'vue';
import { useRoute, useRouter } from 'vue-router';
import { useDrafts } from '../composer/draft-store.ts';
import type { FollowedLine } from './follow.ts';
import { useLines } from './lines.ts';

/** Two turned out to be one: the open conversation goes on under the name the line has now, with what was begun in it. */
export function useMoving(open: () => FollowedLine | null): void {
  const [route, router] = [useRoute(), useRouter()];
  const [lines, drafts] = [useLines(), useDrafts()];
  watch(
    () => open()?.line?.person.id,
    (id) => {
      const one = open();
      if (!one || id === undefined || id === one.customer) return;
      drafts.moved(one.customer, id);
      lines.moved(one, id);
      void router.replace({ path: `/c/${encodeURIComponent(id)}`, query: route.query });
    },
  );
}
