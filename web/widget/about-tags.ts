/** 关于我的标签: every tag and trait with why, what is wrong or not wanted, everything off, and consents to what is sensitive. */
import { sensitiveNames } from '../../shared/profile/sensitive-names.ts';
import type { ProfileView } from '../../shared/profile/view.ts';
import { speaker, words } from '../client/words.ts';
import type { Page } from './about.ts';
import { make } from './dom.ts';
import { lookUp } from './look-up.ts';
import { redrawn, switchRow } from './switch.ts';

const table = words(
  {
    lead: '根据您和我们的往来得出，用来更快地帮到您，不影响价格。',
    tags: '标签',
    traits: '我们了解到的',
    none: '还没有关于您的标签。',
    why: '为什么',
    wrong: '不准确',
    stop: '不要这个',
    stated: '我来说明',
    statedMore: '您说的优先于我们看出来的，一直有效，直到您改。',
    byItself: '按往来判断',
    hidden: '您已关闭的',
    back: '恢复',
    off: '关闭画像',
    offMore: '关闭后，已收集的会删除，也不再收集。您照常可以咨询。',
    isOff: '画像已关闭',
    isOffMore: '没有收集，也不会给您打标签。您照常可以咨询。',
    on: '重新打开',
    companyOff: '我们目前没有使用画像。',
    sure: '关闭画像？',
    keep: '取消',
    until: '到 {day} 为止',
    consents: '敏感信息',
    consentsMore: '不打开就不会收集，也不会用来打标签。',
    done: '已记下，不会再这样标',
    saved: '已记下',
    failed: '没有成功，请重试',
    other: '标签 {id}',
    join: '：',
  },
  {
    lead: 'They come from your dealings with us and help us help you sooner. They change no price.',
    tags: 'Tags',
    traits: 'What we learnt',
    none: 'There are no tags about you yet.',
    why: 'Why',
    wrong: 'Not true',
    stop: 'Not wanted',
    stated: 'In your own words',
    statedMore: 'What you say goes before what we work out, until you change it.',
    byItself: 'As it shows',
    hidden: 'Switched off by you',
    back: 'Back',
    off: 'Switch off',
    offMore: 'What was gathered is deleted, and nothing more is gathered. You may ask us anything as before.',
    isOff: 'Your profile is off',
    isOffMore: 'Nothing is gathered, and no tags are given. You may ask us anything as before.',
    on: 'Switch on again',
    companyOff: 'We keep no profiles at present.',
    sure: 'Switch your profile off?',
    keep: 'Cancel',
    until: 'until {day}',
    consents: 'Sensitive information',
    consentsMore: 'It is neither gathered nor used for tags unless you switch it on.',
    done: 'Noted: you won’t be tagged so again',
    saved: 'Noted',
    failed: 'That failed, please try again',
    other: 'Tag {id}',
    join: ': ',
  },
);

type Says = 'off' | 'wrong' | 'consent' | 'is';

export async function drawTags(page: Page): Promise<boolean> {
  const { tools, place, tell } = page;
  const language = tools.language();
  const say = speaker(table, () => language);
  const mine = place.dataset['page'];
  let busy = false;

  const said = async (of: string, on: boolean, says: Says, value?: string) => {
    if (busy) return;
    busy = true;
    const { door } = await tools.talking();
    const answer = await door.call('/v1/me/profile', { of, on, says, ...(value === undefined ? {} : { value }) });
    busy = false;
    if (place.dataset['page'] !== mine) return;
    const { profile } = answer as { profile?: ProfileView };
    if (!answer.ok || !profile) return tell(say('failed'), true);
    tell(say(!on && says !== 'consent' && of !== 'all' ? 'done' : 'saved'));
    draw(profile, of);
  };
  /** A word of the person's about one thing. */
  const button = (word: 'wrong' | 'stop' | 'back', of: string, title: string) => {
    const says = word === 'wrong' ? 'wrong' : 'off';
    const onclick = () => void said(of, word === 'back', says);
    const made = make('button', { type: 'button', 'aria-label': `${say(word)} ${title}`, onclick }, say(word));
    made.dataset['key'] = word === 'wrong' ? of : `${word} ${of}`;
    return made;
  };
  const sure = (off: HTMLElement) => {
    const yes = make('button', { type: 'button', onclick: () => void said('all', false, 'off') }, say('off'));
    const no = make('button', { type: 'button' }, say('keep'));
    no.addEventListener('click', () => {
      asked.replaceWith(off);
      off.focus();
    });
    const asked = make(
      'div',
      { role: 'group', 'aria-label': say('sure') },
      make('p', { class: 'strong' }, say('sure')),
      make('div', { class: 'options' }, yes, no),
    );
    off.replaceWith(asked);
    no.focus();
  };
  const wide = (word: 'off' | 'on', run: (own: HTMLElement) => void) => {
    const made: HTMLElement = make('button', { type: 'button', class: 'plain', onclick: () => run(made) }, say(word));
    made.dataset['key'] = 'all';
    return made;
  };
  const until = (at: number | null) => at !== null && make('small', {}, say('until', { day: dayInChina(at) }));

  const draw = (profile: ProfileView, next = '') => {
    if (!profile.gathers) return redrawn(place, [make('p', {}, say('companyOff'))], next);
    if (profile.off) {
      const on = wide('on', () => void said('all', true, 'off'));
      return redrawn(place, [make('p', { class: 'strong' }, say('isOff')), make('p', {}, say('isOffMore')), on], next);
    }
    const tags = profile.tags.map(({ id, name, plain, until: at }) =>
      make(
        'article',
        { class: 'card' },
        make('p', { class: 'strong' }, name[language]),
        ...plain.map((one) => make('p', {}, `${say('why')} · ${one[language]}`)),
        until(at),
        make(
          'div',
          { class: 'options' },
          button('wrong', `rule:${id}`, name[language]),
          button('stop', `rule:${id}`, name[language]),
        ),
      ),
    );
    const traits = profile.traits.map(({ id, name, value, plain, until: at }) =>
      make(
        'article',
        { class: 'card' },
        make('p', {}, `${name[language]}${say('join')}${value[language]}`),
        make('small', {}, plain[language]),
        until(at),
        make('div', { class: 'options' }, button('wrong', `trait:${id}`, name[language])),
      ),
    );
    const hidden = profile.choices.flatMap(({ of, on, name }) => {
      if (on || of === 'all') return [];
      const title = name ? name[language] : say('other', { id: of.slice(of.indexOf(':') + 1) });
      return [make('div', { class: 'line options' }, make('span', {}, title), button('back', of, title))];
    });
    const consents = profile.consents.map(({ of, given }) =>
      switchRow(
        `consent:${of}`,
        sensitiveNames[of][language],
        '',
        given,
        () => void said(`consent:${of}`, !given, 'consent'),
      ),
    );
    const stated = (profile.stated ?? []).map(({ of, name, is, options }) => {
      const choice = make(
        'select',
        {
          onchange: () => void (choice.value === '' ? said(of, true, 'off') : said(of, true, 'is', choice.value)),
        },
        make('option', { value: '' }, say('byItself')),
        ...options.map((one) => make('option', { value: one.is }, one.name[language])),
      );
      choice.value = is ?? '';
      choice.dataset['key'] = `is ${of}`;
      return make('label', { class: 'line options' }, make('span', {}, name[language]), choice);
    });
    const label = (word: 'tags' | 'traits' | 'stated' | 'hidden' | 'consents') => make('h4', {}, say(word));
    redrawn(
      place,
      [
        make('p', { class: 'soft' }, say('lead')),
        label('tags'),
        ...(tags.length > 0 ? tags : [make('p', {}, say('none'))]),
        ...(traits.length > 0 ? [label('traits'), ...traits] : []),
        ...(stated.length > 0 ? [label('stated'), make('small', {}, say('statedMore')), ...stated] : []),
        ...(hidden.length > 0 ? [label('hidden'), ...hidden] : []),
        label('consents'),
        make('small', {}, say('consentsMore')),
        make('div', {}, ...consents),
        make('p', { class: 'soft ends' }, say('offMore')),
        wide('off', sure),
      ],
      next === '' ? '' : `back ${next}`,
    );
  };

  const answer = await lookUp(tools, '/v1/me/profile');
  const { profile } = answer as { profile?: ProfileView };
  if (!answer.ok || !profile) return false;
  if (place.dataset['page'] === mine) draw(profile);
  return true;
}

const dayInChina = (at: number): string => new Date(at + 8 * 3_600_000).toISOString().slice(0, 10);
