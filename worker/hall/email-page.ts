/** The page behind a link in an e-mail: plain HTML of ours, no script, framed by nobody. */
import type { LinkEnd } from '../../shared/codes.ts';
import type { Language } from '../../shared/knowledge.ts';

/** How a link's token is spelled. */
export const LINK_FORM = /^[\w-]{32}\.[0-9a-f]{22}$/u;

const words = {
  zh: {
    title: '关联邮箱',
    ask: (name: string) => `有人在“${name}”请求把这个邮箱关联到自己的咨询。如果是您，请确认。`,
    beware: '如果不是您，请直接关闭本页，什么也不会发生。',
    confirm: '是我，确认关联',
    linked: '已关联。您可以关闭本页，回到刚才的对话。',
    elsewhere: '邮箱已验证。它在别处也用过，两边的对话暂时分开。',
    over: '链接已失效：它只能用一次，30 分钟内有效。请重新获取。',
  },
  en: {
    title: 'Link an e-mail address',
    ask: (name: string) =>
      `Somebody at “${name}” asked to link this e-mail address to their conversation. If that is you, confirm it.`,
    beware: 'If it isn’t you, close this page: nothing will happen.',
    confirm: 'It is me: link it',
    linked: 'Linked. You may close this page and go back to your conversation.',
    elsewhere: 'Proven. It was used elsewhere too; the conversations stay apart for now.',
    over: 'This link counts no more: it works once, within 30 minutes. Please get another.',
  },
};

const STYLE = `:root{color-scheme:light dark}body{max-width:32rem;margin:12vh auto;padding:0 1.25rem;font:1rem/1.6 system-ui,sans-serif}
button{min-height:3rem;padding:0 1.5rem;border:0;border-radius:.6rem;background:#0052d9;color:#fff;font:inherit;font-weight:600}`;

/** What would be linked, and the button that does it. */
export function confirmPage(token: string, name: string, language: Language): Response {
  const say = words[language];
  const form = `<form method="post" action="/me/email"><input type="hidden" name="t" value="${escaped(token)}"><button>${say.confirm}</button></form>`;
  return page(language, `<p>${escaped(say.ask(name))}</p>${form}<p>${say.beware}</p>`);
}

/** How it ended; a link that is over is told in both languages: nobody knows whose it was. */
export function donePage(how: LinkEnd, language: Language): Response {
  const both =
    how === 'over' ? `<p>${words.zh.over}</p><p lang="en">${words.en.over}</p>` : `<p>${words[language][how]}</p>`;
  return page(language, both, how === 'over' ? 410 : 200);
}

function page(language: Language, body: string, status = 200): Response {
  const nonce = crypto.randomUUID();
  const { title } = words[language];
  const html = `<!doctype html><html lang="${language === 'zh' ? 'zh-CN' : 'en'}"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="robots" content="noindex"><title>${title}</title><style nonce="${nonce}">${STYLE}</style><main><h1>${title}</h1>${body}</main></html>`;
  return new Response(html, {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      // The token stands in the address: no other site is told it.
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'content-security-policy': `default-src 'none'; style-src 'nonce-${nonce}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
    },
  });
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/gu, (letter) => `&#${letter.charCodeAt(0)};`);
}
