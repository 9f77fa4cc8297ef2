/**
 * A web view's own screen: rows, buttons, a draft that survives, who types, 是您吗？. `?gateway=…&site=…` name another one.
 * An APP that has somebody signed in puts `appUser` ({ id, token }) into the page before it.
 */
import { createClient, webPlatform } from './client.js';

const asked = new URL(location.href).searchParams;
const gateway = asked.get('gateway') ?? location.origin;
const site = asked.get('site') ?? 'shop';
const client = await createClient({ gateway, site, platform: webPlatform(), user: globalThis.appUser ?? null });

const [state, rows, form, field, card] = ['state', 'rows', 'form', 'field', 'asked'].map((id) =>
  document.getElementById(id),
);
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

/** One button, and what it answers to 是您吗？. A yes that isn't proven leads to the code. */
function button(label, onclick) {
  const made = document.createElement('button');
  Object.assign(made, { type: 'button', textContent: label, onclick });
  return made;
}

function ask(question) {
  card.hidden = question === null;
  const said = document.createElement('p');
  const words = question?.said.join('」「');
  said.textContent = words
    ? `登录前这里有人说过「${words}」，是您说的吗？`
    : `是您吗？${question?.number ?? ''} 以前的咨询，是您的话两边接成一条。`;
  const yes = async () => {
    const answer = await client.answer('yes');
    if (!answer.ok && answer.code === 'proof_needed') prove(said);
  };
  card.replaceChildren(
    said,
    button('是我', yes),
    button('不是我', () => client.answer('no')),
    button('以后再说', () => client.answer('later')),
  );
}

/** The number behind the question, and the six digits sent to it. */
function prove(said) {
  const [phone, code] = ['手机号', '验证码'].map((label) => {
    const made = document.createElement('input');
    made.inputMode = 'numeric';
    made.placeholder = made.ariaLabel = label;
    return made;
  });
  const tell = (answer, fine) => (said.textContent = answer.ok ? fine : answer.detail || answer.code);
  const send = async () => tell(await client.sendCode(phone.value), '验证码已发出');
  const enter = async () => {
    await client.enterCode(phone.value, code.value);
    const answer = await client.answer('yes');
    if (!answer.ok) tell(answer, '');
  };
  card.replaceChildren(said, phone, button('获取验证码', send), code, button('确认', enter));
}

client.on('question', ask);
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
