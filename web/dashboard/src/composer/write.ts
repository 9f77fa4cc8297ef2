import { computed, type ComputedRef } from 'vue';
import type { AgentPayload } from '../../../client/line.ts';
import { barredWords } from '../../../../shared/reminders/sms.ts';
import { segments } from '../../../../shared/sms-segments.ts';
import { TEXT_LIMIT, type Body } from '../../../../shared/message.ts';
import type { EndpointView, Line } from '../../../../shared/line.ts';
import type { FollowedLine } from '../line/follow.ts';
import { useNow } from '../seat/clock.ts';
import { useServeWords } from '../serve/words.ts';
import { usedIn } from '../assist/used.ts';
import { colleagues, mentionsIn } from './colleagues.ts';
import { useDrafts } from './draft-store.ts';
import type { DraftMode } from './drafts.ts';
import { canReach, isOver, reachOf, targetOf, type Reach } from './endpoints.ts';
import { useOutlook } from './outlook.ts';
import { unfilled } from './phrases.ts';
import { reachWords } from './reach-words.ts';

type Given = { readonly followed: FollowedLine; readonly line: Line; readonly mine: boolean };

/** What is being written in one conversation: where it goes, what stands in its way, and how it is sent. */
export function useWrite(given: Given) {
  const words = useServeWords();
  const now = useNow();
  const drafts = useDrafts();
  const customer = () => given.followed.customer;

  const draft = computed(() => drafts.of(customer()));
  const mode = computed<DraftMode>(() => (given.mine ? draft.value.mode : 'note'));
  const quoting = computed(() => drafts.quotes.get(customer()) ?? null);
  const text = computed({
    get: () => draft.value[mode.value],
    set: (typed) => {
      drafts.change(customer(), { [mode.value]: typed });
      if (mode.value === 'reply') given.followed.tellTyping(typed.trim() !== '');
      given.followed.tellWriting(typed.trim() !== '');
    },
  });

  const target: ComputedRef<EndpointView | null> = computed(() =>
    targetOf(given.line.endpoints, given.line.messages, draft.value.endpoint),
  );
  const reach = computed<Reach | null>(() => (target.value ? reachOf(target.value, now.value) : null));
  const outlook = useOutlook(() =>
    mode.value === 'reply' && target.value
      ? { customer: customer(), endpoint: target.value.id, line: given.line }
      : null,
  );
  const barred = computed(() => {
    if (mode.value === 'note') return '';
    if (!target.value || !reach.value) return words.t('write.noEndpoint');
    // A window that is over bars nothing while another way is there.
    if (canReach(reach.value) || (isOver(reach.value) && outlook.value?.may === true)) return '';
    return reachWords(reach.value);
  });
  const hindrance = computed(() => {
    if (text.value.length > TEXT_LIMIT) return words.t('write.long', { limit: TEXT_LIMIT });
    if (mode.value === 'note' || barred.value !== '') return barred.value;
    const place = unfilled(text.value);
    if (place !== null) return words.s('fillIn', { name: place });
    const broken = target.value?.channel === 'sms' ? barredWords(text.value) : null;
    return broken ? words.t(`write.sms.${broken}`) : '';
  });
  const hint = computed(() => {
    if (mode.value === 'note' || target.value?.channel !== 'sms' || text.value === '') return '';
    const { units, segments: parts } = segments(text.value, true);
    return words.t('write.sms', { units, parts });
  });
  const ready = computed(() => text.value.trim() !== '' && hindrance.value === '');

  function choose(chosen: DraftMode): void {
    if (chosen === 'reply' && !given.mine) return;
    drafts.change(customer(), { mode: chosen });
  }

  function payload(body: Body): AgentPayload {
    const quote = quoting.value ? { quote: quoting.value.id } : {};
    if (mode.value === 'note') {
      const mentions = body.kind === 'text' ? mentionsIn(body.text, colleagues.value) : [];
      return { type: 'send', body, note: true, ...quote, ...(mentions.length > 0 ? { mentions } : {}) };
    }
    const fence = given.line.session?.fence;
    return {
      ...{ type: 'send', body, ...quote },
      ...(target.value ? { endpoint: target.value.id } : {}),
      ...(fence === undefined ? {} : { fence }),
    };
  }

  /** Says a whole body (a card) as it is. */
  function sendBody(body: Body): boolean {
    if (barred.value !== '') return false;
    given.followed.send(payload(body));
    drafts.quote(customer(), null);
    return true;
  }

  /** Says what was typed. */
  function send(): boolean {
    if (!ready.value) return false;
    if (mode.value === 'reply') given.followed.tellTyping(false);
    given.followed.tellWriting(false);
    const used = mode.value === 'reply' ? usedIn(customer(), text.value) : null;
    given.followed.send({ ...payload({ kind: 'text', text: text.value.trim() }), ...(used ? { assisted: used } : {}) });
    drafts.change(customer(), { [mode.value]: '' });
    drafts.quote(customer(), null);
    return true;
  }

  return {
    ...{ drafts, draft, mode, text, quoting, target, reach, outlook, barred, hindrance, hint, ready },
    ...{ choose, send, sendBody },
  };
}
