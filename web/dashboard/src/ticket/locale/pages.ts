import { words } from '../../../../client/words.ts';
import { en } from './en.ts';
import { zh } from './zh.ts';

export const pages = words(zh, en);
export type TicketKey = keyof typeof zh;
