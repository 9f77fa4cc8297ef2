/** 邀评, inside the line: one to five, solved or not, and a word. Raises `rate` with the rating, `later`, or `grow`. */
import { sayIn, wordsIn, type Word } from '../../words.ts';
import type { Language } from '../../../web/client/words.ts';

/** What the person says of the service. */
export type Rating = { score: number; solved?: boolean; text?: string };

const scores: readonly Word[] = ['rate1', 'rate2', 'rate3', 'rate4', 'rate5'];
const inZh: Language = 'zh';

Component({
  properties: { language: { type: String, value: inZh } },
  data: {
    words: wordsIn('zh'),
    stars: [] as { score: number; label: string }[],
    solutions: [] as { value: string; label: string }[],
    score: 0,
    scoreWord: '',
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
      this.setData({ scoreWord: word ? this.data.words[word] : '' });
    },
    star(event: WechatMiniprogram.BaseEvent) {
      this.setData({ score: Number(event.currentTarget.dataset['score']) });
      this.name();
      this.triggerEvent('grow');
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
      const rating: Rating = {
        score,
        ...(solved !== '' && { solved: solved === 'yes' }),
        ...(text !== '' && { text }),
      };
      this.triggerEvent('rate', rating);
    },
    later() {
      this.triggerEvent('later');
    },
  },
});
