/** Twilio's documents: what is spoken and done on a call. Only what is used exists here. Source: twilio.com/docs/voice/twiml */

type Say = { verb: 'Say'; words: string; language: string; voice: string };
type Pause = { verb: 'Pause'; seconds: number };

/** One verb with the attributes it takes. */
export type Verb =
  | Say
  | Pause
  | {
      verb: 'Gather';
      action: string;
      language: string;
      /** Seconds until silence counts as none. */
      timeout: number;
      /** Exactly one key; absent: digits until # or the time-out. */
      oneKey: boolean;
      hints: string;
      inside: (Say | Pause)[];
    }
  | { verb: 'Redirect'; to: string }
  | {
      verb: 'Dial';
      number: string;
      callerId: string;
      action: string;
      timeout: number;
      /** Where Twilio tells of the recording; null: nothing is recorded. */
      recorded: string | null;
    }
  | { verb: 'Record'; action: string; recorded: string; seconds: number }
  | { verb: 'Hangup' };

/** The whole document. */
export function twiml(verbs: readonly Verb[]): string {
  return `<?xml version="1.0" encoding="UTF-8"?><Response>${verbs.map(written).join('')}</Response>`;
}

function written(verb: Verb): string {
  switch (verb.verb) {
    case 'Say':
      return element('Say', { language: verb.language, voice: verb.voice }, escaped(verb.words));
    case 'Pause':
      return element('Pause', { length: String(verb.seconds) });
    case 'Gather':
      return element(
        'Gather',
        {
          input: 'dtmf speech',
          action: verb.action,
          method: 'POST',
          language: verb.language,
          timeout: String(verb.timeout),
          speechTimeout: 'auto',
          ...(verb.oneKey ? { numDigits: '1' } : { finishOnKey: '#' }),
          ...(verb.hints === '' ? {} : { hints: verb.hints }),
          bargeIn: 'true',
          actionOnEmptyResult: 'false',
        },
        verb.inside.map(written).join(''),
      );
    case 'Redirect':
      return element('Redirect', { method: 'POST' }, escaped(verb.to));
    case 'Dial': {
      const { recorded } = verb;
      const recording: Record<string, string> =
        recorded === null
          ? { record: 'do-not-record' }
          : {
              record: 'record-from-answer-dual',
              recordingStatusCallback: recorded,
              recordingStatusCallbackMethod: 'POST',
              recordingStatusCallbackEvent: 'completed',
            };
      return element(
        'Dial',
        {
          action: verb.action,
          method: 'POST',
          callerId: verb.callerId,
          timeout: String(verb.timeout),
          answerOnBridge: 'true',
          ...recording,
        },
        element('Number', {}, escaped(verb.number)),
      );
    }
    case 'Record':
      return element('Record', {
        action: verb.action,
        method: 'POST',
        maxLength: String(verb.seconds),
        timeout: '5',
        finishOnKey: '#',
        playBeep: 'true',
        recordingStatusCallback: verb.recorded,
        recordingStatusCallbackMethod: 'POST',
        recordingStatusCallbackEvent: 'completed',
      });
    case 'Hangup':
      return element('Hangup', {});
  }
}

function element(name: string, attributes: Record<string, string>, inside = ''): string {
  const written = Object.entries(attributes)
    .map(([key, value]) => ` ${key}="${escaped(value)}"`)
    .join('');
  return inside === '' ? `<${name}${written}/>` : `<${name}${written}>${inside}</${name}>`;
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' };

/** Text as XML: what XML can't carry at all is left out. */
function escaped(text: string): string {
  return text
    .replace(/[\0-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]|\p{Surrogate}/gu, '')
    .replace(/[&<>"']/gu, (character) => ENTITIES[character] ?? '');
}
