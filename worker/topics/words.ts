/** Words that frame a question and never name a topic, and the words of a question one after the other. */
import type { Language } from '../../shared/knowledge.ts';

const FRAMING: Record<Language, ReadonlySet<string>> = {
  zh: new Set(
    `的 了 吗 呢 啊 呀 吧 哦 嘛 么 我 你 您 他 她 它 我们 你们 他们 咱们 咱 人家 是 是不是 请 请问 问 问下 问一下 想 想问 想要 要 就 就是 那 那个 那么 这 这个 这样 这么
    那样 和 与 也 都 还 还有 还是 很 把 被 给 让 帮 帮忙 帮我 会 能 能不能 可以 可不可以 可 在 啦 哈 个 怎样 怎么 怎么样 怎么办 怎 样 如何 咋 为什么 为啥 什么 啥 一下 下 嗯 喂 哎 呃 额
    诶 您好 你好 好 好的 谢谢 谢 麻烦 亲 有 有没有 没 没有 不 不是 不能 不了 不会 去 来 到 从 对 对于 关于 说 看 看看 用 做 弄 搞 上 里 里面 后 以后 之后 之前 前 现在 时候 什么时候 时 多少 几 哪 哪里 哪个
    哪儿 知道 告诉 需要 应该 一个 一 两 二 三 个 点 些 一些 得 地 着 过 再 又 才 只 但 但是 因为 所以 如果 而且 然后 已经 吧 嘞 哟 呐 呗 自己 比较 真 太 等 为 于 以 其 之 或 或者 跟 呵呵 哈哈 叫 叫做 怎么回事 回事 事 情况 根本 直接 突然 变成 刚才 不知道 一直 办法 确认`.split(
      /\s+/u,
    ),
  ),
  en: new Set(
    `a an the is are was were be been am do does did doing done i my me mine we our us you your yours it its he she they them their to of in on at for
    and or but can could would will shall may might should please hi hello hey have has had having with that this these those there here some so just
    any then than if when what which who whom whose where why how not no don doesn didn isn wasn won can't don't doesn't didn't i'm i've i'd i'll it's
    s t m re ve ll d im id ive dont cant want need like tell know help say as by from also too let get got getting go going make made one about into
    out up after before still now need wanted trying try tried possible way possible see think am because even much many really able been was more
    looking look question problem issue thing something anything someone thanks thank okay ok
    long take takes soon well happened happen happens find check ask back last just`.split(/\s+/u),
  ),
};

const segmenter = new Intl.Segmenter('zh', { granularity: 'word' });

/** The words of a text; an empty one stands where a mark parts them. */
export function wordsOf(text: string): string[] {
  const words: string[] = [];
  for (const { segment, isWordLike } of segmenter.segment(
    text.normalize('NFKC').toLowerCase().replace(/[’`]/gu, "'"),
  )) {
    if (isWordLike) words.push(segment);
    else if (segment.trim() !== '') words.push('');
  }
  return words;
}

/** Whether a word can begin, end or be a name. */
export function names(word: string, language: Language): boolean {
  return word !== '' && !FRAMING[language].has(word) && !/^\d+$/u.test(word) && /[\p{L}]/u.test(word);
}
