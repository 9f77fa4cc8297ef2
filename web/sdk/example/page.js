/** A web view's own screen in forty lines: rows, buttons, a draft that survives, who types. `?gateway=…&site=…` name another one. */
import { createClient, webPlatform } from './client.js';

const asked = new URL(location.href).searchParams;
const gateway = asked.get('gateway') ?? location.origin;
const client = await createClient({ gateway, site: asked.get('site') ?? 'shop', platform: webPlatform() });

const [state, rows, form, field] = ['state', 'rows', 'form', 'field'].map((id) => document.getElementById(id));
const words = { connecting: '连接中…', online: '', offline: '网络不给力，恢复后自动发送', background: '', stopped: '' };
const marks = { waiting: '发送中', refused: '未发送', sent: '', read: '已读', failed: '未送达' };

/** One row, with the buttons its body offers. */
function drawn(row) {
  const item = document.createElement('li');
  item.className = row.mine ? 'mine' : row.from;
  const said = item.appendChild(document.createElement('p'));
  const steps = (row.body.steps ?? []).map((step, at) => `${at + 1}. ${step}`);
  said.textContent = row.body.options ? [row.body.text, ...steps].join('\n') : row.text;
  for (const option of row.body.options ?? []) {
    const button = item.appendChild(document.createElement('button'));
    button.textContent = option.label;
    button.onclick = () => client.choose(option);
  }
  const mark = row.mine ? marks[row.status] : row.from === 'robot' ? '智能客服' : row.name;
  if (mark) item.appendChild(document.createElement('small')).textContent = mark;
  return item;
}

function draw() {
  const typing = client.typing ? '对方正在输入…' : '';
  const queue = client.queue ? `排队中，前面还有 ${client.queue.position} 位` : '';
  state.textContent = words[client.connection] || queue || typing;
  rows.replaceChildren(...client.rows.map(drawn));
  rows.scrollTop = rows.scrollHeight;
  if (document.visibilityState === 'visible') client.read();
}

client.on('changed', () => requestAnimationFrame(draw));
client.on('unread', (count) => (document.title = count > 0 ? `(${count}) 客服` : '客服'));
field.value = client.draft;
field.oninput = () => {
  client.draft = field.value;
  client.typed(true);
};
form.onsubmit = (event) => {
  event.preventDefault();
  if (field.value.trim() !== '') client.sendText(field.value.trim());
  client.draft = field.value = '';
};
client.start();
