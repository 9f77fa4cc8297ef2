/** A body on its way through: whoever reads it sees only an end, but we know whether that end was the true one. */

/** Gives the next bytes, null at the true end; throws when the way broke. */
export type Source = { next(): Promise<Uint8Array | null>; stop(): Promise<void> };

export type Watched = { body: ReadableStream<Uint8Array>; whole(): boolean };

/** Between two actors a broken stream may look like one that ended: the flag can't be lost. */
export function watched(source: Source): Watched {
  let whole = false;
  return {
    body: new ReadableStream<Uint8Array>({
      async pull(controller) {
        try {
          const bytes = await source.next();
          if (bytes) return controller.enqueue(bytes);
          whole = true;
        } catch {
          // Told by the flag.
        }
        controller.close();
      },
      cancel: () => source.stop(),
    }),
    whole: () => whole,
  };
}

/** A plain body as a source. */
export function sourceOf(body: ReadableStream<Uint8Array>): Source {
  const reader = body.getReader();
  return {
    async next() {
      const next = await reader.read();
      return next.done ? null : next.value;
    },
    stop: () => reader.cancel().catch(() => undefined),
  };
}
