import { ref, type Ref } from 'vue';

/** Files drawn over an element and let go there; whatever else is drawn stays the browser's. */
export function useDropping(dropped: (files: File[]) => void): {
  over: Ref<boolean>;
  on: Record<'dragenter' | 'dragover' | 'dragleave' | 'drop', (event: DragEvent) => void>;
} {
  const over = ref(false);
  /** Children are entered and left too. */
  let depth = 0;
  const files = (event: DragEvent) => event.dataTransfer?.types.includes('Files') === true;
  const end = () => {
    depth = 0;
    over.value = false;
  };
  return {
    over,
    on: {
      dragenter(event) {
        if (!files(event)) return;
        event.preventDefault();
        depth += 1;
        over.value = true;
      },
      dragover(event) {
        if (files(event)) event.preventDefault();
      },
      dragleave(event) {
        if (!files(event)) return;
        depth -= 1;
        if (depth <= 0) end();
      },
      drop(event) {
        if (!files(event)) return;
        event.preventDefault();
        end();
        dropped([...(event.dataTransfer?.files ?? [])]);
      },
    },
  };
}
