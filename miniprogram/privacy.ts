/** The privacy notice of the demo company: what is kept, why, and what one can do. Its version is shown with it. */
import type { Language } from '../web/client/words.ts';

/** Raised whenever a sentence of the notice changes. */
export const PRIVACY_VERSION = '1.0';

/** One section. */
export type Section = { title: string; text: string };

const notice: Record<Language, Section[]> = {
  zh: [
    {
      title: '我们记下什么',
      text: '您在本小程序、网站、短信和公众号里发给客服的消息，客服的回复，时间和送达状态；微信给本小程序的用户标识（openid，绑定开放平台时还有 unionid）。本页面不读取您的手机号、通讯录和相册。',
    },
    {
      title: '为什么',
      text: '为了回答您的问题，并让您换一个渠道时不必从头说起。微信标识只用来认出这是同一位用户。',
    },
    {
      title: '谁能看到',
      text: '为您服务的客服人员。地址和号码默认打码显示。我们不出售您的数据，也不未经同意发送营销信息。',
    },
    {
      title: '自动应答',
      text: '标有“自动应答”的消息由程序生成。您可以随时要求人工客服。',
    },
    {
      title: '您的权利',
      text: '您可以要求查看、更正、导出或删除与您有关的数据，请直接告诉客服。退订短信请回复“退订”或“R”。',
    },
  ],
  en: [
    {
      title: 'What we keep',
      text: 'What you write to us in this mini-program, on the website, by SMS and in the official account, our answers, times and delivery states; the identifier WeChat gives this mini-program for you (openid, and unionid where accounts are bound). These pages do not read your phone number, contacts or photos.',
    },
    {
      title: 'Why',
      text: 'To answer you, and so that you need not start again on another channel. The WeChat identifier only serves to know that it is you.',
    },
    {
      title: 'Who can see it',
      text: 'The people who serve you. Addresses and numbers are masked by default. We do not sell your data, and send no marketing without your consent.',
    },
    {
      title: 'Automatic replies',
      text: 'Messages marked “Automatic” are made by a program. You can ask for a person at any time.',
    },
    {
      title: 'Your rights',
      text: 'You may ask to see, correct, take out or erase your data: tell our service team. To stop SMS, answer “退订” or “R”.',
    },
  ],
};

/** The notice in one language. */
export function privacyNotice(language: Language): Section[] {
  return notice[language];
}
