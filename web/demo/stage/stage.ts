/** The stage: one customer's devices beside the agent's dashboard, all live, so that one conversation is seen from every side. */
import { speaker } from '../../client/words.ts';
import { make } from '../../widget/dom.ts';
import { fetched, language, switchLanguage } from '../language.ts';
import { stageWords } from './words.ts';

type Device = 'web' | 'mini' | 'sms' | 'wechat' | 'phone';
type Person = { id: string; name: string; accounts?: { channel: string; kind?: string; id: string }[] };

const say = speaker(stageWords, language);
const DEVICES: readonly Device[] = ['web', 'mini', 'sms', 'wechat', 'phone'];
/** The device each step of the script happens on; the first is the agent's. */
const STEPS = [
  ['step1', null],
  ['step2', 'web'],
  ['step3', 'mini'],
  ['step4', 'sms'],
  ['step5', 'sms'],
  ['step6', 'wechat'],
  ['step7', 'phone'],
] as const;

const asked = new URLSearchParams(location.search);
const persona = asked.get('persona') ?? 'lin';

/** Where each device lives. The official account is the first one the person can follow. */
function addresses(person: Person | null): Record<Device, string> {
  const official = person?.accounts?.find((one) => one.channel === 'wechat' && one.kind === 'official')?.id ?? '';
  const who = `persona=${encodeURIComponent(persona)}`;
  const lang = `lang=${language()}`;
  return {
    web: `/shop/?${who}&${lang}`,
    mini: `/mini/?${who}&${lang}`,
    sms: `/world/phone.html?${who}&${lang}`,
    phone: `/world/call.html?${who}&${lang}`,
    wechat: `/world/wechat.html?${who}&account=${encodeURIComponent(official)}&${lang}`,
  };
}

function frame(title: string, src: string): HTMLIFrameElement {
  return make('iframe', { title, src, allow: 'clipboard-write' });
}

function devicesPane(person: Person | null): { pane: HTMLElement; show: (device: Device) => void } {
  const where = addresses(person);
  const tabs = new Map<Device, HTMLButtonElement>();
  const panels = new Map<Device, HTMLElement>();
  const alone = make('a', { class: 'alone', target: '_blank', rel: 'noopener' }, say('open'));
  const show = (device: Device, focus = false) => {
    for (const [one, tab] of tabs) {
      const chosen = one === device;
      tab.setAttribute('aria-selected', String(chosen));
      tab.tabIndex = chosen ? 0 : -1;
      panels.get(one)?.classList.toggle('away', !chosen);
      if (chosen && focus) tab.focus();
    }
    alone.setAttribute('href', where[device]);
    pane.dataset.device = device;
  };
  const move = (event: Event, device: Device) => {
    if (!(event instanceof KeyboardEvent)) return;
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    const next = DEVICES[(DEVICES.indexOf(device) + step + DEVICES.length) % DEVICES.length];
    if (next) show(next, true);
  };
  for (const device of DEVICES) {
    const tab = make(
      'button',
      {
        type: 'button',
        role: 'tab',
        id: `tab-${device}`,
        'aria-controls': `device-${device}`,
        onclick: () => show(device),
        onkeydown: (event) => move(event, device),
      },
      say(device),
    );
    tabs.set(device, tab);
    panels.set(
      device,
      make(
        'div',
        { class: `device ${device}`, role: 'tabpanel', id: `device-${device}`, 'aria-labelledby': `tab-${device}` },
        frame(say(device), where[device]),
      ),
    );
  }
  const list = make('div', { class: 'tabs', role: 'tablist', 'aria-label': say('customerDevices') }, ...tabs.values());
  const head = make(
    'div',
    { class: 'head' },
    make('h2', {}, `${say('customer')} · ${person?.name ?? persona}`),
    list,
    alone,
  );
  const pane = make('section', { class: 'pane customer' }, head, make('div', { class: 'devices' }, ...panels.values()));
  show('web');
  return { pane, show };
}

function deskPane(): HTMLElement {
  const desk = make('iframe', { title: say('desk'), allow: 'clipboard-write' });
  const load = () => (desk.src = '/desk/');
  // Its sign-in takes the focus when it loads, which would scroll a small screen down: there it loads once it is in sight.
  if (matchMedia('(max-width: 1100px)').matches) {
    const sight = new IntersectionObserver(
      (seen) => {
        if (!seen.some(({ isIntersecting }) => isIntersecting)) return;
        sight.disconnect();
        load();
      },
      { threshold: 0.6 },
    );
    sight.observe(desk);
  } else load();
  return make(
    'section',
    { class: 'pane desk' },
    make(
      'div',
      { class: 'head' },
      make('h2', {}, say('desk')),
      make('a', { class: 'alone', href: '/desk/', target: '_blank', rel: 'noopener' }, say('open')),
    ),
    desk,
  );
}

function script(show: (device: Device) => void): HTMLElement {
  const list = make(
    'ol',
    { class: 'steps' },
    ...STEPS.map(([key, device]) =>
      make('li', {}, make('button', { type: 'button', onclick: () => device !== null && show(device) }, say(key))),
    ),
  );
  return make('nav', { 'aria-label': say('steps') }, list);
}

/** Signs the agent in by the link's code, once, and takes the code out of the address. Null: there was none. */
async function enter(): Promise<boolean | null> {
  const code = asked.get('enter');
  if (code === null) return null;
  const clean = new URL(location.href);
  clean.searchParams.delete('enter');
  history.replaceState(null, '', clean);
  return (await fetched('/staff/v1/enter', { code })) !== null;
}

async function draw(): Promise<void> {
  document.documentElement.lang = language() === 'zh' ? 'zh-CN' : 'en';
  document.title = `一线 Yixian · ${say('title')}`;
  const notice = make('p', { class: 'notice', role: 'status' }, say('loading'));
  const top = make(
    'header',
    {},
    make('div', { class: 'brand' }, make('i', { 'aria-hidden': 'true' }, '一'), make('h1', {}, say('title'))),
    make('p', { class: 'lead' }, say('lead')),
    make('button', { type: 'button', class: 'language', onclick: switchLanguage }, say('language')),
  );
  document.body.replaceChildren(top, notice);
  const [entered, person] = await Promise.all([
    enter(),
    fetched<Person>(`/sandbox/people/${encodeURIComponent(persona)}`),
  ]);
  notice.textContent = [
    entered === null ? '' : say(entered ? 'entered' : 'notEntered'),
    person === null ? say('noWorld') : '',
  ].join(' ');
  notice.hidden = notice.textContent.trim() === '';
  const { pane, show } = devicesPane(person);
  document.body.append(script(show), make('main', {}, pane, deskPane()));
}

await draw();
