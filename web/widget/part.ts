/** Parts of the widget that are fetched when they are first needed. */
import { make } from './dom.ts';
import type { Say } from './words.ts';

/** Fetches a part. One that can't be had is told in `place`, and asked for again by a tap or when the network is back. */
export function part<Part>(load: () => Promise<Part>, place: HTMLElement, say: Say): Promise<Part> {
  return load().catch(() => asked(place, say).then(() => part(load, place, say)));
}

/** Until it is wanted again; what several wait for is told once. */
function asked(place: HTMLElement, say: Say): Promise<void> {
  return new Promise((again) => {
    let button = place.querySelector<HTMLElement>('.late button');
    if (!button) {
      button = make('button', { type: 'button' }, say('retry'));
      place.append(make('p', { class: 'late', role: 'alert' }, say('partLost'), ' ', button));
    }
    const heard = () => {
      removeEventListener('online', heard);
      button?.parentElement?.remove();
      again();
    };
    button.addEventListener('click', heard);
    addEventListener('online', heard);
  });
}
