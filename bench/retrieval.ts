/** The ranking at the size of a big company: 100,000 questions of one language, made by a grammar of our own. */
import {
  buildIndex,
  indexFromBytes,
  indexToBytes,
  match,
  patchIndex,
  type Document,
} from '../worker/brain/retrieval/retrieval.ts';

type Grammar = { things: readonly string[]; matters: readonly string[]; ways: readonly string[] };

const pairs = (left: string, right: string, glue: string) =>
  left.split(' ').flatMap((one) => right.split(' ').map((other) => `${one}${glue}${other}`));

export const chinese: Grammar = {
  things: pairs(
    '智能 家用 车载 户外 儿童 无线 折叠 便携 电动 恒温 静音 防水 复古 迷你 商务 轻奢 极简 大容量 快充 蓝牙',
    '耳机 音箱 手表 水壶 风扇 台灯 键盘 背包 雨伞 相机 吸尘器 电饭煲 空气炸锅 行李箱 充电宝 加湿器 跑步机 投影仪 护眼灯 保温杯',
    '',
  ),
  matters: (
    '的退款多久到账 的发票怎么开 什么时候发货 能不能改地址 坏了怎么保修 怎么恢复出厂设置 运费由谁承担 支持七天无理由退货吗 ' +
    '可以分期付款吗 优惠券用不了 显示签收但没收到 少发了配件 怎么连接手机 充不进电 有异味正常吗 可以换颜色吗 会员有折扣吗 ' +
    '积分怎么抵扣 能开专用发票吗 预售定金能退吗 降价了能补差价吗 怎么升级固件 说明书在哪里下载 上门安装收费吗 可以送到海外吗'
  ).split(' '),
  ways: '请问$ 你好，我买的$ 想问一下$ $？ 麻烦帮我看看$ 昨天下单的$ 我朋友那个$，急 $啊 客服在吗，$ 刚收到的$'.split(
    ' ',
  ),
};

const english: Grammar = {
  things: pairs(
    'smart portable outdoor kids wireless folding travel electric heated silent waterproof vintage mini business compact',
    'headphones speaker watch bottle fan lamp keyboard backpack umbrella camera vacuum cooker fryer suitcase charger humidifier',
    ' ',
  ),
  matters: (
    'when will I get the refund for my#how do I get an invoice for the#when does it ship, the#can I change the address for my#' +
    'warranty repair of a broken#how to reset the#who pays return shipping for the#can I return within seven days my#' +
    'can I pay in instalments for the#coupon does not work on the#marked delivered but I never got the#missing parts of the#' +
    'how to connect to my phone the#will not charge, the#strange smell of the#can I swap the colour of my#member discount on the#' +
    'use points to pay for the#need a VAT invoice for the#refund of the deposit for the#price dropped after I bought the#' +
    'how to update the firmware of the#where is the manual of the#is installation free for the#ship abroad the'
  ).split('#'),
  ways: [
    'please, $',
    'hello, $',
    'hi there $?',
    '$',
    'could you tell me $',
    'I ordered yesterday, $',
    '$ asap',
    'question: $',
    'my friend asks: $',
    'urgent! $',
  ],
};

/** So many entries of ten questions each; every entry is one matter of one thing of one make. */
export function documentsOf(grammar: Grammar, language: 'zh' | 'en', entries: number): Document[] {
  const made: Document[] = [];
  for (let at = 0; at < entries; at += 1) {
    const thing = grammar.things[at % grammar.things.length] ?? '';
    const matter = grammar.matters[Math.floor(at / grammar.things.length) % grammar.matters.length] ?? '';
    const model = `${String.fromCharCode(97 + (at % 23))}${Math.floor(at / 7) % 97}`;
    const whole = language === 'zh' ? `${thing}${model}${matter}` : `${matter} ${thing} ${model}`;
    const [question = '', ...similar] = grammar.ways.map((way) => way.replace('$', whole));
    made.push({ id: `e-${at}`, question, similar });
  }
  return made;
}

function quantile(given: readonly number[], part: number): number {
  const sorted = [...given].sort((left, right) => left - right);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
}

function timed<Result>(act: () => Result): [Result, number] {
  const began = performance.now();
  const result = act();
  return [result, performance.now() - began];
}

/** Memory of a mounted index: its bytes (it lives in them) and what mounting adds to the heap. */
function mounted(bytes: Uint8Array) {
  const before = process.memoryUsage().heapUsed;
  const [index, ms] = timed(() => indexFromBytes(bytes));
  const heap = Math.max(0, process.memoryUsage().heapUsed - before);
  return { index, ms, megabytes: (bytes.byteLength + heap) / 1e6 };
}

export type RetrievalFigures = {
  questions: number;
  build_s: number;
  patch_ms: number;
  index_mb: number;
  match_p50_ms: number;
  match_p99_ms: number;
  long_p99_ms: number;
  mount_ms: number;
};

/** Builds, packs, mounts, patches and asks one language. */
export function retrievalFigures(language: 'zh' | 'en', entries: number): RetrievalFigures {
  const grammar = language === 'zh' ? chinese : english;
  const documents = documentsOf(grammar, language, entries);
  const [built, buildMs] = timed(() => buildIndex(documents, { language }));
  const bytes = indexToBytes(built);
  const mounts = Array.from({ length: 3 }, () => mounted(bytes));
  const index = mounts[0]?.index ?? built;
  const ways = grammar.ways;
  const asks = Array.from({ length: 2000 }, (_, at) => {
    const one = documents[(at * 7919) % documents.length]?.question ?? '';
    return (ways[at % ways.length] ?? '$').replace('$', one.slice(at % 5));
  });
  const waits = asks.map((ask) => timed(() => match(index, ask))[1]).slice(200);
  const long = Array.from({ length: 300 }, (_, at) =>
    asks
      .slice(at, at + 400)
      .join(' ')
      .slice(0, 4000),
  );
  const longWaits = long.map((ask) => timed(() => match(index, ask))[1]).slice(20);
  const change = documents.slice(0, 10).map((one) => ({ ...one, similar: [...one.similar, `${one.question} 2`] }));
  const patches = Array.from({ length: 3 }, () => timed(() => patchIndex(index, { put: change, gone: ['e-99'] }))[1]);
  return {
    questions: documents.reduce((sum, one) => sum + 1 + one.similar.length, 0),
    build_s: buildMs / 1000,
    patch_ms: quantile(patches, 0.5),
    index_mb: quantile(
      mounts.map((one) => one.megabytes),
      0.5,
    ),
    match_p50_ms: quantile(waits, 0.5),
    match_p99_ms: quantile(waits, 0.99),
    long_p99_ms: quantile(longWaits, 0.99),
    mount_ms: quantile(
      mounts.map((one) => one.ms),
      0.5,
    ),
  };
}
