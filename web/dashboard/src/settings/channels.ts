import type { ChannelName } from '../../../../shared/message.ts';

/** Every channel, to be chosen from. */
export const channels: readonly ChannelName[] = ['web', 'app', 'miniprogram', 'wechat', 'sms', 'phone'];
