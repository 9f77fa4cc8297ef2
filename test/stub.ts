/** The runtime's own stub behind an actor, for eviction, alarms and a look at its storage. */

function isStub(value: object): value is DurableObjectStub {
  return 'id' in value && 'fetch' in value;
}

/** The stub of an actor. */
export function stubOf(actor: object): DurableObjectStub {
  if (!isStub(actor)) throw new Error('not an actor');
  return actor;
}
