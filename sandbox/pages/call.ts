import { make, sign } from './draw.ts';
import { conversation, frame, nothing, title } from './frame.ts';
import { ask, follow, Refused } from './live.ts';
import { asked, words } from './words.ts';

interface Heard {
  id: number;
  kind: 'spoken' | 'said' | 'keys' | 'note' | 'fault';
  text: string;
}
interface Shown {
  numbers?: { id: string; name: string; number: string }[];
  call: { sid: string; state: string; at: number; endedAt: number | null; waits: string; isOut: boolean } | null;
  heard: Heard[];
  same?: boolean;
}

const persona = asked('persona') || 'lin';
const at = `people/${encodeURIComponent(persona)}/calls`;
const parts = frame();
let numbers: Shown['numbers'] = [];
let shown: Shown = { call: null, heard: [] };
let withheld = false;
let thread: ReturnType<typeof conversation> | undefined;
let drawn = '';

const isLive = (): boolean => shown.call !== null && shown.call.endedAt === null;

async function does(path: string, body: object): Promise<void> {
  try {
    take(await ask<Shown>(path, body));
    if (shown.same !== undefined) parts.say(shown.same ? words.answeredAlike : words.answeredOtherwise);
  } catch (fault) {
    parts.say(fault instanceof Refused && fault.code === 'not_asked' ? words.notAsked : words.failed);
  }
}

const act = (body: object): void => void does(`${at}/${shown.call?.sid ?? ''}`, body);

function button(text: string, press: () => void, more: Record<string, string | boolean> = {}): HTMLElement {
  return make('button', { type: 'button', click: press, ...more }, text);
}

function line({ kind, text }: Heard): HTMLElement {
  if (kind === 'note' || kind === 'fault')
    return make('li', { class: kind === 'fault' ? 'stamp fault' : 'stamp' }, kind === 'fault' ? `⚠ ${text}` : text);
  const mine = kind !== 'spoken';
  const who = mine ? (kind === 'keys' ? words.keys : words.you) : words.voiceSays;
  return make(
    'li',
    { class: mine ? 'sms mine' : 'sms' },
    make(
      'div',
      { class: 'bubble' },
      make('span', { class: 'unseen' }, `${who}: `),
      kind === 'keys' ? `[ ${text} ]` : text,
    ),
  );
}

function keypad(): HTMLElement {
  const keys = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '0', '#'];
  return make(
    'div',
    { class: 'keypad', role: 'group', 'aria-label': words.keypad },
    ...keys.map((key) => button(key, () => act({ act: 'keys', digits: key }), { class: 'key' })),
  );
}

function speaking(): HTMLElement {
  const field = make('input', { type: 'text', 'aria-label': words.speak, placeholder: words.speak, maxlength: 1000 });
  const form = make(
    'form',
    { class: 'speak' },
    field,
    make('button', { type: 'submit', class: 'send' }, sign('voice'), words.say),
  );
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const text = field.value.trim();
    if (text === '') return;
    field.value = '';
    act({ act: 'say', text });
  });
  return form;
}

/** What only this world can do: time, faults, and the agent's own telephone. */
function tricks(waits: string): HTMLElement {
  const called = waits === 'agent' && shown.call?.isOut === true;
  const agent =
    waits === 'agent' || waits === 'pick-up'
      ? [
          button(called ? words.calledTalks : waits === 'agent' ? words.agentTalks : words.agentPicks, () =>
            act({ act: 'agent', state: 'completed', seconds: 65 }),
          ),
          button(called ? words.calledAway : words.agentAway, () => act({ act: 'agent', state: 'no-answer' })),
        ]
      : [button(words.silence, () => act({ act: 'silence' }))];
  return make(
    'div',
    { class: 'tricks' },
    ...agent,
    button(words.again, () => act({ act: 'duplicate' })),
    button(words.lateStatus, () => act({ act: 'status', state: 'ringing' })),
  );
}

function dialling(): HTMLElement {
  const box = make('input', { type: 'checkbox', id: 'withheld', change: () => (withheld = box.checked) });
  box.checked = withheld;
  const rows = (numbers ?? []).map(({ name, number }) =>
    make(
      'li',
      {},
      button(`${words.call} ${name} ${number}`, () => void does(at, { to: number, withheld }), { class: 'dial' }),
    ),
  );
  return make(
    'div',
    { class: 'dialling' },
    make('ul', {}, ...rows),
    make('label', { for: 'withheld' }, box, ` ${words.withheld}`),
  );
}

function draw(): void {
  const live = isLive();
  const state = shown.call ? (live ? words.onCall : words.callOver) : words.noCall;
  parts.head.replaceChildren(...title(words.telephone, { under: state }));
  const items = shown.heard.map(line);
  const sid = shown.call?.sid ?? '';
  if (!shown.call) parts.room.replaceChildren(nothing(words.noCall, words.noCallMore));
  else if (!thread || drawn !== sid) {
    thread = conversation(words.telephone, items);
    parts.room.replaceChildren(thread.scroller);
  } else thread.show(items);
  drawn = sid;
  const mode = live
    ? `live ${shown.call?.waits === 'agent' ? 'agent' : ''}${shown.call?.waits === 'pick-up' ? 'pick-up' : ''}`
    : 'idle';
  if (parts.foot.dataset.mode === mode) return;
  parts.foot.dataset.mode = mode;
  parts.foot.replaceChildren(
    ...(live
      ? [
          speaking(),
          keypad(),
          tricks(shown.call?.waits ?? ''),
          button(words.hangUp, () => act({ act: 'hang-up' }), { class: 'hang-up' }),
        ]
      : [dialling()]),
  );
}

function take(next: Shown): void {
  numbers = next.numbers ?? numbers;
  shown = next;
  draw();
}

async function load(): Promise<void> {
  try {
    take(await ask<Shown>(at));
    parts.line(true);
  } catch (fault) {
    if (fault instanceof Refused && fault.code === 'no_such_person')
      parts.room.replaceChildren(nothing(words.lost, words.lostMore));
    else parts.line(false);
  }
}

void load();
follow(persona, {
  changed: (topics) => void (topics.some((each) => each === 'call' || each === 'all') && load()),
  line: parts.line,
});
