/** What is known of a call that brought no answer. */

/** `never_left`: the other side certainly did not get it; `unknown`: it may have. */
export type Fault = 'never_left' | 'unknown';

/** The egress port rejects with this. */
export class CallFault extends Error {
  readonly fate: Fault;

  constructor(fate: Fault, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'CallFault';
    this.fate = fate;
  }
}

/** The answer came and was larger than asked for: asking again is in vain. */
export class TooLarge extends CallFault {
  constructor() {
    super('unknown', 'The answer is too large.');
  }
}

/** The fate behind whatever a call rejected with; unknown unless it says otherwise. */
export function faultOf(fault: unknown): Fault {
  return fault instanceof CallFault ? fault.fate : 'unknown';
}
