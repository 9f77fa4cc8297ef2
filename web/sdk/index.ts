/** `@yixian/client`: the conversation with a Yixian gateway for APPs and pages that bring their own screen (docs/app-sdk.md). */
export type * from './api.ts';
export { createClient } from './client.ts';
export { reactNativePlatform, uniPlatform, webPlatform } from './platforms.ts';
