/** The privacy notice this product comes with: what it keeps of people, and why. A company reads it, and writes its own. */

const section = (title: readonly [string, string], text: readonly [string, string]) => ({
  title: { zh: title[0], en: title[1] },
  text: { zh: text[0], en: text[1] },
});

const kept = section(
  ['我们记下什么', 'What we keep'],
  [
    '您在本小程序、网站、短信和公众号里发给客服的消息，客服的回复，时间和送达状态；微信给本小程序的用户标识（openid，绑定开放平台时还有 unionid）。手机号只在您点“关联手机号”并在微信窗口里同意时取得，可随时解除。本页面不读取通讯录和相册。',
    'What you write to us in this mini-program, on the website, by SMS and in the official account, our answers, times and delivery states; the identifier WeChat gives this mini-program for you (openid, and unionid where accounts are bound). Your phone number only when you tap “Link the phone number” and agree in WeChat’s window; you may unlink it at any time. These pages do not read your contacts or photos.',
  ],
);
const why = section(
  ['为什么', 'Why'],
  [
    '为了回答您的问题，并让您换一个渠道时不必从头说起。微信标识只用来认出这是同一位用户。回答您主动提出的问题不需要另行同意，不同意本说明的更新也可以继续咨询。',
    'To answer you, and so that you need not start again on another channel. The WeChat identifier only serves to know that it is you. Answering what you ask needs no consent of its own: you may go on asking without agreeing to a change of this notice.',
  ],
);
const who = section(
  ['谁能看到', 'Who can see it'],
  [
    '为您服务的客服人员。地址和号码默认打码显示。我们不出售您的数据，也不未经同意发送营销信息。',
    'The people who serve you. Addresses and numbers are masked by default. We do not sell your data, and send no marketing without your consent.',
  ],
);
const robot = section(
  ['自动应答', 'Automatic replies'],
  [
    '标有“自动应答”的消息由程序生成。您可以随时要求人工客服。',
    'Messages marked “Automatic” are made by a program. You can ask for a person at any time.',
  ],
);
const rights = section(
  ['您的权利', 'Your rights'],
  [
    '在“我的 → 我的资料”里可以随时下载或删除与您有关的全部数据；要更正，请告诉客服。可以推送什么，在“我的”里逐项选择。退订短信请回复“退订”或“R”。',
    'Under “Me → My data” you download or erase everything kept of you at any time; to correct something, tell our service team. What may be pushed you choose under “Me”. To stop SMS, answer “退订” or “R”.',
  ],
);
const rightsBefore = section(
  ['您的权利', 'Your rights'],
  [
    '要查阅、复制、更正或删除与您有关的数据，请告诉客服。可以推送什么，在“我的”里逐项选择。退订短信请回复“退订”或“R”。',
    'To read, copy, correct or erase what is kept of you, tell our service team. What may be pushed you choose under “Me”. To stop SMS, answer “退订” or “R”.',
  ],
);

export const usualNotice = [
  {
    version: '1.2',
    from: '2025-06-01',
    changes: {
      zh: '现在可以自己下载和删除全部资料，不用再找客服；写明回答咨询不需要另行同意。收集和使用的目的没有变化。',
      en: 'You can now download and erase everything yourself, without asking our service team; it says that answering you needs no consent of its own. What data are used for has not changed.',
    },
    asks: false,
    sections: [kept, why, who, robot, rights],
  },
  {
    version: '1.1',
    from: '2025-01-01',
    changes: { zh: '第一版。', en: 'The first version.' },
    asks: false,
    sections: [kept, who, robot, rightsBefore],
  },
];
