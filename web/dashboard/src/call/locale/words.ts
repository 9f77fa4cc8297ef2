/** Words of a telephone call at the workbench. */
import { words } from '../../../../client/words.ts';

export const callWords = words(
  {
    live: '电话通话中',
    reading: '您输入的回复会念给对方听',
    ringing: '正在接通您的电话',
    hangUp: '挂断电话',
    dial: '转到我的电话',
    ended: '电话已挂断',
    put: '正在拨您的电话',
    ringBack: '回电',
    ringBackHint: '先拨您自己的电话，接起后再拨给客户；客户看到的是热线号码',
    ringingYou: '正在拨您的电话，接起后接通客户',
    noPhone: '您还没有登记电话，请主管在 设置 → 电话 里添加',
    onPhone: '客户正在通话中',
  },
  {
    live: 'On the phone',
    reading: 'What you type is read to the caller',
    ringing: 'Your telephone is being rung',
    hangUp: 'Hang up',
    dial: 'Put through to my phone',
    ended: 'The call is over',
    put: 'Ringing your telephone',
    ringBack: 'Call back',
    ringBackHint: 'Your own telephone is rung first, then the customer’s; they see the number of the line',
    ringingYou: 'Ringing your telephone; pick up and the customer is called',
    noPhone: 'No telephone is set for you; a lead adds it in Settings → Telephone',
    onPhone: 'They are on the telephone now',
  },
);
