/** The stream protocol's numbers, apart from its schemas so that small clients carry no validator. */

/** Raised with every change that an older client can't live with; the wire's hash stands beside it in test/house. */
export const STREAM_VERSION = 3;
/** A ticket lives this long and is used once. */
export const TICKET_MS = 30_000;
/** At most so many events, or so many bytes, are on their way to one socket without a `got`. */
export const WINDOW_EVENTS = 64;
export const WINDOW_BYTES = 256 * 1024;
/** Largest frame a client may send, in bytes. */
export const FRAME_LIMIT = 64 * 1024;
/** Changes kept for resuming: whichever holds more. */
export const KEPT_CHANGES = 10_000;
export const KEPT_MS = 30 * 24 * 3_600_000;

/** After this time what was said stays said (撤回). */
export const RECALL_MS = 120_000;
/** Who looks at a line together with others says so every few seconds; silent for so long, they look no more. */
export const VIEWING_EVERY_MS = 3_000;
export const VIEWING_LOST_MS = 7_000;

/** What a WebSocket close code tells the client to do. */
export const closeCodes = {
  /** Reconnect and resume from your position. */
  resume: 4000,
  /** Get a new ticket, then reconnect and resume. */
  newTicket: 4001,
  /** Stop: signed out, refused, or too old. */
  stop: 4002,
  /** Your line lives elsewhere: ask for a new ticket, resume there. */
  moved: 4003,
} as const;

/** So many notices stand on a screen by themselves; older ones come in pages. */
export const NOTICES_SHOWN = 20;

/** Longest words of a ticket, and most files of one field or comment. */
export const TICKET_TEXT = 2000;
export const TICKET_MEDIA = 9;
