import { deskItem } from './desk.js';

const $ = id => document.getElementById(id);
const get = path => fetch(path).then(answer => answer.json());
const element = (tag, className, text) => Object.assign(document.createElement(tag), { className, textContent: text ?? '' });
let chosen = null, shown = { phone: '', desk: '' };

async function showCustomers() {
  (await get('/phone/customers')).forEach(customer =>
    $('customers').add(new Option(`${customer.channel}: ${customer.name} (${customer.phone ?? customer.userId})`, customer.chat)));
}

function showBubble(bubble) {
  const it = element('div', 'bubble' + (bubble.mine ? ' mine' : ''));
  if (bubble.mediaId) it.append(Object.assign(new Image(), { src: '/phone/photos/' + bubble.mediaId, alt: 'photo' }));
  it.append(bubble.text ?? '', element('time', '', new Date(bubble.at).toLocaleTimeString()));
  return it;
}

function showEvent(event, index, all) {
  const it = deskItem(event, all);
  if (chosen && chosen.customer === event.data.customer) it.classList.add('chosen');
  it.onclick = () => { chosen = event.data; shown.desk = ''; $('reply').focus(); refresh() };
  return it;
}

function replace(id, list, show) {
  const now = JSON.stringify(list);
  if (now === shown[id]) return;
  shown[id] = now;
  $(id).replaceChildren(...list.map(show));
  $(id).scrollTop = $(id).scrollHeight;
}

async function refresh() {
  if ($('customers').value !== '') replace('phone', await get('/phone/chats/' + $('customers').value), showBubble);
  replace('desk', await get('/desk/log'), showEvent);
}

$('customers').onchange = () => { shown.phone = ''; refresh() };
$('write').onsubmit = async event => {
  event.preventDefault();
  if (!$('text').value.trim()) return;
  await fetch(`/phone/chats/${$('customers').value}/text`, { method: 'POST', body: JSON.stringify({ text: $('text').value }) });
  $('text').value = '';
  refresh();
};
$('photo').onchange = async () => {
  const file = $('photo').files[0];
  await fetch(`/phone/chats/${$('customers').value}/photo`, { method: 'POST', headers: { 'Content-Type': file.type }, body: file });
  $('photo').value = '';
  refresh();
};
$('answer').onsubmit = async event => {
  event.preventDefault();
  if (!chosen || !$('reply').value.trim()) return;
  const answer = await fetch('/desk/answers', { method: 'POST',
    body: JSON.stringify({ customer: chosen.customer, channel: chosen.channel, text: $('reply').value }) });
  $('refused').textContent = answer.ok ? '' : 'Refused: ' + ((await answer.json().catch(() => ({}))).detail ?? answer.status);
  if (answer.ok) $('reply').value = '';
  refresh();
};
showCustomers().then(refresh);
setInterval(refresh, 700);
