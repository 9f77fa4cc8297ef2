import { showBadge } from './badge.ts';
import { entryOf } from './entry.ts';
import { talk } from './net.ts';
import { tellHandOff } from './own/hand-off.ts';
import { followAlike } from './own/alike.ts';
import { followNotice } from './own/privacy.ts';
import { tellRefused } from './refused.ts';

App({
  onLaunch({ query }: WechatMiniprogram.App.LaunchShowOption) {
    talk.onRefusedAct = tellRefused;
    // Before the first sign-in: who is new to us comes to the line that was handed off.
    talk.onHandedOff = tellHandOff;
    talk.takeUp(entryOf(query).handOff);
    talk.follow(showBadge);
    followNotice();
    followAlike();
    talk.start();
  },
});
