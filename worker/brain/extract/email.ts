/** Addresses of electronic mail. */
import { readings, type Finder } from './reading.ts';

const SHAPE = /(?<![\w.+-])[\w.+-]{1,64}@(?:[a-z0-9-]{1,63}\.){1,5}[a-z]{2,24}(?![a-z0-9])/giu;

/** Each with its domain in lower case. */
export const emails: Finder = ({ text }) =>
  readings(text, 'email', SHAPE, ([whole]) => {
    const [local = '', domain = ''] = whole.split('@');
    return `${local}@${domain.toLowerCase()}`;
  });
