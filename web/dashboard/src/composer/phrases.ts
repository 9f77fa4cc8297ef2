import type { Language } from '../../../client/words.ts';

export type Phrase = { slash: string; text: string };

/** The quick phrases every desk starts with; personal and shared ones come with their own page. */
const builtIn: Record<Language, readonly Phrase[]> = {
  zh: [
    { slash: '您好', text: '您好，我是人工客服，很高兴为您服务。请问有什么可以帮您？' },
    { slash: '稍等', text: '好的，请您稍等，我马上为您查询。' },
    { slash: '订单号', text: '麻烦您提供一下订单号，我帮您核实。' },
    { slash: '抱歉', text: '非常抱歉给您带来不便，我们会尽快为您处理。' },
    { slash: '照片', text: '麻烦您拍一张商品和外包装的照片，我们为您办理换货或退款。' },
    { slash: '登记', text: '已为您登记，处理进度会第一时间通知您。' },
    { slash: '还有', text: '请问还有其他可以帮您的吗？' },
    { slash: '再见', text: '感谢您的咨询，祝您生活愉快，再见！' },
  ],
  en: [
    { slash: 'hello', text: 'Hello, this is a human agent. How can I help you?' },
    { slash: 'wait', text: 'One moment please, I am looking into it for you.' },
    { slash: 'order', text: 'Could you give me your order number, so that I can check?' },
    { slash: 'sorry', text: 'We are very sorry for the inconvenience and will sort it out as soon as we can.' },
    {
      slash: 'photo',
      text: 'Could you send a photo of the item and its packaging? We will arrange an exchange or refund.',
    },
    { slash: 'noted', text: 'I have noted it down; we will let you know as soon as there is progress.' },
    { slash: 'else', text: 'Is there anything else I can do for you?' },
    { slash: 'bye', text: 'Thank you for writing to us. Have a nice day!' },
  ],
};

/** The phrases that match what stands after the slash; null when no phrase is being looked for. */
export function phrasesFor(text: string, language: Language): readonly Phrase[] | null {
  const asked = /^\/(\S{0,20})$/u.exec(text)?.[1]?.toLowerCase();
  if (asked === undefined) return null;
  const matches = (one: Phrase) => one.slash.toLowerCase().includes(asked) || one.text.toLowerCase().includes(asked);
  return builtIn[language].filter(matches);
}
