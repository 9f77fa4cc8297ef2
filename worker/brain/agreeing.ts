/** Whether somebody agreed to something that needs a clear word: nothing but a plain yes is one. Pure. */
import { normalise } from './words.ts';

const YES =
  /^(?:[嗯哦那]*(?:我|你们)?(?:同意|可以|好|行|愿意|没问题|没有问题)(?:录音|录)?(?:的|吧|啊|呀|了)*|(?:按|选)?(?:1|一)|(?:yes|yeah|yep|sure|ok|okay|of course|go ahead|fine|that s fine|i agree|agreed?|i do|press 1|(?:press )?one)(?: please| thanks| thank you)?)$/u;
const NO =
  /^(?:我?(?:不|别|拒绝)(?:同意|可以|好|行|要|用|想|愿意|了)?(?:录音|录)?(?:的|吧|啊|了)*|(?:按|选)?(?:[02]|二)|(?:no|nope|no way|i (?:do not|don t) (?:agree|want (?:to|that|it))|i disagree|(?:do not|don t) (?:record|want)|i decline|decline|press 2|(?:press )?two)(?: please| thanks| thank you)?)$/u;

/**
 * Read from the whole of what was said, key 1 or 2 included. A question, a condition, a refusal in other words or a word that only
 * begins like a yes is null: it is for the asker to ask again.
 */
export function agrees(said: string): boolean | null {
  const plain = normalise(said).trim();
  if (/[?？]/u.test(plain)) return null;
  const words = plain.replace(/[\s\p{P}]+/gu, ' ').trim();
  // What is said twice is said once (“好的，好的”), and a hum before it is none of it.
  const parts = words.replace(/^[嗯哦] /u, '').split(/(?<=\p{Script=Han}) (?=\p{Script=Han})/u);
  if (parts.every((one) => YES.test(one))) return true;
  return parts.every((one) => NO.test(one)) ? false : null;
}
