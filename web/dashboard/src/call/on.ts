import type { EndpointView } from '../../../../shared/line.ts';

/** Whether a telephone call is on at this address: its window is the call. */
export const isOnCall = (endpoint: EndpointView): boolean => endpoint.channel === 'phone' && endpoint.window !== null;
