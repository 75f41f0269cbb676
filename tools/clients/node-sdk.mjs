// Checks that OpenAI's SDK for Node gets from Brisk what it expects. Ends with an error at the first difference.
import assert from 'node:assert/strict';
import OpenAI from 'openai';
import { ResponsesWS } from 'openai/resources/responses/ws';
import { events, steer } from './websocket.mjs';

const client = new OpenAI({ apiKey: process.env.BRISK_KEY, baseURL: process.env.BASE_URL, maxRetries: 0 });
const model = 'scripted';

const names = [];
for await (const one of client.models.list()) names.push(one.id);
assert.deepEqual(names, [model]);
console.log('models: listed');

const whole = await client.responses.create({ model, input: 'say hello' });
assert.equal(whole.output_text, 'Hello.');
assert.ok(whole.usage.total_tokens > 0);
console.log('responses: whole');

const stream = client.responses.stream({ model, input: 'say hello' });
const kinds = [];
for await (const event of stream) kinds.push(event.type);
assert.equal((await stream.finalResponse()).output_text, 'Hello.');
assert.equal(kinds[0], 'response.created');
assert.equal(kinds.at(-1), 'response.completed');
console.log('responses: streamed');

const tools = [{ type: 'function', function: { name: 'look', parameters: { type: 'object', properties: {} } } }];
const chat = await client.chat.completions.create({ model, messages: [{ role: 'user', content: 'look there' }], tools });
assert.equal(chat.choices[0].finish_reason, 'tool_calls');
assert.equal(chat.choices[0].message.tool_calls[0].function.name, 'look');
console.log('chat: called a tool');

let text = '';
for await (const chunk of await client.chat.completions.create({
  model, stream: true, stream_options: { include_usage: true }, messages: [{ role: 'user', content: 'say hello' }],
})) {
  text += chunk.choices[0]?.delta?.content ?? '';
}
assert.equal(text, 'Hello.');
console.log('chat: streamed');

await assert.rejects(client.responses.create({ model: 'nobody', input: 'x' }), OpenAI.NotFoundError);
await assert.rejects(
  client.responses.create({ model, input: [{ role: 'user', content: [{ type: 'input_image', image_url: 'data:,' }] }] }),
  (e) => e instanceof OpenAI.BadRequestError && e.code === 'unsupported_modality');
console.log('errors: as the SDK has them');

await steered();
await lanes();
console.log('all of it');

/** Steers a running response and waits for its successor. */
async function steered() {
  const completed = await steer(client, model, 'count for ever', 'say done instead', (event) => event.type === 'response.completed');
  assert.equal(completed.response.output.at(-1).content[0].text, 'Done instead.');
  console.log('websocket: steered');
}

/** Two lanes of one socket run at the same time; each event says which it belongs to. */
async function lanes() {
  const ws = new ResponsesWS(client);
  const ended = new Set();
  const first = {};
  let index = 0;
  for (const lane of ['A', 'B']) {
    ws.send({ type: 'response.create', model, input: 'talk a while', store: false, stream_id: lane });
  }
  for await (const event of events(ws)) {
    if (event.type === 'codex.rate_limits') continue;
    assert.ok(['A', 'B'].includes(event.stream_id), `${event.type} names its lane`);
    first[event.stream_id] ??= index++;
    if (event.type === 'response.completed') {
      ended.add(event.stream_id);
      if (ended.size === 1) assert.equal(Object.keys(first).length, 2, 'both lanes ran at the same time');
      if (ended.size === 2) break;
    }
  }
  ws.close();
  console.log('websocket: two lanes');
}
