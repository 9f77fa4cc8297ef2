import type { Person, VoiceAccount } from '../config.ts';
import { textAt, wordAt } from '../world/json.ts';
import type { PhoneCall } from './book.ts';
import { carryOut, freshRecording, freshSid, goOn, hangUp, hookOf, tell, type Exchange } from './engine.ts';

export type Done = { ok: true; more?: Record<string, unknown> } | { ok: false; code: string };

/** A person dials a number of a company. */
export async function place(
  exchange: Exchange,
  person: Person,
  account: VoiceAccount,
  withheld: boolean,
): Promise<PhoneCall> {
  const { land, clock } = exchange;
  const before = land.calls.latest(person.id);
  if (before && before.endedAt === null) hangUp(exchange, before, account, 'completed', false);
  const call: PhoneCall = {
    sid: freshSid(),
    account: account.id,
    person: person.id,
    from: withheld ? '+266696687' : person.phone,
    state: 'ringing',
    at: clock(),
    endedAt: null,
    turn: 0,
    waits: 'nothing',
    rest: [],
    last: null,
  };
  land.calls.save(call);
  await goOn(exchange, call, account, hookOf(land, account));
  return land.calls.one(call.sid) ?? call;
}

/** What a person does while the call is on; `turn` of a time-out: it counts only if nothing happened since. */
export async function act(
  exchange: Exchange,
  call: PhoneCall,
  account: VoiceAccount,
  asked: unknown,
  turn?: number,
): Promise<Done> {
  const { land, clock } = exchange;
  const kind = textAt(asked, 'act');
  if (kind === 'duplicate') return duplicate(exchange, call, account);
  if (kind === 'status') {
    const state = textAt(asked, 'state') || 'completed';
    const payload = { sid: call.sid, state, seconds: Number(wordAt(asked, 'seconds')) || 1 };
    land.calendar.plan('status', account.id, call.sid, payload, clock());
    return { ok: true };
  }
  if (call.endedAt !== null) return { ok: false, code: 'call_over' };
  if (turn !== undefined && turn !== call.turn) return { ok: true };
  const [verb, ...after] = call.rest;
  const to = (address: string | undefined): string => new URL(address ?? '', hookOf(land, account)).href;
  if (kind === 'hang-up') {
    hangUp(exchange, call, account, 'completed', false);
    return { ok: true };
  }
  if (!verb || call.waits === 'nothing') return { ok: false, code: 'nobody_listens' };
  const answer = async (more: Record<string, string>): Promise<Done> => {
    call.turn += 1;
    call.waits = 'nothing';
    land.calls.save(call);
    await goOn(exchange, call, account, to(verb.attributes.action), more);
    return { ok: true };
  };
  switch (call.waits) {
    case 'words':
      return spoken();
    case 'tone':
      return left();
    case 'agent':
      return rung();
    case 'pick-up':
      return picked();
  }

  /** The telephone a call was asked for to: it is picked up, and does what its document says, or it isn't. */
  async function picked(): Promise<Done> {
    const state = kind === 'silence' ? 'no-answer' : kind === 'agent' ? textAt(asked, 'state') || 'completed' : '';
    if (state === '') return { ok: false, code: 'not_asked' };
    if (state !== 'completed') {
      land.calls.hear(call.sid, 'note', `客服电话：${state}`, clock());
      hangUp(exchange, call, account, state === 'busy' ? 'busy' : 'no-answer', true);
      return { ok: true };
    }
    land.calls.hear(call.sid, 'note', '客服接起电话', clock());
    call.state = 'in-progress';
    const next = carryOut(exchange, call, account, call.rest);
    if (next) await goOn(exchange, call, account, next.url, next.more);
    return { ok: true };
  }

  async function spoken(): Promise<Done> {
    const input = verb?.attributes.input ?? 'dtmf';
    const interrupted = clock() < (call.speaksUntil ?? 0);
    if (kind !== 'silence' && interrupted && verb?.attributes.bargeIn === 'false')
      return { ok: false, code: 'not_asked' };
    const heard = async (more: Record<string, string>) => ({ ...(await answer(more)), more: { interrupted } });
    if (kind === 'say' && input.includes('speech')) {
      const text = textAt(asked, 'text').slice(0, 5000);
      if (text.trim() === '') return { ok: false, code: 'bad_text' };
      land.calls.hear(call.sid, 'said', text, clock());
      return heard({ SpeechResult: text, Confidence: '0.93' });
    }
    if (kind === 'keys' && input.includes('dtmf')) {
      const most = Number(verb?.attributes.numDigits ?? 100);
      const digits = textAt(asked, 'digits')
        .replace(/[^0-9*#]/g, '')
        .replace(/#.*$/, '')
        .slice(0, most);
      if (digits === '') return { ok: false, code: 'bad_text' };
      land.calls.hear(call.sid, 'keys', digits, clock());
      return heard({ Digits: digits, FinishedOnKey: '' });
    }
    if (kind !== 'silence') return { ok: false, code: 'not_asked' };
    if (verb?.attributes.actionOnEmptyResult === 'true') return answer({ SpeechResult: '' });
    return fallThrough();
  }

  async function fallThrough(): Promise<Done> {
    const next = carryOut(exchange, call, account, after);
    if (next) await goOn(exchange, call, account, next.url, next.more);
    return { ok: true };
  }

  async function left(): Promise<Done> {
    if (kind === 'silence') return fallThrough();
    const text = textAt(asked, 'text');
    if (kind !== 'say') return { ok: false, code: 'not_asked' };
    const recording = freshRecording();
    land.calls.hear(call.sid, 'said', text || '（留言）', clock());
    land.calendar.plan('recording', account.id, call.sid, {
      sid: call.sid, url: verb?.attributes.recordingStatusCallback ?? '', recording, seconds: 7,
    }, clock() + 400); // prettier-ignore
    return answer({ RecordingSid: recording, RecordingUrl: urlOf(recording), RecordingDuration: '7', Digits: '#' });
  }

  async function rung(): Promise<Done> {
    const state = kind === 'silence' ? 'no-answer' : kind === 'agent' ? textAt(asked, 'state') || 'completed' : '';
    if (state === '') return { ok: false, code: 'not_asked' };
    const seconds = state === 'completed' ? String(Number(wordAt(asked, 'seconds')) || 42) : '0';
    const records = (verb?.attributes.record ?? 'do-not-record') !== 'do-not-record' && state === 'completed';
    land.calls.hear(
      call.sid,
      'note',
      state === 'completed'
        ? `与客服通话 ${seconds} 秒，${records ? '有' : '没有'}录音`
        : `${call.out ? '客户' : '客服'}电话：${state}`,
      clock(),
    );
    const recording = freshRecording();
    if (records)
      land.calendar.plan('recording', account.id, call.sid, {
        sid: call.sid, url: verb?.attributes.recordingStatusCallback ?? '', recording, seconds: Number(seconds),
      }, clock() + 400); // prettier-ignore
    return answer({
      DialCallStatus: state,
      DialCallDuration: seconds,
      DialCallSid: freshSid(),
      ...(records ? { RecordingUrl: urlOf(recording) } : {}),
    });
  }

  function urlOf(recording: string): string {
    return `https://api.twilio.com/2010-04-01/Accounts/${account.accountSid}/Recordings/${recording}`;
  }
}

/** The last webhook comes again, as after a lost answer: it must be answered alike. */
async function duplicate(exchange: Exchange, call: PhoneCall, account: VoiceAccount): Promise<Done> {
  if (!call.last) return { ok: false, code: 'nothing_told' };
  const { url, fields, answer } = call.last;
  const got = await tell(exchange, account, url, fields, 'webhook.phone');
  return { ok: true, more: { same: got !== false && got.body === answer, status: got ? got.status : 0 } };
}

/** A recording is whole: its callback, which carries no number of either side. */
export async function tellRecording(
  exchange: Exchange,
  account: VoiceAccount,
  { sid, url, recording, seconds }: { sid: string; url: string; recording: string; seconds: number },
): Promise<boolean> {
  if (url === '') return true;
  const fields = {
    AccountSid: account.accountSid,
    CallSid: sid,

    To: account.number,
    RecordingSid: recording,
    RecordingUrl: `https://api.twilio.com/2010-04-01/Accounts/${account.accountSid}/Recordings/${recording}`,
    RecordingStatus: 'completed',
    RecordingDuration: String(seconds),
    RecordingChannels: '1',
    RecordingSource: 'RecordVerb',
  };
  const got = await tell(exchange, account, url, fields, 'webhook.phone.recording');
  return got !== false && got.status < 300;
}
