/** The gateway's base address, written in by the build; empty means the origin the simulated phone is served from. */
declare const GATEWAY_URL: string;
/** The company's telephone as it is dialled, written in by the build; empty: none is shown. */
declare const SERVICE_PHONE: string;
/** The mini-program's appid, written in by the build. */
declare const APPID: string;
