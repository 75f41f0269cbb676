// Checks what OpenAI's SDK for Node gets from Brisk when llama-server computes. Ends with an error at the first difference.
import assert from 'node:assert/strict';
import OpenAI from 'openai';
import { steer } from './websocket.mjs';

const client = new OpenAI({ apiKey: process.env.BRISK_KEY, baseURL: process.env.BASE_URL, maxRetries: 0 });
const model = 'chat';
const messages = [{ role: 'user', content: 'Say something' }];

const names = [];
for await (const one of client.models.list()) names.push(one.id);
assert.deepEqual(names, [model]);
console.log('models: listed');

let chunks = 0, text = '', usage;
for await (const chunk of await client.chat.completions.create({
  model, messages, max_tokens: 40, temperature: 0, stream: true, stream_options: { include_usage: true },
})) {
  if (chunk.choices[0]?.delta?.content) chunks++;
  text += chunk.choices[0]?.delta?.content ?? '';
  usage = chunk.usage ?? usage;
}
assert.ok(chunks > 5, `only ${chunks} chunks came`);
assert.equal(usage.completion_tokens, 40);
assert.ok(usage.prompt_tokens > 0);
console.log('chat: streamed');

const whole = await client.responses.create({ model, input: 'Say something', max_output_tokens: 40, temperature: 0, store: false });
assert.equal(whole.status, 'incomplete');
assert.equal(whole.output_text, text, 'Responses say what Chat Completions say');
console.log('responses: made of Chat Completions');

const schema = { type: 'object', properties: { ok: { type: 'boolean' } }, required: ['ok'], additionalProperties: false };
const structured = await client.chat.completions.create({
  model, messages, max_tokens: 100, response_format: { type: 'json_schema', json_schema: { name: 'answer', schema } },
});
assert.equal(typeof JSON.parse(structured.choices[0].message.content).ok, 'boolean');
console.log('chat: kept to a schema');

await steered();
console.log('websocket: steered');
await leaves();
console.log('http: who leaves stops llama-server');

/** Steers a response that llama-server computes, until its successor says something. */
async function steered() {
  await steer(client, model, 'Go on for ever', 'Rather something else',
    (event, successor) => successor && event.type === 'response.output_text.delta');
  await idle();
}

/** Closes a stream in the middle. */
async function leaves() {
  const stream = await client.chat.completions.create({ model, messages, max_tokens: 3000, stream: true });
  for await (const chunk of stream) {
    if (chunk.choices[0]?.delta?.content) break;
  }
  stream.controller.abort();
  await idle();
}

/** Waits until llama-server computes nothing. */
async function idle() {
  const end = Date.now() + 20000;
  for (;;) {
    const slots = await (await fetch(process.env.SLOTS)).json();
    if (slots.every((slot) => !slot.is_processing)) return;
    assert.ok(Date.now() < end, 'llama-server still computes');
    await new Promise((done) => setTimeout(done, 50));
  }
}
