/** The page 服务状态: plain HTML of ours without a script, in both languages, light and dark, framed by nobody. */
import { DAY_MS, midnight, STATUS_DAYS, type Condition, type Status } from '../../shared/operations/status.ts';
import { statusWords, type StatusLanguage } from '../../shared/operations/status-words.ts';

const STYLE = `:root{color-scheme:light dark;--ground:#fff;--page:#f3f3f3;--text:#1a1a1a;--soft:#5c5c5c;--line:#dcdcdc;--good:#00703c;--limited:#a84e00;--down:#b3261e;--unknown:#6b6b6b;--none:#d5d5d5;--brand:#0052d9}
@media(prefers-color-scheme:dark){:root{--ground:#242424;--page:#181818;--text:#e8e8e8;--soft:#ababab;--line:#3d3d3d;--good:#56c08d;--limited:#f0a26b;--down:#f28b82;--unknown:#a5a5a5;--none:#4b4b4b;--brand:#7daaf7}}
*{box-sizing:border-box}body{margin:0;background:var(--page);color:var(--text);font:1rem/1.6 system-ui,-apple-system,"PingFang SC","Microsoft YaHei",sans-serif}
main,header{max-width:46rem;margin:0 auto;padding:0 1rem}header{display:flex;align-items:baseline;justify-content:space-between;gap:1rem;padding-top:2rem}
h1{font-size:1.375rem;margin:0}h2{font-size:1.0625rem;margin:2rem 0 .75rem}h3{font-size:1rem;margin:0}a{color:var(--brand);padding:.5rem;margin:-.5rem}a:focus-visible{outline:2px solid var(--brand);border-radius:.25rem}
.whole{margin:1.25rem 0 0;padding:1rem 1.25rem;border-radius:.75rem;background:var(--ground);border-left:.375rem solid var(--unknown);font-size:1.125rem;font-weight:600}
.whole.good{border-color:var(--good)}.whole.limited{border-color:var(--limited)}.whole.down{border-color:var(--down)}
ul{list-style:none;margin:0;padding:0}.box{background:var(--ground);border-radius:.75rem;padding:0 1.25rem}.box>li{padding:.875rem 0;border-top:1px solid var(--line)}.box>li:first-child{border-top:0}
.row{display:flex;justify-content:space-between;gap:1rem;align-items:baseline}.state{font-weight:600;white-space:nowrap}.state.good{color:var(--good)}.state.limited{color:var(--limited)}.state.down{color:var(--down)}.state.unknown{color:var(--unknown)}
.soft{color:var(--soft);font-size:.875rem;margin:.25rem 0 0}svg{display:block;width:100%;height:1.75rem;margin-top:.5rem}rect{fill:var(--none)}rect.good{fill:var(--good)}rect.limited{fill:var(--limited)}rect.down{fill:var(--down)}
.legend{display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;padding:.5rem 0 0}.legend li{display:flex;align-items:center;gap:.375rem;color:var(--soft);font-size:.875rem}.legend svg{width:.75rem;height:.75rem;margin:0}
p{margin:.25rem 0 0}footer{max-width:46rem;margin:2rem auto;padding:0 1rem 2rem;color:var(--soft);font-size:.875rem}
@media(forced-colors:active){.whole{border:1px solid}rect.limited,rect.down{fill:Highlight}}`;

type Words = (typeof statusWords)[StatusLanguage];

const escaped = (text: string): string => text.replace(/[&<>"']/gu, (letter) => `&#${letter.charCodeAt(0)};`);
const BAR: Record<Condition, string> = { good: 'good', limited: 'limited', down: 'down', unknown: '' };

/** A moment of China, whatever the reader's clock says: 11-28 14:05. */
const moment = (at: number) => new Date(at + 8 * 3_600_000).toISOString().slice(5, 16).replace('T', ' ');
const time = (at: number) => `<time datetime="${new Date(at).toISOString()}">${moment(at)}</time>`;

function bars(days: readonly Condition[], label: string, last: number, say: Words): string {
  const rects = days.map((one, at) => {
    const day = moment(last - (STATUS_DAYS - 1 - at) * DAY_MS).slice(0, 5);
    const title = one === 'limited' || one === 'down' ? `<title>${day} ${say.condition[one]}</title>` : '';
    return `<rect x="${at}" width=".7" height="1" class="${BAR[one]}">${title}</rect>`;
  });
  return `<svg viewBox="0 0 ${STATUS_DAYS} 1" preserveAspectRatio="none" role="img" aria-label="${label}">${rects.join('')}</svg>`;
}

function componentRow(
  { component, condition, days, troubledDays }: Status['components'][number],
  last: number,
  say: Words,
): string {
  const told = say.days(troubledDays);
  return `<li data-component="${component}"><div class="row"><h3>${say.component[component]}</h3><span class="state ${condition}">${say.condition[condition]}</span></div>${bars(days, told, last, say)}<p class="soft">${told}</p></li>`;
}

function incidentRow(
  { from, to, state, components, troubles }: Status['incidents'][number],
  all: number,
  say: Words,
): string {
  const where = components.length === all ? say.everywhere : components.map((one) => say.component[one]).join(' · ');
  const long = to === null ? say.still : say.minutes(Math.max(1, Math.round((to - from) / 60_000)));
  return `<li><div class="row"><h3>${where}</h3><span>${say.state[state]}</span></div>${troubles.map((one) => `<p>${say.trouble[one]}</p>`).join('')}<p class="soft">${time(from)} · ${long}</p></li>`;
}

function legend(say: Words): string {
  const one = (shade: string, word: string) =>
    `<li><svg viewBox="0 0 1 1" aria-hidden="true"><rect width="1" height="1" class="${shade}"/></svg>${word}</li>`;
  const { good, limited, down } = say.condition;
  return `<ul class="legend" aria-label="${say.legend}">${one('good', good)}${one('limited', limited)}${one('down', down)}${one('', say.noRecord)}</ul><p class="soft">${say.first} → ${say.last}</p>`;
}

export async function statusPage(status: Status, language: StatusLanguage): Promise<Response> {
  const say = statusWords[language];
  const last = midnight(status.at);
  const notices = status.notices.map(({ component, since, ...words }) => {
    const where = component === null ? say.everywhere : say.component[component];
    return `<li><h3>${where}</h3><p>${escaped(words[language])}</p><p class="soft">${time(since)}</p></li>`;
  });
  const components = status.components.map((one) => componentRow(one, last, say));
  const incidents = status.incidents.map((one) => incidentRow(one, status.components.length, say));
  const other = language === 'zh' ? { href: '/status?lang=en', lang: 'en' } : { href: '/status', lang: 'zh-CN' };
  const html = [
    `<!doctype html><html lang="${language === 'zh' ? 'zh-CN' : 'en'}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${say.title}</title><style>${STYLE}</style></head><body>`,
    `<header><h1>${say.title}</h1><a href="${other.href}" lang="${other.lang}" hreflang="${other.lang}">${say.other}</a></header><main>`,
    `<p class="whole ${status.condition}" role="status">${say.whole[status.condition]}</p>`,
    notices.length > 0 ? `<h2>${say.notices}</h2><ul class="box" data-notices>${notices.join('')}</ul>` : '',
    `<h2>${say.channels}</h2><ul class="box">${components.join('')}</ul>${legend(say)}`,
    `<h2>${say.incidents}</h2>${incidents.length > 0 ? `<ul class="box" data-incidents>${incidents.join('')}</ul>` : `<p class="soft">${say.none}</p>`}`,
    `</main><footer>${say.at} ${time(status.at)} · ${say.zone}</footer></body></html>`,
  ].join('');
  const digest = Buffer.from(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(STYLE))).toString('base64');
  return new Response(html, {
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-language': language === 'zh' ? 'zh-CN' : 'en',
      'referrer-policy': 'no-referrer',
      'content-security-policy': `default-src 'none'; style-src 'sha256-${digest}'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'`,
    },
  });
}
