/** One look at a page of the mini-program: no rule of accessibility broken, nothing cut off; pictures in both colours. */
import { check } from './check.ts';
import type { Phone } from './miniprogram-phone.ts';

export async function lookAt(phone: Phone, name: string): Promise<void> {
  const broken = await phone.inaccessible();
  await check(`axe finds nothing: ${name} ${broken.join('; ')}`, () => broken.length === 0, 0);
  const outside = await phone.outside();
  await check(`nothing stands out of the display: ${name} ${outside.join('; ')}`, () => outside.length === 0, 0);
  await phone.picture(name);
  await phone.page.emulateMedia({ colorScheme: 'dark' });
  await phone.picture(`${name}-dark`);
  await phone.page.emulateMedia({ colorScheme: 'light' });
}
