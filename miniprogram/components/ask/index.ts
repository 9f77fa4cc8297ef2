/** The control for what a dialog asks: a day, a time, an amount, an order, a picture. Raises `answer` with what was chosen. */
import { formFault, formWords } from '../../../shared/form-rules.ts';
import { blankForm, type FormView } from '../../line/form.ts';
import { sayIn, wordsIn } from '../../words.ts';

/** What a control asks of the page: words to send, or an order or picture to be chosen. */
export type Answered = { kind: FormView['kind']; words: string };

Component({
  properties: {
    form: { type: Object, value: blankForm },
    language: { type: String, value: 'zh' },
  },
  data: { text: '', fault: '', words: wordsIn('zh') },
  observers: {
    language(value: string) {
      this.setData({ words: wordsIn(value === 'en' ? 'en' : 'zh') });
    },
  },
  methods: {
    chosen(event: WechatMiniprogram.CustomEvent<{ value: string }>) {
      this.give(event.detail.value);
    },
    type(event: WechatMiniprogram.Input) {
      this.setData({ text: event.detail.value, fault: '' });
    },
    amount() {
      this.give(this.data.text.trim());
    },
    give(value: string) {
      const { form } = this.data;
      const fault = formFault(form, value);
      if (fault !== null) return this.setData({ fault: this.faultWords(form, fault) });
      this.setData({ text: '', fault: '' });
      this.triggerEvent('answer', { kind: form.kind, words: formWords(form, value) });
    },
    /** Why it can't be given, said at the field. */
    faultWords({ kind, least = '', most = '' }: FormView, fault: 'none' | 'least' | 'most'): string {
      const say = sayIn(this.data.language === 'en' ? 'en' : 'zh');
      const shown = (bound: string) => (kind === 'amount' ? `¥${bound}` : bound);
      if (fault === 'none') return say('formNoAmount');
      if (kind === 'date') return say('formBetweenOnly', { note: this.data.form.note });
      return fault === 'least'
        ? say('formTooLittle', { least: shown(least) })
        : say('formTooMuch', { most: shown(most) });
    },
    ask() {
      this.triggerEvent('answer', { kind: this.data.form.kind, words: '' });
    },
  },
});
