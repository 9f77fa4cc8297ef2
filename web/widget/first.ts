/** 询前表单: what a site asks before the first word, over the conversation; kept over a reload. Fetched where a site asks. */
import { ANSWER_LIMITS, answerFault, type AnswerFault } from '../../shared/asking-rules.ts';
import type { Asked, AskingForm } from '../../shared/site-api.ts';
import { speaker, words, type Language } from '../client/words.ts';
import { make, set, wear } from './dom.ts';
import css from './first.css';
import { lookUp, type Place } from './look-up.ts';
import type { View } from './view.ts';

const table = words(
  {
    title: '咨询前请填写',
    optional: '选填',
    begin: '开始咨询',
    sending: '正在提交…',
    skip: '跳过，直接咨询',
    privacy: '隐私说明',
    missing_fields: '请填写这一项',
    choose: '请选择一项',
    too_long: '太长了，最多 {n} 个字',
    bad_phone: '电话号码不对，如 13800138000 或 010-12345678',
    bad_email: '邮箱不对，如 name@example.com',
    bad_order: '订单号不对：4 至 40 位字母和数字',
    bad_choice: '请从选项里选一项',
    no_consent: '请先勾选同意',
    failed: '没有提交成功，请检查网络后重试',
  },
  {
    title: 'Before we begin',
    optional: 'optional',
    begin: 'Start',
    sending: 'Sending…',
    skip: 'Skip and start',
    privacy: 'Privacy notice',
    missing_fields: 'Please fill this in',
    choose: 'Please choose one',
    too_long: 'Too long: {n} characters at most',
    bad_phone: 'Not a telephone number; like +44 20 7946 0018',
    bad_email: 'Not an e-mail address; like name@example.com',
    bad_order: 'Not an order number: 4 to 40 letters and digits',
    bad_choice: 'Please choose one of these',
    no_consent: 'Please agree first',
    failed: 'It could not be sent. Check the network and try again',
  },
);

type Tools = Place & { site: string; language(): Language; isOpen(): boolean };
type Held = { skipped?: boolean; answers?: Record<string, string>; agreed?: boolean };
type Row = { asked: Asked; node: HTMLElement; value(): string; wrong(fault: AnswerFault | null): void; focus(): void };

const HOW: Record<Asked['kind'], Record<string, string>> = {
  name: { autocomplete: 'name' },
  phone: { type: 'tel', inputmode: 'tel', autocomplete: 'tel' },
  email: { type: 'email', inputmode: 'email', autocomplete: 'email' },
  order: { autocapitalize: 'characters', autocomplete: 'off' },
  topic: {},
  text: { autocomplete: 'off' },
  question: { rows: '3' },
};

/** Draws the form while nothing has been said, and takes it away once it was given or passed over. */
export class First {
  readonly #view: View;
  readonly #tools: Tools;
  readonly #say: ReturnType<typeof speaker<keyof (typeof table)['zh']>>;
  #sheet: HTMLElement | null = null;
  #asked = false;

  constructor(view: View, tools: Tools) {
    this.#view = view;
    this.#tools = tools;
    this.#say = speaker(table, tools.language);
  }

  /** `opens`: nothing has been said yet. */
  draw(opens: boolean): void {
    if (!opens) return this.#leave();
    if (this.#asked || this.#held().skipped) return;
    this.#asked = true;
    void lookUp(this.#tools, `/v1/me/asking?language=${this.#tools.language()}`).then((answer) => {
      const { form = null } = answer as { form?: AskingForm | null };
      // Where it can't be had nobody is kept from asking.
      if (form && this.#asked) this.#open(form);
    });
  }

  #leave(): void {
    this.#asked = false;
    if (!this.#sheet) return;
    const within = this.#sheet.contains((this.#sheet.getRootNode() as ShadowRoot).activeElement);
    this.#sheet.remove();
    this.#sheet = null;
    this.#view.panel.classList.remove('asks-first');
    this.#hold({});
    if (within) this.#view.input.focus();
  }

  #open(form: AskingForm): void {
    const say = this.#say;
    const { panel, scroll } = this.#view;
    const room = scroll.parentElement ?? panel;
    const held = this.#held();
    const keep = () =>
      this.#hold({
        answers: Object.fromEntries(rows.map((one) => [one.asked.id, one.value()])),
        agreed: agree.checked,
      });
    const rows = form.fields.map((asked) => this.#row(asked, held.answers?.[asked.id] ?? ''));
    const agree = make('input', { type: 'checkbox', id: 'first-agree', 'aria-describedby': 'first-agree-wrong' });
    agree.checked = held.agreed ?? false;
    const disagrees = make('small', { class: 'wrong', id: 'first-agree-wrong' });
    const failed = make('small', { class: 'wrong', role: 'alert' });
    const submit = make('button', { type: 'submit', class: 'solid' }, say('begin'));
    const send = async () => {
      for (const one of rows) one.wrong(answerFault(one.asked, one.value()));
      const bad = rows.find((one) => answerFault(one.asked, one.value()));
      const unsaid = form.consent && !agree.checked && rows.some((one) => one.value().trim() !== '');
      disagrees.textContent = unsaid ? say('no_consent') : '';
      set(agree, 'aria-invalid', unsaid ? 'true' : false);
      if (bad) return bad.focus();
      if (unsaid) return agree.focus();
      set(submit, 'disabled', true);
      submit.textContent = say('sending');
      failed.textContent = '';
      const answers = Object.fromEntries(rows.map((one) => [one.asked.id, one.value().trim()]));
      if (Object.values(answers).every((one) => one === '')) return this.#skip();
      const { door } = await this.#tools.talking();
      const body = {
        language: this.#tools.language(),
        answers,
        ...(form.consent && { consent: form.consent.version }),
      };
      const answer = await door.call('/v1/me/asking', body);
      // What was said meanwhile elsewhere is the first word.
      if (answer.ok || answer.code === 'wrong_state') return this.#skip();
      set(submit, 'disabled', false);
      submit.textContent = say('begin');
      const at = rows.find((one) => answer.detail.startsWith(`${one.asked.id}:`));
      if (at && answer.code in table.zh) {
        at.wrong(answer.code as AnswerFault);
        at.focus();
      } else failed.textContent = say(answer.code === 'no_consent' ? 'no_consent' : 'failed');
    };
    const read = make('button', { type: 'button', class: 'to-notice' }, say('privacy'));
    read.addEventListener(
      'click',
      () =>
        void import('./notice.ts').then(
          ({ openNotice }) => openNotice(this.#tools, room, read),
          () => undefined,
        ),
    );
    const sheet = make(
      'section',
      { class: 'first', role: 'region', 'aria-label': say('title') },
      make('h3', {}, say('title')),
      form.lead !== '' && make('p', { class: 'soft' }, form.lead),
      make(
        'form',
        {
          novalidate: true,
          oninput: keep,
          onsubmit: (event) => {
            event.preventDefault();
            void send();
          },
        },
        ...rows.map(({ node }) => node),
        form.consent &&
          make(
            'p',
            { class: 'agree' },
            agree,
            make('label', { for: 'first-agree' }, form.consent.text),
            read,
            disagrees,
          ),
        failed,
        submit,
        form.skip && make('button', { type: 'button', class: 'plain', onclick: () => this.#skip() }, say('skip')),
        !form.consent && read,
      ),
    );
    this.#sheet = sheet;
    room.append(sheet);
    wear(sheet, css);
    panel.classList.add('asks-first');
    if (this.#tools.isOpen()) rows[0]?.focus();
  }

  #skip(): void {
    this.#leave();
    this.#asked = true;
    this.#hold({ skipped: true });
    this.#view.input.focus();
  }

  /** One question with its field, and what is wrong with the answer below it. */
  #row(asked: Asked, held: string): Row {
    const { id, kind, label, required, options } = asked;
    const say = this.#say;
    const name = `first-${id}`;
    const told = make('small', { class: 'wrong', id: `${name}-wrong` });
    const shown = [label, !required && make('small', {}, ` ${say('optional')}`)];
    const fault = (given: AnswerFault | null) =>
      given === null
        ? ''
        : given === 'missing_fields' && kind === 'topic'
          ? say('choose')
          : say(given, { n: ANSWER_LIMITS[kind] });
    if (kind === 'topic') {
      const picks = options.map((one) => {
        const pick = make('input', { type: 'radio', name, value: one.id, 'aria-describedby': `${name}-wrong` });
        pick.checked = one.id === held;
        return { pick, node: make('label', {}, pick, make('span', {}, one.label)) };
      });
      const node = make(
        'fieldset',
        { oninput: () => (told.textContent = '') },
        make('legend', {}, ...shown),
        make('div', { class: 'picks' }, ...picks.map((one) => one.node)),
        told,
      );
      const value = () => picks.find(({ pick }) => pick.checked)?.pick.value ?? '';
      const focus = () => (picks.find(({ pick }) => pick.checked) ?? picks[0])?.pick.focus();
      return { asked, node, value, wrong: (given) => (told.textContent = fault(given)), focus };
    }
    const given = { id: name, 'aria-describedby': `${name}-wrong`, 'aria-required': String(required), ...HOW[kind] };
    const field = kind === 'question' ? make('textarea', given) : make('input', given);
    field.value = held;
    const wrong = (found: AnswerFault | null) => {
      told.textContent = fault(found);
      set(field, 'aria-invalid', found ? 'true' : false);
    };
    field.addEventListener('input', () => wrong(null));
    const node = make('div', { class: 'asked' }, make('label', { for: name }, ...shown), field, told);
    return { asked, node, value: () => field.value, wrong, focus: () => field.focus() };
  }

  /** In this tab alone: what somebody says of themselves doesn't stay on a shared machine. */
  #held(): Held {
    try {
      return JSON.parse(sessionStorage.getItem(this.#name()) ?? '{}') as Held;
    } catch {
      return {};
    }
  }

  #hold(held: Held): void {
    try {
      sessionStorage.setItem(this.#name(), JSON.stringify(held));
    } catch {
      // A browser that keeps nothing: it is asked again after a reload.
    }
  }

  #name(): string {
    return `yx:${this.#tools.site}:first`;
  }
}
