/** Of several questions asked one after another only the newest is answered: an answer that comes late is nothing. */
export function newest(): { <Value>(call: Promise<Value>): Promise<Value | null>; drop(): void } {
  let turn = 0;
  async function ask<Value>(call: Promise<Value>): Promise<Value | null> {
    const own = ++turn;
    try {
      const value = await call;
      return own === turn ? value : null;
    } catch (fault) {
      if (own === turn) throw fault;
      return null;
    }
  }
  return Object.assign(ask, {
    drop: () => {
      turn += 1;
    },
  });
}
