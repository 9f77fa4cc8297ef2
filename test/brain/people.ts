/** How people ask for a person in many languages, and who they say they are. Written by us. */

export const asksAnyLanguage = [
  ...[
    '转人工',
    '轉人工客服',
    '請轉人工',
    '我要找專員',
    '找服務人員',
    '传人工',
    'zhuan ren gong',
    'zhuanrengong',
    'wo yao rengong kefu',
  ],
  ...['人工客福', '转接人公', '0', '想要真人', '需要人工客服', '座席在吗，转座席', '跟真人说'],
  ...['agent', 'live agent please', 'I want to talk to a human', 'get me a representative', 'opreator', 'human'],
  ...[
    'オペレーター',
    'オペレーターにつないでください',
    '人と話したい',
    '担当者お願いします',
    '有人チャットに切り替えて',
  ],
  ...['상담원 연결해 주세요', '상담원', '사람과 대화하고 싶어요', '직원 연결'],
  ...['оператор', 'Соедините с оператором', 'позовите человека', 'хочу поговорить с живым человеком'],
  ...['je veux parler à un conseiller', 'Conseiller', 'parler à une personne svp', 'un être humain'],
  ...['quiero hablar con una persona', 'Agente', 'hablar con un agente por favor', 'operador'],
  ...['ich möchte mit einem Menschen sprechen', 'Mitarbeiter', 'bitte mit einem Mitarbeiter verbinden'],
  ...['falar com um atendente', 'quero um atendente', 'operatore', 'vorrei parlare con una persona'],
  ...['ขอคุยกับเจ้าหน้าที่', 'ติดต่อเจ้าหน้าที่', 'gặp nhân viên', 'tôi muốn nói chuyện với người thật', 'bicara dengan petugas'],
  ...['أريد التحدث مع موظف', 'एजेंट से बात करनी है'],
];

export const asksNobody = [
  ...['不用转人工', '人工客服几点上班', '人工智能是什么', '人工费怎么算', '订单 0 元怎么付', '10', '收货人写错了'],
  ...['je ne veux pas un conseiller', 'no quiero hablar con un agente', 'не нужен оператор', '상담원 필요 없어요'],
  ...[
    '配送の人はいつ来ますか',
    'где мой заказ',
    'où est ma commande',
    'wo ist meine Bestellung',
    'dónde está mi pedido',
  ],
  ...['I do not want an agent', 'agency discount', 'personal data policy', 'คนส่งของมาเมื่อไหร่'],
];

export const elders = [
  ...[
    '我妈80岁不会弄',
    '我今年75岁了',
    '我七十二岁了看不清字',
    '我是老年人',
    '我年纪大了，不懂这个',
    '我爷爷不会用手机',
    '老花眼看不清',
  ],
  ...['我奶奶今年83岁，操作不了', '我岁数大了', '我都78了', '我老伴眼睛不好', '俺不会弄手机'],
  ...['I am 81 years old', 'I am an elderly lady', "my mother is 80 and can't use the app"],
];

export const minors = [
  ...['我是小学生', '我今年12岁', '我才九岁', '我还没成年', '我上初二', '我未满18岁', '我是小朋友', '我读五年级'],
  ...['I am a kid', "I'm 11 years old", 'I am in primary school'],
];

export const noCare = [
  ...[
    '适合80岁老人用吗',
    '给我妈买的老人机',
    '买给75岁爷爷的鞋',
    '老年代步车多少钱',
    '我35岁',
    '我今年30了',
    '适合12岁孩子的书包',
  ],
  ...[
    '给小学生买的书包',
    '小学生优惠吗',
    '我孩子是小学生',
    '老人鞋有货吗',
    '我是学生有优惠吗',
    '奶奶的生日礼物',
    '18岁以上可以买吗',
  ],
  ...['is it ok for a 12 years old', 'I am 40 years old', 'shoes for my grandmother', 'senior discount?'],
];
