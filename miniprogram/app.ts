import { follow } from './net.ts';

App({
  onLaunch() {
    follow();
  },
});
