/** 拨测客户: one made-up customer for each account, asked for an answer every minute. Nothing they say is kept. */

const PREFIX = 'c_watch_';
/** What they say. */
export const SYNTHETIC_WORDS = '你好';

/** The person who stands for an account's customers. */
export const syntheticOf = (account: string): string => `${PREFIX}${account}`;
/** Whether a person is one of ours; ids of people are made of letters and digits alone. */
export const isSynthetic = (person: string): boolean => person.startsWith(PREFIX);
