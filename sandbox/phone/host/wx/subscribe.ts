import { asynchronous, Refusal, type Options, type Phone } from './api.ts';
import { byTap } from './tap.ts';

const MOST = 5;

/** wx.requestSubscribeMessage: one to five templates, in a tap only, and each is answered by itself. */
export function requestSubscribe(phone: Phone): (options?: Options) => unknown {
  return asynchronous('requestSubscribeMessage', async ({ tmplIds }) => {
    const given: unknown[] = Array.isArray(tmplIds) ? tmplIds : [];
    const ids = given.filter((id): id is string => typeof id === 'string');
    if (given.length === 0 || ids.length < given.length)
      throw new Refusal("TmplIds can't be empty", { errCode: 10001 });
    if (ids.length > MOST) throw new Refusal('Templates count out of max bounds', { errCode: 20003 });
    const unset = {};
    const set = phone.answer('requestSubscribeMessage', unset);
    if (set !== unset) return set;
    byTap();
    const { mainSwitch } = phone.answer('subscriptions', { mainSwitch: true });
    if (mainSwitch === false) throw new Refusal('The main switch is switched off', { errCode: 20004 });
    const kept = await phone.layers.consents('一线优选小程序 申请给您发送一次以下消息', ids);
    const answers = ids.map((id) => ({ templateId: id, accept: kept.has(id) }));
    await fetch('/sandbox/wechat/subscriptions', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ appid: phone.program.appid, persona: phone.persona, answers }),
    });
    return Object.fromEntries(answers.map(({ templateId, accept }) => [templateId, accept ? 'accept' : 'reject']));
  });
}
