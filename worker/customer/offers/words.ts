/** What is said to whoever refuses offers in a conversation. */
export const refusedWords = {
  zh: '已为您退订全部营销消息，服务通知不受影响。',
  en: 'You won’t get any more offers from us. News of your own matters still comes.',
};
