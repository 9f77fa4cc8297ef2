/** 邀评, inside the line: one to five, reasons that fit the score, solved or not, and a word. Raises `rate` with the rating, `later`, or `grow`. */
import { firstLanguage, sayIn, wordsIn, type Word } from '../../words.ts';
import type { InviteView } from '../../../shared/serving.ts';
import type { Language } from '../../../web/client/words.ts';

/** What the person says of the service. */
export type Rating = { score: number; solved?: boolean; text?: string; tags?: string[] };

type Reason = NonNullable<InviteView['tags']>[number];
const noReasons: Reason[] = [];

const scores: readonly Word[] = ['rate1', 'rate2', 'rate3', 'rate4', 'rate5'];

Component({
  properties: {
    language: { type: String, value: firstLanguage },
    /** What is rated, where it isn't the talk itself. */
    title: { type: String, value: '' },
    /** Reasons the company offers, each for a range of scores. */
    tags: { type: Array, value: noReasons },
  },
  data: {
    words: wordsIn('zh'),
    stars: [] as { score: number; label: string }[],
    solutions: [] as { value: string; label: string }[],
    score: 0,
    scoreWord: '',
    reasons: [] as { word: string; on: boolean }[],
    solved: '',
    text: '',
  },
  observers: {
    language(language: Language) {
      const say = sayIn(language);
      this.setData({
        words: wordsIn(language),
        stars: scores.map((word, index) => ({
          score: index + 1,
          label: say('stars', { n: index + 1, word: say(word) }),
        })),
        solutions: [
          { value: 'yes', label: say('solved') },
          { value: 'no', label: say('unsolved') },
        ],
      });
      this.name();
    },
  },
  methods: {
    name() {
      const word = scores[this.data.score - 1];
      const { language, score, tags, reasons } = this.data;
      const fit = tags.filter(({ from, to }) => from <= score && score <= to);
      this.setData({
        scoreWord: word ? this.data.words[word] : '',
        reasons: fit.map((one, at) => ({ word: one[language], on: reasons[at]?.on ?? false })),
      });
    },
    star(event: WechatMiniprogram.BaseEvent) {
      const score = Number(event.currentTarget.dataset['score']);
      this.setData({ score, reasons: [] });
      this.name();
      this.triggerEvent('grow');
    },
    reason(event: WechatMiniprogram.BaseEvent) {
      const at = Number(event.currentTarget.dataset['index']);
      this.setData({ reasons: this.data.reasons.map((one, index) => (index === at ? { ...one, on: !one.on } : one)) });
    },
    solve(event: WechatMiniprogram.CustomEvent<{ value: string }>) {
      this.setData({ solved: event.detail.value });
    },
    type(event: WechatMiniprogram.Input) {
      this.setData({ text: event.detail.value });
    },
    submit() {
      const { score, solved } = this.data;
      const text = this.data.text.trim();
      if (score === 0) return;
      const tags = this.data.reasons.filter(({ on }) => on).map(({ word }) => word);
      const rating: Rating = {
        score,
        ...(solved !== '' && { solved: solved === 'yes' }),
        ...(text !== '' && { text }),
        ...(tags.length > 0 && { tags }),
      };
      this.triggerEvent('rate', rating);
    },
    later() {
      this.triggerEvent('later');
    },
  },
});
