/**
 * A whole conversation in a terminal: `node web/sdk/example/talk.mjs http://127.0.0.1:8787 app "怎么申请退款"`.
 * Says its words, prints what comes and ends once the company has answered. Everything an APP needs is here: a transport, a storage.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { createClient } from '../../../dist/client/index.js';

const [gateway = 'http://127.0.0.1:8787', site = 'app', ...words] = process.argv.slice(2);

/** Where this Node keeps its conversation; the file may be thrown away. */
function fileStorage(path) {
  let held = {};
  try {
    held = JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    // The first time there is none.
  }
  return {
    getItem: (key) => held[key] ?? null,
    setItem(key, value) {
      held[key] = value;
      writeFileSync(path, JSON.stringify(held));
    },
  };
}

/** Node has sockets and `fetch` of its own. */
const platform = {
  connectSocket(url, events) {
    const socket = new WebSocket(url);
    socket.onopen = () => events.opened();
    socket.onmessage = ({ data }) => events.heard(String(data));
    socket.onclose = ({ code }) => events.closed(code);
    return { send: (text) => socket.send(text), close: (code) => socket.close(code) };
  },
  async request({ url, method, headers, body, timeoutMs }) {
    const answer = await fetch(url, { method, headers, body, signal: AbortSignal.timeout(timeoutMs) });
    return answer.text();
  },
  storage: fileStorage(process.env.YIXIAN_EXAMPLE ?? '/tmp/yixian-example.json'),
};

const client = await createClient({ gateway, site, platform });
client.on('connection', (now) => console.log(`[${now}]`));
client.on('status', ({ text, status }) => console.log(`✓ ${text}: ${status}`));
client.on('unread', (count) => console.log(`未读 ${count} unread`));
client.on('question', (asked) => asked && console.log(`是您吗？ ${asked.number} ${asked.proof}`));
client.on('refused', ({ code, detail }) => console.log(`✗ ${code}: ${detail}`));

client.start();
const answered = new Promise((resolve) => {
  client.on('message', ({ from, text }) => {
    console.log(`${from}: ${text.split('\n')[0]}`);
    if (from === 'robot' || from === 'agent') resolve();
  });
});
client.sendText(words.join(' ') || '你好');
await Promise.race([answered, new Promise((resolve) => setTimeout(resolve, 20_000))]);
await new Promise((resolve) => setTimeout(resolve, 500));
console.log(`conversation ${client.conversation}`);
client.read();
client.stop();
