import { showBadge } from './badge.ts';
import { talk } from './net.ts';

App({
  onLaunch() {
    talk.follow(showBadge);
    talk.start();
  },
});
