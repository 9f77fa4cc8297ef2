import { tapOn } from '../backend.ts';
import { flag, type BuiltIn, type BuiltInNode, type Properties } from './node.ts';
import { resetForm, submitForm } from './form.ts';

const PROPERTIES: Properties = {
  size: [String, 'default'],
  type: [String, 'default'],
  plain: [Boolean, false],
  disabled: [Boolean, false],
  loading: [Boolean, false],
  formType: [String, ''],
  openType: [String, ''],
  lang: [String, 'en'],
  sessionFrom: [String, ''],
  sendMessageTitle: [String, ''],
  sendMessagePath: [String, ''],
  sendMessageImg: [String, ''],
  appParameter: [String, ''],
  showMessageCard: [Boolean, false],
  phoneNumberNoQuotaToast: [Boolean, true],
  activityType: [null],
  entrancePath: [String, ''],
  needShowEntrance: [null],
  createliveactivity: [null],
  name: [String, ''],
};

/** The events that WeChat raises for each open-type, with what it answers unless a test says otherwise. */
const OPEN_TYPES: Record<string, [event: string, fallback: Record<string, unknown>]> = {
  getPhoneNumber: ['getphonenumber', {}],
  getRealtimePhoneNumber: ['getrealtimephonenumber', {}],
  contact: ['contact', { path: '', query: {}, errMsg: 'enterContact:ok' }],
  chooseAvatar: ['chooseavatar', { avatarUrl: '' }],
  openSetting: ['opensetting', { authSetting: {}, errMsg: 'openSetting:ok' }],
  feedback: ['feedback', {}],
  agreePrivacyAuthorization: ['agreeprivacyauthorization', { errMsg: 'agreePrivacyAuthorization:ok' }],
  getUserInfo: ['getuserinfo', { errMsg: 'getUserInfo:ok', userInfo: { nickName: '微信用户' } }],
  share: ['share', {}],
};

const HOVER_MS = 70;

function button(node: BuiltInNode) {
  const { element } = node;
  element.setAttribute('role', 'button');
  element.tabIndex = 0;
  element.addEventListener('click', () => {
    if (element.hasAttribute('disabled')) return;
    const formType = node.text('formType');
    if (formType === 'submit') submitForm(element);
    if (formType === 'reset') resetForm(element);
    const openType = node.text('openType');
    const opens = OPEN_TYPES[openType];
    if (opens !== undefined) void answer(node, openType, opens);
  });
  element.addEventListener('keydown', (event) => {
    if (event.target !== element || (event.key !== 'Enter' && event.key !== ' ')) return;
    event.preventDefault();
    if (element.hasAttribute('disabled')) return;
    tapOn(element);
    element.click();
  });
  const press = () => {
    if (!element.hasAttribute('disabled')) element.style.filter = 'brightness(0.92)';
  };
  const release = () => setTimeout(() => (element.style.filter = ''), HOVER_MS);
  element.addEventListener('pointerdown', press);
  for (const name of ['pointerup', 'pointercancel', 'pointerleave']) element.addEventListener(name, release);
  return {
    changed: (name: string, value: unknown) => {
      if (name === 'disabled') {
        flag(element, 'disabled', value);
        element.setAttribute('aria-disabled', String(value === true));
        element.tabIndex = value === true ? -1 : 0;
      }
      if (name === 'plain' || name === 'loading') flag(element, name, value);
      if (name === 'type' || name === 'size') element.setAttribute(name, String(value));
      if (name === 'ariaRole' && (value === '' || value === null)) element.setAttribute('role', 'button');
    },
  };
}

async function answer(node: BuiltInNode, openType: string, opens: [string, Record<string, unknown>]): Promise<void> {
  const [event, fallback] = opens;
  const configured = node.phone.answer(openType, fallback);
  if (!/PhoneNumber$/.test(openType) || configured !== fallback) return node.raise(event, configured);
  try {
    node.raise(event, { code: await node.phone.phoneCode(), errMsg: `${openType}:ok` });
  } catch (reason) {
    node.raise(event, { errMsg: `${openType}:fail ${reason instanceof Error ? reason.message : String(reason)}` });
  }
}

/** The button, with form and open types. */
export const BUTTONS: BuiltIn[] = [{ name: 'button', properties: PROPERTIES, setup: button }];
