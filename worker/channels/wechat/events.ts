/** WeChat's events: what each means for the line. Unknown ones are kept by name. */
import type { Address, Heard } from '../../../shared/actors.ts';
import type { WechatAccount } from '../account.ts';
import { clean, clip } from '../words.ts';
import { grant } from './limits.ts';
import { branch, branches, word, type Branch } from './tree.ts';

type Scene = { address: Address; at: number; now: number; seconds: string };
type HeardEvent = Extract<Heard, { kind: 'event' }>;

/** Grey lines of the events a person causes. */
const LINES: Partial<Record<string, string>> = {
  subscribe: '关注了公众号',
  unsubscribe: '取消了关注',
  SCAN: '扫描了二维码',
  LOCATION: '上报了位置',
  CLICK: '点击了菜单',
  VIEW: '打开了菜单里的网页',
  view_miniprogram: '从菜单打开了小程序',
  scancode_push: '用菜单扫了码',
  scancode_waitmsg: '用菜单扫了码',
  pic_sysphoto: '用菜单拍了照片',
  pic_photo_or_album: '用菜单发了照片',
  pic_weixin: '用菜单从相册发了照片',
  location_select: '用菜单发了位置',
  user_enter_tempsession: '进入了小程序客服会话',
  kf_create_session: '接入了微信客服工具',
  kf_close_session: '结束了微信客服工具的会话',
  kf_switch_session: '在微信客服工具里转接了',
};

/** One push may carry several (subscription lists). Those about no person (mass sends) are none. */
export function eventsOf(push: Branch, kind: WechatAccount['kind'], scene: Scene): Heard[] {
  const event = clip(clean(word(push, 'Event')), 64) || 'event';
  switch (event) {
    case 'TEMPLATESENDJOBFINISH':
      return templateReport(push, scene);
    case 'MASSSENDJOBFINISH':
    case 'wxa_media_check':
      return [];
    case 'subscribe_msg_sent_event':
      return sentReports(push, scene);
    case 'subscribe_msg_popup_event':
      return choices(push, event, 'SubscribeMsgPopupEvent', scene);
    case 'subscribe_msg_change_event':
      return choices(push, event, 'SubscribeMsgChangeEvent', scene);
    default:
      return [plain(push, event, kind, scene)];
  }
}

function plain(push: Branch, event: string, kind: WechatAccount['kind'], scene: Scene): HeardEvent {
  const key = word(push, 'EventKey');
  const heard: HeardEvent = {
    kind: 'event',
    key: named(scene, event, key),
    address: scene.address,
    event,
    at: scene.at,
  };
  const line = LINES[event];
  if (line) heard.text = detailed(line, event, push);
  const window = grant(kind, event, Math.min(scene.at, scene.now));
  if (window) heard.window = window;
  if (event === 'subscribe' || event === 'user_enter_tempsession') heard.greet = true;
  if (event === 'unsubscribe') heard.gone = true;
  return heard;
}

function detailed(line: string, event: string, push: Branch): string {
  const key = clean(word(push, 'EventKey'));
  switch (event) {
    case 'subscribe':
      return key === '' ? line : clip(`扫码关注了公众号（${key.replace(/^qrscene_/u, '')}）`, 500);
    case 'SCAN':
    case 'CLICK':
      return key === '' ? line : clip(`${line}（${key}）`, 500);
    case 'scancode_push':
    case 'scancode_waitmsg':
      return clip(`${line}（${clean(word(branch(push, 'ScanCodeInfo'), 'ScanResult'))}）`, 500);
    case 'location_select':
      return clip(`${line}（${clean(word(branch(push, 'SendLocationInfo'), 'Label'))}）`, 500);
    default:
      return line;
  }
}

/** Two events can share one second: type and key are part of the name. */
function named(scene: Scene, event: string, ...rest: string[]): string {
  return clip(['event', scene.address.peer, scene.seconds, event, ...rest].join(':'), 400);
}

/** XML nests the list, JSON has it on top; one entry comes as the thing itself, several as a list: a branch hides that. */
function entries(push: Branch, wrapper: string): Branch[] {
  const nested = branches(branch(push, wrapper), 'List');
  return nested.length > 0 ? nested : branches(push, 'List');
}

function choices(push: Branch, event: string, wrapper: string, scene: Scene): Heard[] {
  return entries(push, wrapper).map((entry) => {
    const accepted = word(entry, 'SubscribeStatusString') === 'accept';
    const template = clip(clean(word(entry, 'TemplateId')), 64);
    return {
      kind: 'event',
      key: named(scene, event, template, word(entry, 'SubscribeStatusString')),
      address: scene.address,
      event,
      text: `${accepted ? '允许' : '拒绝'}了服务提醒（${template}）`,
      subscription: { template, accepted },
      at: scene.at,
    };
  });
}

function sentReports(push: Branch, scene: Scene): Heard[] {
  return entries(push, 'SubscribeMsgSentEvent').flatMap((entry) => {
    const providerId = word(entry, 'MsgID');
    const code = word(entry, 'ErrorCode');
    // Only the platform's own failures are told here: no error means sent, not yet seen on a phone.
    return providerId === ''
      ? []
      : [report(providerId, code === '0' || code === '', word(entry, 'ErrorStatus'), 'sent', scene)];
  });
}

function templateReport(push: Branch, scene: Scene): Heard[] {
  const providerId = word(push, 'MsgID');
  const status = word(push, 'Status');
  return providerId === '' ? [] : [report(providerId, status === 'success', status, 'delivered', scene)];
}

function report(providerId: string, good: boolean, why: string, status: 'sent' | 'delivered', scene: Scene): Heard {
  return {
    kind: 'report',
    key: `report:${providerId}`,
    providerId,
    address: scene.address,
    status: good ? status : 'failed',
    ...(good ? {} : { reason: { code: 'wechat_not_delivered', detail: clip(`微信：${clean(why)}`, 200) } }),
    at: scene.at,
  };
}
