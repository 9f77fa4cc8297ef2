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
  },
  {
    live: 'On the phone',
    reading: 'What you type is read to the caller',
    ringing: 'Your telephone is being rung',
    hangUp: 'Hang up',
    dial: 'Put through to my phone',
    ended: 'The call is over',
    put: 'Ringing your telephone',
  },
);
