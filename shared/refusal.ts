/** Refusals: answers we chose. One table, so a new code doesn't compile without a status and words in both languages. */

export const refusals = {
  // the door
  bad_request: { status: 400, zh: '请求格式不对', en: 'The request is malformed.' },
  too_large: { status: 413, zh: '内容太大', en: 'The content is too large.' },
  bad_encoding: { status: 400, zh: '内容不是有效的 UTF-8', en: 'The content is not valid UTF-8.' },
  bad_xml: { status: 400, zh: 'XML 格式不对', en: 'The XML is malformed or uses a forbidden feature.' },
  bad_json: { status: 400, zh: 'JSON 格式不对', en: 'The JSON is malformed or nested too deeply.' },
  bad_signature: { status: 401, zh: '签名不对', en: 'The signature does not match.' },
  expired: { status: 401, zh: '已过期', en: 'The timestamp or proof has expired.' },
  wrong_mode: { status: 400, zh: '加密模式与账号设置不符', en: 'The encryption mode differs from the account’s.' },
  wrong_account: { status: 400, zh: '不是这个账号的消息', en: 'The content belongs to another account.' },
  no_account: { status: 404, zh: '没有这个账号', en: 'There is no such account.' },
  not_found: { status: 404, zh: '没有找到', en: 'There is nothing here.' },
  wrong_method: { status: 405, zh: '请求方法不对', en: 'This method is not offered here.' },
  rate_limited: { status: 429, zh: '太频繁了，请稍后再试', en: 'Too many requests; try again later.' },
  // people
  proof_needed: {
    status: 403,
    zh: '请先用短信验证码确认这个号码是您的',
    en: 'Prove that number by a code first.',
  },
  wrong_code: { status: 400, zh: '验证码不对', en: 'The code is wrong.' },
  code_over: {
    status: 409,
    zh: '验证码或链接已失效，请重新获取',
    en: 'The code or link has expired, was used, or was tried too often; ask for another.',
  },
  not_signed_in: { status: 401, zh: '请先登录', en: 'Sign in first.' },
  wrong_credentials: { status: 401, zh: '账号或密码不对', en: 'The name or the password is wrong.' },
  not_allowed: { status: 403, zh: '没有权限', en: 'You are not allowed to do this.' },
  bad_origin: { status: 403, zh: '来源网站不在名单里', en: 'This origin is not listed for the site.' },
  bad_key: { status: 401, zh: '密钥无效或已吊销', en: 'The key is unknown, wrong or revoked.' },
  missing_scope: { status: 403, zh: '这个密钥没有所需的权限', en: 'This key lacks the scope.' },
  reused_key: {
    status: 409,
    zh: '这个 Idempotency-Key 已用于另一个请求',
    en: 'This Idempotency-Key was used for another request.',
  },
  in_progress: {
    status: 409,
    zh: '同一请求正在处理，请稍后再试',
    en: 'The same request is being worked on; ask again shortly.',
  },
  cursor_gone: {
    status: 409,
    zh: '游标已过期，请重新开始',
    en: 'The cursor leads to what is no longer kept; begin anew without one.',
  },
  bad_ticket: { status: 401, zh: '入场券无效或已用过', en: 'The ticket is unknown, used or expired.' },
  bad_token: { status: 401, zh: '身份凭证无效或已过期', en: 'The identity token is invalid or has expired.' },
  erased: { status: 410, zh: '这位客户已删除了自己的资料', en: 'This person has erased everything kept of them.' },
  exists: { status: 409, zh: '已经存在', en: 'It exists already.' },
  link_needs_merge: {
    status: 409,
    zh: '这两个身份都已有会话，需要合并，现在不能自动关联',
    en: 'Both identities already have a line; joining them needs a merge, which is not done by itself.',
  },
  // the stream
  stale_client: { status: 426, zh: '客户端版本太旧，请刷新', en: 'This client is too old; reload it.' },
  hello_first: { status: 400, zh: '要先报到', en: 'The first frame must be hello.' },
  gap: { status: 409, zh: '序号不连续', en: 'The number leaves a gap; send the expected one first.' },
  reused_number: { status: 409, zh: '同一序号的内容不同', en: 'This number was used before with another content.' },
  unknown_frame: { status: 400, zh: '不认识的帧', en: 'This frame type is unknown.' },
  // the conversation
  too_long: { status: 400, zh: '文字太长', en: 'The text is too long.' },
  floor_moved: { status: 409, zh: '会话已由别人接手', en: 'Somebody else holds the conversation now.' },
  no_session: { status: 409, zh: '没有进行中的会话', en: 'There is no open session.' },
  session_closed: { status: 409, zh: '会话已结束', en: 'The session is closed.' },
  wrong_state: { status: 409, zh: '现在不能这样做', en: 'This can’t be done in the present state.' },
  summary_required: { status: 409, zh: '请先填写服务小结', en: 'The summary has to be written first.' },
  unknown_category: { status: 409, zh: '没有这个分类', en: 'There is no such category.' },
  not_owed: { status: 409, zh: '这个会话不需要小结', en: 'No summary is owed for this session.' },
  rating_over: { status: 409, zh: '评价已过期或已提交', en: 'The rating has expired or was given already.' },
  recall_late: { status: 409, zh: '超过 2 分钟的消息不能撤回', en: 'After two minutes a message can’t be taken back.' },
  already_left: {
    status: 409,
    zh: '已发到对方的微信或短信，不能撤回',
    en: 'It has left for WeChat or a phone and can’t be taken back.',
  },
  children_open: { status: 409, zh: '还有子工单没有完成', en: 'Children of this ticket are not done yet.' },
  missing_fields: { status: 400, zh: '必填项还没有填', en: 'A required field is empty.' },
  bad_phone: { status: 400, zh: '电话号码不对', en: 'This is no telephone number.' },
  bad_email: { status: 400, zh: '邮箱格式不对', en: 'This is no e-mail address.' },
  bad_order: { status: 400, zh: '订单号格式不对', en: 'This is no order number.' },
  bad_choice: { status: 400, zh: '请从给出的选项里选择', en: 'Choose one of what is offered.' },
  no_consent: { status: 409, zh: '客户没有同意', en: 'The customer has not agreed to this.' },
  no_endpoint: { status: 404, zh: '没有这个地址', en: 'The person has no such address.' },
  window_closed: { status: 409, zh: '微信的回复时限已过', en: 'WeChat’s reply window is closed.' },
  call_over: { status: 409, zh: '电话已挂断，说不了了', en: 'The call is over: nothing can be said into it.' },
  quota_spent: { status: 409, zh: '微信的可发条数已用完', en: 'WeChat’s message count for this window is spent.' },
  opted_out: { status: 409, zh: '对方已退订', en: 'The person opted out on this address.' },
  number_lapsed: {
    status: 409,
    zh: '这个号码 90 天没有动静，可能已换人，不再发送；对方重新验证号码后恢复',
    en: 'The number was silent for ninety days and may be somebody else’s: nothing goes there until they prove it anew.',
  },
  number_moved: {
    status: 409,
    zh: '这个号码已由别人验证，不再是对方的',
    en: 'Somebody else has proven this number: it is not the person’s any more.',
  },
  template_value: {
    status: 400,
    zh: '变量的内容不符合提醒模板的规则',
    en: 'A value breaks a rule of the reminder’s template.',
  },
  marketing_words: {
    status: 400,
    zh: '服务通知里不能有营销内容，请用营销活动发送',
    en: 'A service notice may hold no advertising; send it as a campaign.',
  },
  sms_rule: { status: 400, zh: '不符合短信模板规则', en: 'The text breaks the SMS template rules.' },
  watchword: { status: 409, zh: '含有敏感词，没有发送', en: 'The words hold a watchword and were not sent.' },
  at_capacity: { status: 409, zh: '已达接待上限', en: 'The agent’s capacity is reached.' },
  off_duty: { status: 409, zh: '请先上线', en: 'Go on duty first.' },
  // the knowledge
  stale: { status: 409, zh: '别人刚保存了新的修改，请先查看', en: 'Somebody saved a newer revision meanwhile.' },
  own_work: {
    status: 409,
    zh: '双人复核：不能审核自己写的内容',
    en: 'Two-person review: nobody approves their own words.',
  },
  bad_reference: {
    status: 409,
    zh: '引用了不存在或未发布的内容',
    en: 'It refers to something that is not published, or something published refers to it.',
  },
  incomplete: {
    status: 409,
    zh: '流程还不完整，不能使用',
    en: 'The flow doesn’t hold together yet.',
  },
  bad_media: {
    status: 400,
    zh: '文件类型不支持、已损坏，或不属于这个会话',
    en: 'The file is of a type we don’t take, damaged, or not of this conversation.',
  },
  bad_file: { status: 400, zh: '文件无法读取', en: 'The file can’t be read in this format.' },
  // ours
  unavailable: { status: 503, zh: '暂时不可用，请重试', en: 'Temporarily unavailable; try again.' },
  internal: { status: 500, zh: '系统出错了', en: 'Something went wrong on our side.' },
} as const satisfies Record<string, { status: number; zh: string; en: string }>;

export type RefusalCode = keyof typeof refusals;

/** An answer we chose; returned unchanged through RPC, HTTP and sockets. `detail` adds what is particular, never personal data. */
export type Refusal = { ok: false; code: RefusalCode; detail: string };

/** Makes a refusal; without a detail the table's English sentence speaks. */
export function refuse(code: RefusalCode, detail?: string): Refusal {
  return { ok: false, code, detail: detail ?? refusals[code].en };
}

export type Result<Value> = ({ ok: true } & Value) | Refusal;
