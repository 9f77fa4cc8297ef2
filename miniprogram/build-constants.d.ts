/** The gateway's base address, written in by the build; empty means the origin the simulated phone is served from. */
declare const GATEWAY_URL: string;
/** The mini-program's appid, written in by the build. */
declare const APPID: string;
