import { computed, onBeforeUnmount, onMounted, ref, shallowRef } from 'vue';
import { onBeforeRouteLeave } from 'vue-router';
import type { LineFault } from '../../../../../shared/profile/audience.ts';
import type { Read, Row } from '../../../../../shared/profile/purchase-lines.ts';
import { ask } from '../../ui/ask.ts';
import { send, type Trouble } from '../ask.ts';
import { settingsNet } from '../net.ts';
import { useSettingsWords } from '../words.ts';
import { partOf } from './file.ts';
import { faultIn, readFile } from './reading.ts';
import { begun, byLine, goOn, isOver, type Run } from './run.ts';

type Way = 'check' | 'write';

/** A file on its way into the profiles: read, checked, written; stopped and gone on with at any line. */
export function useImport() {
  const words = useSettingsWords();
  const read = shallowRef<Read | null>(null);
  const name = ref('');
  /** Why the file itself is no good. */
  const unfit = ref('');
  const way = ref<Way>('check');
  const run = shallowRef<Run | null>(null);
  /** Refused before what runs now began. */
  const before = shallowRef<readonly LineFault[]>([]);
  const trouble = shallowRef<Trouble | null>(null);
  const busy = ref(false);
  const reading = ref(false);
  let stopping = false;

  const faults = computed(() => byLine([...before.value, ...(run.value?.faults ?? [])]));
  const over = computed(() => run.value !== null && isOver(run.value));
  const rows = computed(() => new Map(read.value?.rows.map((one) => [one.line, one])));
  const failed = computed(() => faults.value.filter(({ why }) => why === 'failed'));
  const good = computed(() => (read.value?.rows.length ?? 0) - faults.value.length);
  const state = computed(() => {
    if (run.value === null) return 'none';
    if (!over.value) return busy.value ? 'going' : 'held';
    return way.value === 'check' ? 'checked' : 'done';
  });

  async function take(file: File): Promise<void> {
    [name.value, unfit.value, read.value, run.value, trouble.value] = [file.name, '', null, null, null];
    reading.value = true;
    const given = await readFile(file);
    reading.value = false;
    unfit.value = faultIn(given, words);
    if (typeof given === 'string' || unfit.value !== '') return;
    read.value = given;
    await begin('check', rowsOf(given.good), given.faults);
  }
  const rowsOf = (lines: readonly { line: number }[]): Row[] => lines.flatMap(({ line }) => rows.value.get(line) ?? []);

  async function begin(next: Way, lines: readonly Row[], refused: readonly LineFault[]): Promise<void> {
    [way.value, before.value, run.value] = [next, refused, begun(lines)];
    await proceed();
  }
  async function proceed(): Promise<void> {
    if (!run.value || busy.value) return;
    [busy.value, stopping, trouble.value] = [true, false, null];
    trouble.value = await goOn(
      run.value,
      (part) => send(settingsNet.purchases(partOf(part), way.value === 'check')),
      (now) => {
        run.value = now;
        return !stopping;
      },
    );
    busy.value = false;
  }
  /** What the check found good is written. */
  async function write(): Promise<void> {
    const refused = faults.value;
    const out = new Set(refused.map(({ line }) => line));
    await begin('write', read.value?.rows.filter(({ line }) => !out.has(line)) ?? [], refused);
  }
  /** What the gateway couldn't write is tried again. */
  const again = () =>
    begin(
      'write',
      rowsOf(failed.value),
      faults.value.filter(({ why }) => why !== 'failed'),
    );
  const stop = () => (stopping = true);
  const forget = () => {
    [name.value, unfit.value, read.value, run.value, trouble.value] = ['', '', null, null, null];
  };

  const unfinished = () => way.value === 'write' && (state.value === 'going' || state.value === 'held');
  const leaving = () =>
    ask({ title: words.s('leave.title'), text: words.s('buyLeave'), yes: words.s('leave.yes'), danger: true });
  onBeforeRouteLeave(() => (unfinished() ? leaving() : true));
  const closing = (event: BeforeUnloadEvent) => unfinished() && event.preventDefault();
  const online = () => trouble.value?.kind === 'offline' && void proceed();
  onMounted(() => {
    addEventListener('beforeunload', closing);
    addEventListener('online', online);
  });
  onBeforeUnmount(() => {
    stop();
    removeEventListener('beforeunload', closing);
    removeEventListener('online', online);
  });

  return {
    ...{ read, name, unfit, way, run, trouble, busy, reading, faults, rows, failed, good, state },
    ...{ take, proceed, write, again, stop, forget },
  };
}
