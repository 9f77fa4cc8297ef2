/** What a person is called in lists. */

/** A name for lists, also for somebody who never gave one. */
export function shownName(person: { id: string; name: string }): string {
  return person.name || `访客 ${person.id.slice(-4).toUpperCase()}`;
}
