/** 快捷回复: phrases everybody on the staff may use, in groups. A person's own ones have the same shape and live at their seat. */
import * as v from 'valibot';

const id = v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9-]{0,39}$/u, 'lower case letters, digits and hyphens'));

/** One phrase. `{客户姓名}`, `{订单号}` and `{坐席}` in it are filled in; what isn't known stays to be written. */
export const reply = v.strictObject({
  id,
  group: v.pipe(v.string(), v.trim(), v.maxLength(24)),
  title: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(40)),
  text: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(1000)),
  language: v.picklist(['zh', 'en']),
});
export type Reply = v.InferOutput<typeof reply>;

/** At most so many of one kind, public or a person's own. */
export const MOST_REPLIES = 500;

export const replies = v.strictObject({
  list: v.pipe(
    v.array(reply),
    v.maxLength(MOST_REPLIES),
    v.check((given) => new Set(given.map((one) => one.id)).size === given.length, 'one id, one phrase'),
  ),
});
export type Replies = v.InferOutput<typeof replies>;

const phrase = (name: string, group: string, title: string, text: string, language: Reply['language'] = 'zh') => ({
  ...{ id: name, group, title, text, language },
});

/** The phrases every desk starts with. */
export const usualReplies: Replies = {
  list: [
    phrase('hello', '开场', '您好', '您好，我是人工客服{坐席}，很高兴为您服务。请问有什么可以帮您？'),
    phrase('wait', '过程', '稍等', '好的，请您稍等，我马上为您查询。'),
    phrase('order', '过程', '订单号', '麻烦您提供一下订单号，我帮您核实。'),
    phrase('checked', '过程', '查到订单', '{客户姓名}您好，已为您查到订单 {订单号}，我这就核实。'),
    phrase('sorry', '安抚', '抱歉', '非常抱歉给您带来不便，我们会尽快为您处理。'),
    phrase('photo', '售后', '照片', '麻烦您拍一张商品和外包装的照片，我们为您办理换货或退款。'),
    phrase('noted', '售后', '登记', '已为您登记，处理进度会第一时间通知您。'),
    phrase('else', '结束', '还有', '请问还有其他可以帮您的吗？'),
    phrase('bye', '结束', '再见', '感谢您的咨询，祝您生活愉快，再见！'),
    phrase('en-hello', 'Opening', 'hello', 'Hello, this is {坐席}, a human agent. How can I help you?', 'en'),
    phrase('en-wait', 'On the way', 'wait', 'One moment please, I am looking into it for you.', 'en'),
    phrase('en-order', 'On the way', 'order', 'Could you give me your order number, so that I can check?', 'en'),
    phrase(
      'en-sorry',
      'Calming',
      'sorry',
      'We are very sorry for the inconvenience and will sort it out as soon as we can.',
      'en',
    ),
    phrase(
      'en-photo',
      'After-sales',
      'photo',
      'Could you send a photo of the item and its packaging? We will arrange an exchange or refund.',
      'en',
    ),
    phrase(
      'en-noted',
      'After-sales',
      'noted',
      'I have noted it down; we will let you know as soon as there is progress.',
      'en',
    ),
    phrase('en-else', 'Closing', 'else', 'Is there anything else I can do for you?', 'en'),
    phrase('en-bye', 'Closing', 'bye', 'Thank you for writing to us. Have a nice day!', 'en'),
  ],
};
