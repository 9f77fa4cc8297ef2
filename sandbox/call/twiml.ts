/** Reads TwiML as Twilio does, and says what is wrong with it. Source: twilio.com/docs/voice/twiml (verbs, nouns, attributes). */

/** An element as it stands in the document. */
export interface Element {
  name: string;
  attributes: Record<string, string>;
  inside: Element[];
  text: string;
}

type Check = (value: string) => boolean;
const anything: Check = () => true;
const oneOf =
  (...values: string[]): Check =>
  (value) =>
    values.includes(value);
const whole =
  (least: number, most: number): Check =>
  (value) =>
    /^\d{1,6}$/.test(value) && Number(value) >= least && Number(value) <= most;
const method = oneOf('GET', 'POST');
const flag = oneOf('true', 'false');
const address: Check = (value) => /^https?:\/\/\S+$/.test(value) || value.startsWith('/');
const events =
  (...known: string[]): Check =>
  (value) =>
    value.split(' ').every((each) => known.includes(each));
const keys: Check = (value) => /^[0-9*#]*$/.test(value);
const language: Check = (value) => /^[a-z]{2,3}(-[A-Za-z]{2,4}){0,2}$/.test(value);

interface Rule {
  attributes: Record<string, Check>;
  /** Elements that may stand in it. */
  inside: string[];
  /** Whether words may, or must. */
  words: 'none' | 'may' | 'must';
}

const recording = {
  recordingStatusCallback: address,
  recordingStatusCallbackMethod: method,
  recordingStatusCallbackEvent: events('in-progress', 'completed', 'absent'),
};

/** Every verb and noun of voice documents that this world knows; whatever isn't here, Twilio would refuse or ignore with a warning. */
const RULES: Record<string, Rule> = {
  Response: {
    attributes: {},
    inside: ['Say', 'Play', 'Pause', 'Gather', 'Redirect', 'Reject', 'Hangup', 'Dial', 'Record', 'Enqueue', 'Leave'],
    words: 'none',
  },
  Say: { attributes: { voice: anything, language, loop: whole(0, 1000) }, inside: [], words: 'must' },
  Play: {
    attributes: { loop: whole(0, 1000), digits: (value) => /^[0-9w*#]+$/.test(value) },
    inside: [],
    words: 'may',
  },
  Pause: { attributes: { length: whole(0, 600) }, inside: [], words: 'none' },
  Gather: {
    attributes: {
      input: events('dtmf', 'speech'),
      action: address,
      method,
      timeout: whole(0, 600),
      speechTimeout: (value) => value === 'auto' || whole(0, 600)(value),
      maxSpeechTime: whole(1, 600),
      numDigits: whole(1, 100),
      finishOnKey: keys,
      language,
      hints: (value) => value.length <= 10_000,
      speechModel: anything,
      enhanced: flag,
      profanityFilter: flag,
      bargeIn: flag,
      actionOnEmptyResult: flag,
      partialResultCallback: address,
      partialResultCallbackMethod: method,
    },
    inside: ['Say', 'Play', 'Pause'],
    words: 'none',
  },
  Redirect: { attributes: { method }, inside: [], words: 'must' },
  Reject: { attributes: { reason: oneOf('rejected', 'busy') }, inside: [], words: 'none' },
  Hangup: { attributes: {}, inside: [], words: 'none' },
  Leave: { attributes: {}, inside: [], words: 'none' },
  Dial: {
    attributes: {
      action: address,
      method,
      timeout: whole(1, 600),
      timeLimit: whole(1, 86_400),
      callerId: anything,
      hangupOnStar: flag,
      answerOnBridge: flag,
      record: oneOf(
        'do-not-record',
        'record-from-answer',
        'record-from-ringing',
        'record-from-answer-dual',
        'record-from-ringing-dual',
      ),
      trim: oneOf('trim-silence', 'do-not-trim'),
      ...recording,
    },
    inside: ['Number', 'Client', 'Sip', 'Queue', 'Conference'],
    words: 'may',
  },
  Number: {
    attributes: {
      sendDigits: anything,
      url: address,
      method,
      statusCallback: address,
      statusCallbackMethod: method,
      statusCallbackEvent: events('initiated', 'ringing', 'answered', 'completed'),
    },
    inside: [],
    words: 'must',
  },
  Record: {
    attributes: {
      action: address,
      method,
      timeout: whole(0, 600),
      maxLength: whole(1, 14_400),
      finishOnKey: keys,
      playBeep: flag,
      trim: oneOf('trim-silence', 'do-not-trim'),
      transcribe: flag,
      transcribeCallback: address,
      ...recording,
    },
    inside: [],
    words: 'none',
  },
  Enqueue: {
    attributes: {
      action: address,
      method,
      maxQueueSize: whole(1, 5000),
      waitUrl: address,
      waitUrlMethod: method,
      workflowSid: anything,
    },
    inside: [],
    words: 'may',
  },
};

const LONGEST = 64 * 1024;
const SAY_MOST = 4096;
const DEEPEST = 4;

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

class Broken extends Error {}

function plain(text: string): string {
  return text.replace(/&([^;&\s]{0,10});?/g, (whole, name: string) => {
    const coded = /^#(?:x([\da-f]+)|(\d+))$/i.exec(name);
    const known = ENTITIES[name];
    if (!whole.endsWith(';') || (known === undefined && !coded)) throw new Broken(`an unknown entity: ${whole}`);
    return known ?? String.fromCodePoint(coded?.[1] ? parseInt(coded[1], 16) : Number(coded?.[2]));
  });
}

/** The document as a tree. Throws `Broken` where it is no XML. */
function parse(text: string): Element {
  if (text.length > LONGEST) throw new Broken('longer than 64 KiB');
  const token = /<\?xml[^>]*\?>|<!--[\s\S]*?-->|<(\/?)([A-Za-z]\w*)((?:\s+[\w:-]+="[^"<]*")*)\s*(\/?)>|([^<]+)/y;
  const root: Element = { name: '', attributes: {}, inside: [], text: '' };
  const open = [root];
  for (let at = 0; at < text.length; at = token.lastIndex) {
    token.lastIndex = at;
    const found = token.exec(text);
    if (!found) throw new Broken(`no XML at character ${at}: ${text.slice(at, at + 40)}`);
    const [, closing, name, attributes = '', closed, words] = found;
    const inner = open.at(-1) ?? root;
    if (words !== undefined) inner.text += plain(words);
    if (name === undefined) continue;
    if (closing === '/') {
      if (inner.name !== name) throw new Broken(`</${name}> closes <${inner.name}>`);
      open.pop();
      continue;
    }
    const element: Element = { name, attributes: {}, inside: [], text: '' };
    for (const [, key = '', value = ''] of attributes.matchAll(/([\w:-]+)="([^"]*)"/g)) {
      if (key in element.attributes) throw new Broken(`${name} has ${key} twice`);
      element.attributes[key] = plain(value);
    }
    inner.inside.push(element);
    if (closed !== '/') open.push(element);
    if (open.length > DEEPEST) throw new Broken('nested too deeply');
  }
  if (open.length !== 1) throw new Broken(`<${open.at(-1)?.name}> is not closed`);
  const [only] = root.inside;
  if (!only || root.inside.length !== 1 || root.text.trim() !== '') throw new Broken('there must be exactly one root');
  return only;
}

function faultsOf(element: Element): string[] {
  const rule = RULES[element.name];
  if (!rule) return [`there is no <${element.name}>`];
  const faults: string[] = [];
  for (const [name, value] of Object.entries(element.attributes)) {
    const check = rule.attributes[name];
    if (!check) faults.push(`<${element.name}> has no attribute ${name}`);
    else if (!check(value)) faults.push(`<${element.name} ${name}> can't be “${value}”`);
  }
  const words = element.text.trim();
  if (rule.words === 'none' && words !== '') faults.push(`<${element.name}> carries no words`);
  if (rule.words === 'must' && words === '') faults.push(`<${element.name}> is empty`);
  if (element.name === 'Say' && words.length > SAY_MOST) faults.push('<Say> is longer than 4096 characters');
  for (const each of element.inside) {
    faults.push(...(rule.inside.includes(each.name) ? [] : [`<${each.name}> may not stand in <${element.name}>`]));
    faults.push(...faultsOf(each));
  }
  return faults;
}

/** The verbs of a document, or everything that is wrong with it. */
export function readTwiml(text: string): { ok: true; verbs: Element[] } | { ok: false; faults: string[] } {
  try {
    const root = parse(text.trim());
    if (root.name !== 'Response') return { ok: false, faults: [`the root is <${root.name}>, not <Response>`] };
    const faults = faultsOf(root);
    return faults.length > 0 ? { ok: false, faults } : { ok: true, verbs: root.inside };
  } catch (fault) {
    if (fault instanceof Broken) return { ok: false, faults: [fault.message] };
    throw fault;
  }
}
