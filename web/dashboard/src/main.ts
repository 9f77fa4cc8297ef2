import { createPinia } from 'pinia';
import { createApp } from 'vue';
import App from './app.vue';
import { browser } from './line/browser.ts';
import { router } from './router.ts';
import './style/base.css';
import './style/theme.ts';

// After a deploy an old page may ask for a part that is gone: load the new page, once. Without a network nothing would come back.
window.addEventListener('vite:preloadError', () => {
  if (!navigator.onLine) return;
  const last = Number(sessionStorage.getItem('yixian.desk.reloaded') ?? '0');
  if (Date.now() - last < 60_000) return;
  sessionStorage.setItem('yixian.desk.reloaded', String(Date.now()));
  location.reload();
});

await browser.claimTab();
createApp(App).use(createPinia()).use(router).mount('#desk');
