import { face, make, toneOf } from './draw.ts';
import { frame, nothing, title } from './frame.ts';
import { ask } from './live.ts';
import { pageAt, words } from './words.ts';

const parts = frame();
parts.head.replaceChildren(...title(words.people));

async function load(): Promise<void> {
  try {
    const { people } = await ask<{ people: { id: string; name: string; phone: string }[] }>('people');
    parts.line(true);
    const row = (person: { id: string; name: string; phone: string }): HTMLElement =>
      make(
        'li',
        { class: 'row' },
        face(person.name, toneOf(person.id)),
        make('span', { class: 'body' }, make('strong', {}, person.name), make('span', { class: 'last' }, person.phone)),
        make('a', { class: 'door', href: pageAt('phone.html', { persona: person.id }) }, words.phone),
        make('a', { class: 'door', href: pageAt('call.html', { persona: person.id }) }, words.telephone),
        make('a', { class: 'door', href: pageAt('wechat.html', { persona: person.id }) }, words.wechat),
      );
    parts.room.replaceChildren(
      make('p', { class: 'hint' }, words.peopleMore),
      make('ul', { class: 'rows' }, ...people.map(row)),
    );
  } catch {
    parts.line(false);
    parts.room.replaceChildren(nothing(words.offline));
    setTimeout(() => void load(), 2000);
  }
}
void load();
