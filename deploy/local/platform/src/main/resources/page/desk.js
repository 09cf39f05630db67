// One thing that a desk is told, as an agent can read it. Nothing is left out: a part that is not known shows its text and fields.
const element = (tag, className, text) => Object.assign(document.createElement(tag), { className, textContent: text ?? '' });
const time = at => at ? new Date(at).toLocaleString() : 'at an unknown time';

const DEEDS = {
  edit: 'changed a message', revocation: 'took a message back', reaction: 'reacted', call: 'called', unsupported: 'sent something that is not understood',
  preference: 'said what they want to receive', identity: 'is reached otherwise now',
};
const WISHES = { marketing: 'wants no marketing', all: 'wants no messages' };

const CHANGES = {
  'relationship-changed': 'the relationship with the customer is another now', 'disclosure-changed': 'the recording notice',
  'opted-out': 'the customer does not want to be written to', 'opted-in': 'the customer wants to be written to again',
};

const isMessage = event => event.type === 'eu.onrecord.desk.message-received.v1';

/** A right-to-left mark in somebody's words turns nothing around that is not theirs. */
const isolated = text => '\u2068' + text + '\u2069';

/** In few words, to be quoted where something answers or changes it. */
function summary(id, all) {
  const message = all.find(event => isMessage(event) && event.data.id === id && event.data.kind === 'message')
    ?? all.find(event => event.data.message === id && event.type === 'sent');
  if (!message) return 'a message that is not here';
  return message.data.text ?? message.data.content?.map(part => part.text ?? part.type).join(' · ') ?? 'a message';
}

function quote(label, id, all) {
  return element('blockquote', '', `${label} “${isolated(summary(id, all))}”`);
}

function fields(part) {
  const list = element('dl', '');
  for (const field of part.fields ?? []) list.append(element('dt', '', field.name), element('dd', '', field.value));
  return list;
}

/** A reaction that is gone: there is nothing else to say of it. */
function isRemoved(part) {
  return part.type === 'reaction' && part.fields?.some(field => field.name === 'action' && field.value === 'removed');
}

function showPart(part) {
  const it = element('div', 'part');
  if (part.type !== 'text') it.append(element('span', 'tag', part.type), ' ');
  if (isRemoved(part)) return it.append('taken back'), it;
  it.append(part.text ?? '');
  if (part.fields?.length) it.append(fields(part));
  return it;
}

function showFile(file) {
  return element('div', 'meta', `file: ${file.filename ?? file.id ?? ''} ${file.mimeType ?? ''}`);
}

function heading(who, ...tags) {
  const it = element('header', '');
  it.append(element('strong', '', who), ...tags.filter(Boolean).map(tag => element('span', 'tag', tag)));
  return it;
}

function writer(data) {
  if (data.direction !== 'outbound') return isolated(data.name ?? data.phone ?? 'somebody');
  const author = data.author?.kind === 'bot' ? 'a bot' : data.author?.kind === 'ai' ? 'an AI' : 'a colleague';
  return `${author}, past the desk, to ${data.name ?? data.phone ?? 'a customer'}`;
}

function showMessage(data, all) {
  const it = element('div', 'item' + (data.direction === 'outbound' ? ' past' : ''));
  it.append(heading(writer(data), DEEDS[data.kind], data.network, data.channel, data.language));
  if (data.forwarded) {
    const times = data.forwarded.times > 1 ? ` ${data.forwarded.times} times` : '';
    it.append(element('blockquote', '', `forwarded${times}${data.forwarded.from ? ' from ' + data.forwarded.from : ''}: the words are somebody else's`));
  }
  if (data.replyTo) it.append(quote('answers', data.replyTo, all));
  if (data.target) it.append(quote(data.kind === 'revocation' ? 'took back' : data.kind === 'edit' ? 'instead of' : 'to', data.target, all));
  it.append(...(data.content ?? []).map(showPart), ...(data.files ?? []).map(showFile));
  if (!data.content?.length && !data.files?.length && data.text) it.append(element('div', 'part', data.text));
  if (data.referral?.url) it.append(element('div', 'meta', `came by ${data.referral.type ?? 'an ad'}: ${data.referral.url}`));
  it.append(element('span', 'meta', [time(data.writtenAt), `written to ${data.business}`,
    data.windowClosesAt && 'answer freely until ' + time(data.windowClosesAt)].filter(Boolean).join(' · ')));
  it.append(element('span', 'meta ' + (data.noticeProven ? 'proven' : 'unproven'),
    data.noticeProven ? 'the customer was told that the chat is kept' : 'the notice was not proven yet when this came'));
  if (WISHES[data.optOut]) it.append(element('span', 'meta unproven', WISHES[data.optOut]));
  return it;
}

/** What the desk sent, with the last that was told about it. */
function showSent(data, all) {
  const it = element('div', 'item past');
  const last = all.filter(event => event.type === 'eu.onrecord.desk.message-status.v1' && event.data.message === data.message).at(-1);
  it.append(heading('the desk', data.channel), element('div', 'part', data.text),
    element('span', 'meta', last ? [last.data.state, last.data.error].filter(Boolean).join(': ') : 'not told about yet'));
  return it;
}

function showIdentity(data) {
  const it = element('div', 'item note');
  it.append(heading('the customer is reached otherwise now', data.channel),
    element('div', 'part', [data.what, data.phone, data.userId].filter(Boolean).join(' · ')));
  return it;
}

/** A status of a message stands at the message; of one that this desk did not send, by itself. */
function showStatus(data, all) {
  const isSent = all.some(event => event.type === 'sent' && event.data.message === data.message);
  const it = element('div', isSent ? '' : 'item note', isSent ? '' : `a message: ${[data.state, data.error].filter(Boolean).join(': ')}`);
  it.hidden = isSent;
  return it;
}

/** What changed about the customer, as consent-service publishes it. */
function showChange(data) {
  const it = element('div', 'item note');
  it.append(heading(CHANGES[data.change] ?? data.change, data.state, data.channel),
    element('div', 'meta', [data.reason, data.basis].filter(Boolean).join(' · ')));
  return it;
}

/** Anything else, as it came. */
function showOther(event) {
  const it = element('div', 'item note');
  it.append(heading(event.type), element('div', 'part', JSON.stringify(event.data)));
  return it;
}

export function deskItem(event, all) {
  switch (event.type) {
    case 'eu.onrecord.desk.message-received.v1': return showMessage(event.data, all);
    case 'eu.onrecord.desk.message-status.v1': return showStatus(event.data, all);
    case 'eu.onrecord.desk.identity-changed.v1': return showIdentity(event.data);
    case 'sent': return showSent(event.data, all);
    default: return event.data.change ? showChange(event.data) : showOther(event);
  }
}
