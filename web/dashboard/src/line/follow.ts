import { shallowReactive } from 'vue';
import { LineFollower, type AgentPayload, type LineSignal } from '../../../client/line.ts';
import type { LinkStatus } from '../../../client/link.ts';
import type { Entry } from '../../../client/outbox.ts';
import { pendingRows, type PendingRow } from '../../../client/pending.ts';
import type { Door } from '../../../client/ports.ts';
import type { AssistView } from '../../../../shared/assist.ts';
import type { AgentAct } from '../../../../shared/frame.ts';
import type { Line } from '../../../../shared/line.ts';
import { Acts, type Outcome } from './acts.ts';
import { browser } from './browser.ts';
import { Looking } from './looking.ts';

/** One customer's line as this screen follows it. */
export type FollowedLine = {
  /** Names it on this screen, for good. */
  readonly key: string;
  /** Whose line it is now: it may go into another's. */
  customer: string;
  line: Line | null;
  status: LinkStatus;
  /** Everything said and done that the line does not show yet. */
  outbox: readonly Entry<AgentPayload>[];
  /** Own words of it, as the timeline draws them. */
  pending: PendingRow[];
  /** Who is typing to us, if anyone. */
  typing: string | null;
  loadingOlder: boolean;
  /** Why it can't be followed. */
  stopped: { code: string; detail: string } | null;
  usedAt: number;
  start(): void;
  stop(): void;
  wake(): void;
  send(payload: AgentPayload): void;
  act(act: AgentAct): Promise<Outcome>;
  retry(key: string): void;
  discard(key: string): void;
  read(revision: number): void;
  /** What may help with the customer's newest words. */
  assist: AssistView | null;
  /** Colleagues who look at it now, without oneself. */
  viewers: readonly { id: string; name: string; typing: boolean }[];
  tellTyping(on: boolean): void;
  /** Whether this screen shows it. */
  view(on: boolean): void;
  /** The agent writes something, a note too. */
  tellWriting(on: boolean): void;
  older(): Promise<void>;
};

const TYPING_SHOWN_MS = 6000;
const PAGE = 50;

/** Begins to follow a customer's line as an agent. Nothing is asked before `start`. */
export function followLine(
  { stream, customer, me }: { stream: string; customer: string; me: string },
  door: Door,
  ended: (code: string) => void,
): FollowedLine {
  const acts = new Acts();
  let typingTimer: ReturnType<typeof setTimeout> | undefined;

  const link = new LineFollower<AgentPayload>({
    door,
    ...browser.ports(stream),
    changed() {
      // Whose line it was has erased it: nothing of it stays on this screen.
      followed.line = followed.stopped?.code === 'erased' ? null : link.state;
      followed.outbox = link.pending;
      followed.pending = pendingRows(link.state, link.pending, link.instance);
      if (link.status === 'live' && followed.status !== 'live') looking.again();
      followed.status = link.status;
      if (link.status === 'live') followed.stopped = null;
      for (const key of acts.settle(link.pending)) link.discard(key);
    },
    signal: heard,
    refused(code, detail) {
      followed.stopped = { code, detail };
      if (code === 'erased') for (const { key } of [...link.pending]) link.discard(key);
      if (code === 'erased') followed.line = null;
      ended(code);
    },
  });

  const looking = new Looking((frame) => link.tell(frame));

  function heard(frame: LineSignal): void {
    if (frame.type === 'assist') {
      followed.assist = frame.assist;
      return;
    }
    if (frame.type === 'viewing') {
      followed.viewers = frame.agents.filter((one) => one.id !== me);
      return looking.heard(frame.agents, me);
    }
    if (frame.type !== 'typing' || frame.from === 'agent') return;
    clearTimeout(typingTimer);
    followed.typing = frame.on ? (frame.name ?? '') : null;
    typingTimer = setTimeout(() => (followed.typing = null), TYPING_SHOWN_MS);
  }

  let flight: Promise<void> | null = null;
  async function older(): Promise<void> {
    if (!link.state?.more) return;
    followed.loadingOlder = true;
    await link.older(PAGE);
    followed.loadingOlder = false;
  }

  const followed: FollowedLine = shallowReactive({
    key: customer,
    customer,
    line: null,
    status: link.status,
    outbox: link.pending,
    pending: [],
    typing: null,
    loadingOlder: false,
    stopped: null,
    usedAt: 0,
    start: () => link.start(),
    stop: () => link.stop(),
    wake: () => link.wake(),
    send: (payload) => void link.send(payload),
    act: (act) => acts.follow(link.send({ type: 'act', act })),
    retry: (key) => link.retry(key),
    discard: (key) => link.discard(key),
    read: (revision) => link.read(revision),
    assist: null,
    viewers: [],
    tellTyping: (on) => link.typing(on),
    view: (on) => looking.set({ on, typing: false }),
    tellWriting: (on) => looking.set({ typing: on }),
    older: () => (flight ??= older().finally(() => (flight = null))),
  });
  return followed;
}
