// A reader that is not ours: Node's "ws". It stops reading, and later goes on; then it stops for so long that the bridge
// gives it up, and comes back. Whatever it was owed must be there.
//
//   node client.js HTTP_URL     the bridge needs --rate-limit 0 --outbox-messages 200 --outbox-bytes 200000

import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import WebSocket from 'ws';

const http = process.argv[2];
const run = process.pid;
const reader = `reader-${run}`;
const speaker = `speaker-${run}`;
const { ws_port: wsPort } = await get('/bridge/health');

async function get(path) {
  const answer = await fetch(http + path);
  assert.equal(answer.status, 200, path);
  return answer.json();
}

async function chat(user, message) {
  const answer = await fetch(`${http}/bridge/chat`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ user_id: user, message }),
  });
  assert.equal(answer.status, 200, message);
}

const stream = async () => (await get('/bridge/streams')).streams.find((row) => row.user_id === reader);

async function until(what, holds, seconds = 15) {
  for (let left = seconds * 100; left > 0; left--) {
    if (await holds()) return;
    await sleep(10);
  }
  assert.fail(`it never came to this: ${what}`);
}

function open() {
  const frames = [];
  const socket = new WebSocket(`ws://127.0.0.1:${wsPort}/bridge/ws/${reader}`);
  const ended = new Promise((resolve) => socket.on('close', resolve));
  socket.on('message', (data) => frames.push(JSON.parse(data)));
  socket.on('error', () => {});
  return { frames, socket, ended };
}

const count = (frames, type) => frames.filter((frame) => frame.type === type).length;
const text = 'x'.repeat(4_000);

// 1. Pieces come in order and add up.
let { frames, socket, ended } = open();
await until('greeted', () => frames.length > 0);
assert.equal(frames[0].type, 'connected');
socket.send(JSON.stringify({ type: 'chat', message: 'one two three', stream: true }));
await until('a reply in pieces', () => count(frames, 'chat_response') === 1);
const pieces = frames.filter((frame) => frame.type === 'chat_delta');
assert.deepEqual(pieces.map((piece) => piece.index), pieces.map((_, index) => index));
const whole = frames.find((frame) => frame.type === 'chat_response');
assert.equal(pieces.map((piece) => piece.delta).join(''), whole.message);
assert.equal(pieces[0].reply_id, whole.reply_id);
console.log(`streamed: ${pieces.length} pieces that add up to their reply`);

// 2. It stops reading for a while; the room speaks on.
socket.pause();
await sleep(100);
let said = 0;
const begin = performance.now();
while ((await stream()).state !== 'backpressure') {
  await chat(speaker, `say ${said++} ${text}`);
}
const changedAfter = performance.now() - begin;
for (let i = 0; i < 60; i++) await chat(speaker, `say ${said++} ${text}`);
socket.resume();
const dropped = (await get(`/bridge/room_events/${reader}?after=0`)).dropped_events;
await until('caught up', () => count(frames, 'room_broadcast') === said - dropped);
let seqs = frames.filter((frame) => frame.type === 'room_broadcast').map((frame) => frame.seq);
assert.deepEqual(seqs, [...seqs].sort((a, b) => a - b));
assert.equal(new Set(seqs).size, seqs.length);
assert.equal(seqs.at(-1), said);
await until('state back', async () => (await stream()).state === 'connected');
console.log(`paused and went on: ${said} events said, ${seqs.length} heard in order, ${dropped} dropped as counted; ` +
  `backpressure after ${changedAfter.toFixed(0)} ms`);

// 3. It stops for good, in danger, with more to come than fits; the bridge gives it up; it comes back.
socket.send(JSON.stringify({ message: 'I want to die, 1' }));
socket.send(JSON.stringify({ message: 'I want to die, 2' }));
await until('two replies more', () => count(frames, 'chat_response') === 3);
const heardBefore = frames.length;
socket.pause();
await sleep(100);
const asked = 300;
for (let i = 3; i <= asked; i++) {
  socket.send(JSON.stringify({ message: i === 3 ? 'I want to die, 3' : `question ${i} ${text}` }));
}
await until('given up', async () => (await stream()) === undefined, 30);
const { closed } = (await get('/bridge/streams')).states;
assert.ok(closed >= 1);
const back = open();
await until('greeted again', () => back.frames.length > 0);
back.socket.send(JSON.stringify({ message: 'that is all' }));
await until('answered', () => back.frames.some((frame) => frame.message?.includes('received: that is all')));
// What the kernel held when the socket was given up can still be read from it.
socket.resume();
await ended;
const replies = [...frames.slice(heardBefore), ...back.frames].filter((frame) => frame.type === 'chat_response');
const rows = (await get('/bridge/sessions')).sessions;
const turns = rows.find((row) => row.user_id === reader).message_count / 2;
const missing = [];
for (let i = 3; i < turns - 1; i++) {
  const mark = i === 3 ? 'I want to die, 3' : `question ${i} `;
  if (!replies.some((frame) => frame.message.includes(mark))) missing.push(i);
}
assert.deepEqual(missing, []);
assert.ok(replies.some((frame) => frame.crisis_detected && frame.message.includes('call or text 988')));
const { totals } = await get('/bridge/streams');
for (const of of ['control', 'critical', 'important', 'bulk']) {
  const { produced, sent, dropped: gone, returned, queued } = totals;
  assert.equal(produced[of], sent[of] + gone[of] + returned[of] + queued[of], of);
}
assert.equal(totals.dropped.critical, 0);
const late = back.frames.filter((frame) => frame.type === 'chat_response' && frame.seq).length;
console.log(`stalled and came back: ${turns} messages answered, all replies heard, ${late} of them late, the crisis message among them`);
back.socket.close();
await back.ended;
