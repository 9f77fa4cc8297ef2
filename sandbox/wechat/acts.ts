import type { WechatAccount } from '../config.ts';
import { isRecord, listAt, recordAt, textAt, wordAt } from '../world/json.ts';
import type { QuotaAct } from './quota.ts';
import type { Tree } from './xml.ts';

/** What a person's act on WeChat becomes: the message pushed, what the chat shows, and which window it opens. */
export interface Made {
  tree: Tree;
  shown?: Record<string, unknown>;
  opens?: QuotaAct;
  /** Events carry no MsgId. */
  numbered: boolean;
}

/** The media ids that the world stored for this act beforehand. */
export interface Stored {
  mediaId: string;
  thumbId: string;
  pictureUrl: string;
}

const EVENT_OPENS: Record<string, QuotaAct> = {
  subscribe: 'subscribe',
  SCAN: 'scan',
  CLICK: 'menu',
  scancode_push: 'menu',
  scancode_waitmsg: 'menu',
  user_enter_tempsession: 'enter',
};

function messageFields(kind: string, act: unknown, stored: Stored): Tree | undefined {
  switch (kind) {
    case 'text': {
      const content = textAt(act, 'content');
      const menu = wordAt(act, 'menuId');
      return content === '' ? undefined : { Content: content, ...(menu ? { bizmsgmenuid: menu } : {}) };
    }
    case 'image':
      return { PicUrl: stored.pictureUrl, MediaId: stored.mediaId };
    case 'voice': {
      const words = textAt(act, 'recognition');
      return { MediaId: stored.mediaId, Format: 'amr', ...(words ? { Recognition: words } : {}) };
    }
    case 'video':
    case 'shortvideo':
      return { MediaId: stored.mediaId, ThumbMediaId: stored.thumbId };
    case 'location':
      return {
        Location_X: wordAt(act, 'latitude') || '31.230416',
        Location_Y: wordAt(act, 'longitude') || '121.473701',
        Scale: wordAt(act, 'scale') || '16',
        Label: textAt(act, 'label') || '上海市黄浦区人民大道',
      };
    case 'link':
      return { Title: textAt(act, 'title'), Description: textAt(act, 'description'), Url: textAt(act, 'url') };
    case 'miniprogrampage':
      return {
        Title: textAt(act, 'title'),
        AppId: textAt(act, 'appid'),
        PagePath: textAt(act, 'path'),
        ThumbUrl: stored.pictureUrl,
        ThumbMediaId: stored.thumbId,
      };
    default:
      return undefined;
  }
}

function subscriptionList(act: unknown, withScene: boolean): Tree[] {
  return listAt(act, 'answers')
    .filter(isRecord)
    .map((answer) => ({
      TemplateId: textAt(answer, 'templateId'),
      SubscribeStatusString: answer.accept === true ? 'accept' : 'reject',
      ...(withScene ? { PopupScene: '0' } : {}),
    }));
}

function eventFields(event: string, act: unknown): Tree | undefined {
  const key = textAt(act, 'key');
  const scene = wordAt(act, 'scene');
  switch (event) {
    case 'subscribe':
      return scene ? { EventKey: `qrscene_${scene}`, Ticket: `gQ${scene}TICKET` } : {};
    case 'unsubscribe':
      return {};
    case 'SCAN':
      return { EventKey: scene, Ticket: `gQ${scene}TICKET` };
    case 'LOCATION':
      return { Latitude: '31.230416', Longitude: '121.473701', Precision: '40.0' };
    case 'CLICK':
      return { EventKey: key };
    case 'VIEW':
    case 'view_miniprogram':
      return { EventKey: key, MenuId: wordAt(act, 'menuId') || '420000001' };
    case 'scancode_push':
    case 'scancode_waitmsg':
      return { EventKey: key, ScanCodeInfo: { ScanType: 'qrcode', ScanResult: textAt(act, 'result') || '1' } };
    case 'pic_sysphoto':
    case 'pic_photo_or_album':
    case 'pic_weixin':
      return {
        EventKey: key,
        SendPicsInfo: { Count: '1', PicList: { item: { PicMd5Sum: '1b5f7c23b5bf75682a53e7b6d163e185' } } },
      };
    case 'location_select':
      return {
        EventKey: key,
        SendLocationInfo: {
          Location_X: '31.230416',
          Location_Y: '121.473701',
          Scale: '16',
          Label: '上海市黄浦区人民大道',
          Poiname: '',
        },
      };
    case 'user_enter_tempsession':
      return { SessionFrom: textAt(act, 'sessionFrom').slice(0, 1024) };
    case 'subscribe_msg_popup_event':
      return { SubscribeMsgPopupEvent: { List: subscriptionList(act, true) } };
    case 'subscribe_msg_change_event':
      return { SubscribeMsgChangeEvent: { List: subscriptionList(act, false) } };
    default:
      return event === '' ? undefined : {};
  }
}

/** Turns an act into the message WeChat pushes (without MsgId); undefined when the act makes no sense. */
export function makePush(
  account: WechatAccount,
  openid: string,
  act: unknown,
  stored: Stored,
  nowMs: number,
): Made | undefined {
  const kind = textAt(act, 'kind');
  const head: Tree = { ToUserName: account.id, FromUserName: openid, CreateTime: String(Math.floor(nowMs / 1000)) };
  const extra = recordAt(act, 'fields') as Tree;
  if (kind === 'event') {
    const event = textAt(act, 'event');
    const fields = eventFields(event, act);
    if (!fields) return undefined;
    const opens = EVENT_OPENS[event];
    return {
      tree: { ...head, MsgType: 'event', Event: event, ...fields, ...extra },
      numbered: false,
      ...(opens ? { opens } : {}),
    };
  }
  if (kind === 'raw') return { tree: { ...head, ...extra }, numbered: true, opens: 'message' };
  const fields = messageFields(kind, act, stored);
  if (!fields) return undefined;
  const shown = { ...fields };
  return { tree: { ...head, MsgType: kind, ...fields, ...extra }, shown, numbered: true, opens: 'message' };
}
