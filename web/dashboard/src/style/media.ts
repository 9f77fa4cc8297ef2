import { ref, type Ref } from 'vue';

function follow(query: string): Readonly<Ref<boolean>> {
  const list = matchMedia(query);
  const matches = ref(list.matches);
  list.addEventListener('change', () => (matches.value = list.matches));
  return matches;
}

/** Wide enough for the panel beside the conversation. */
export const roomy = follow('(min-width: 1180px)');
/** Wide enough for list and conversation side by side. */
export const paired = follow('(min-width: 800px)');
