/** The line that stands on every page of a site. */
export const snippetOf = (base: string, site: string): string =>
  `<script async src="${base}/widget/loader.js" data-site="${site}"></script>`;
