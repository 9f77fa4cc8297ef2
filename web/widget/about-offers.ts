/** 收到的优惠 and 服务与推送: every offer with why it came, one tap that ends them all, and a switch for each thing that may be sent. */
import type { OwnPrivacyAnswer } from '../../shared/privacy.ts';
import { choicesOf, STOOD_MS, type Choice } from '../client/choices.ts';
import { clockTime, dayName } from '../client/time.ts';
import { speaker, words } from '../client/words.ts';
import type { Page } from './about.ts';
import { channels, endOffers, offerWords, onLine, readOffers, reasons, takes } from './about-offer.ts';
import { make } from './dom.ts';
import { lookUp } from './look-up.ts';
import { redrawn, switchRow } from './switch.ts';

const table = words(
  {
    on: '您同意接收优惠',
    onMore: '每天最多 1 条、每周 2 条，只在 8 点到 20 点发。订单、售后等服务提醒不受影响。',
    offMore: '任何渠道都不会给您发优惠。想接收时点下面，随时可以再关掉。',
    take: '在网页接收优惠',
    list: '发给您的',
    none: '还没有给您发过优惠。',
    service: '服务提醒',
    marketing: '优惠和活动',
    personal: '个性化推荐',
    personalNote: '关闭后，不按您的情况挑选内容',
    rests: '隐私说明改变了使用目的，您同意之前，优惠和推荐暂不推送。',
    agree: '同意新版隐私说明',
    agreed: '已记下',
    failed: '没有成功，请重试',
  },
  {
    on: 'You agreed to offers',
    onMore: 'At most one a day and two a week, between 8:00 and 20:00. News of orders and after-sales come as ever.',
    offMore: 'None comes by any channel. To have them, tap below; you may switch them off whenever you like.',
    take: 'Take offers on this site',
    list: 'Sent to you',
    none: 'You were sent no offer yet.',
    service: 'Service notices',
    marketing: 'Offers',
    personal: 'Personalised content',
    personalNote: 'When off, nothing is chosen by what we know of you',
    rests:
      'The privacy notice changed what data are used for: until you agree, offers and recommendations are not sent.',
    agree: 'Agree to the new notice',
    agreed: 'Noted',
    failed: 'That failed, please try again',
  },
);
/** Those that left, or may have. */
const SEEN = ['taken', 'sent', 'delivered', 'read', 'unknown'];

/** What was offered, and whether more may come. */
export async function drawOffers({ tools, place, tell }: Page): Promise<boolean> {
  const language = tools.language();
  const say = speaker(table, () => language);
  const [talk, held] = await Promise.all([tools.talking(), readOffers(tools)]);
  if (!held) return false;
  if (place.dataset['page'] !== 'offers') return true;
  const standing = make('div', { class: 'card', role: 'status' });
  let shown: boolean | null = null;
  /** Since when the button is this one. */
  let changedAt = 0;
  const act = (onclick: () => void, word: string) => {
    const made = make('button', { type: 'button', class: 'plain', onclick }, word);
    made.dataset['key'] = 'offers';
    return made;
  };
  const stop = () => {
    endOffers(talk);
    draw();
    tell(offerWords[language].stopped);
  };
  /** A tap that was meant for what stood here before is no consent. */
  const take = () => {
    if (Date.now() - changedAt < STOOD_MS) return;
    talk.follower.send({ type: 'act', act: { act: 'choose', purpose: 'marketing', channel: 'web', given: true } });
    draw();
    tell('');
  };
  const draw = () => {
    const on = takes(talk) ?? held.agreed;
    if (on === shown) return;
    changedAt = shown === null ? 0 : Date.now();
    shown = on;
    redrawn(standing, [
      make('p', { class: 'strong' }, on ? say('on') : offerWords[language].off),
      make('p', {}, say(on ? 'onMore' : 'offMore')),
      on ? act(stop, offerWords[language].stop) : act(take, say('take')),
    ]);
  };
  const offers = held.offers.filter(({ state }) => SEEN.includes(state));
  const now = Date.now();
  draw();
  place.replaceChildren(
    standing,
    make('h4', {}, say('list')),
    ...(offers.length === 0 ? [make('p', {}, say('none'))] : []),
    ...offers.map((one) =>
      make(
        'article',
        { class: 'card' },
        make('p', { class: 'strong' }, one[language].title),
        make('p', { class: 'text' }, one[language].text),
        make(
          'small',
          {},
          `${channels[language][one.channel]} · ${dayName(one.at, now, language)} ${clockTime(one.at)}`,
        ),
        make(
          'div',
          { class: 'why' },
          make('p', { class: 'strong' }, offerWords[language].why),
          ...reasons(one, language),
        ),
      ),
    ),
  );
  onLine(standing, draw);
  return true;
}

/** A switch for each thing that may be sent, by purpose and channel. */
export async function drawChoices({ tools, place, tell }: Page): Promise<boolean> {
  const language = tools.language();
  const say = speaker(table, () => language);
  const [{ follower, door }, privacy] = await Promise.all([tools.talking(), lookUp(tools, '/v1/me/privacy')]);
  if (!privacy.ok || !follower.state) return false;
  if (place.dataset['page'] !== 'pushes') return true;
  const list = make('div');
  const rests = make('div', { class: 'card', hidden: true });
  const changed = new Map<string, number>();
  let before = '';
  const draw = () => {
    const all = choicesOf(follower.state, follower.pending);
    const mark = JSON.stringify(all);
    if (mark === before) return;
    before = mark;
    redrawn(
      list,
      all.map((one) => {
        const note = one.channel === '' ? say('personalNote') : channels[language][one.channel];
        return switchRow(keyOf(one), say(one.purpose), note, one.on, () => choose(one));
      }),
    );
  };
  /** The second tap of two on a switch is no consent. */
  const choose = (one: Choice) => {
    const { purpose, channel, on } = one;
    if (!on && Date.now() - (changed.get(keyOf(one)) ?? 0) < STOOD_MS) return;
    changed.set(keyOf(one), Date.now());
    const given = { act: 'choose' as const, purpose, given: !on, ...(channel !== '' && { channel }) };
    follower.send({ type: 'act', act: given });
    draw();
  };
  const agree = async (version: string) => {
    const answer = await door.call('/v1/me/privacy', { version, given: true });
    tell(say(answer.ok ? 'agreed' : 'failed'), !answer.ok);
    rests.hidden = answer.ok;
    if (answer.ok) list.querySelector('button')?.focus();
  };
  const { standing, now = '' } = privacy as Partial<OwnPrivacyAnswer>;
  if (standing && standing.restsSince !== null) {
    rests.hidden = false;
    const version = standing.asks ?? standing.said?.version ?? now;
    rests.append(
      make('p', {}, say('rests')),
      make('button', { type: 'button', class: 'plain', onclick: () => void agree(version) }, say('agree')),
    );
  }
  draw();
  place.replaceChildren(rests, list);
  onLine(list, draw);
  return true;
}

const keyOf = ({ purpose, channel }: Choice): string => `${purpose} ${channel}`;
