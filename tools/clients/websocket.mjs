// What the programs of this folder do over a WebSocket with OpenAI's SDK for Node.
import assert from 'node:assert/strict';
import { ResponsesWS } from 'openai/resources/responses/ws';

/** The events of a socket; an error ends the program. */
export async function* events(ws) {
  for await (const record of ws.stream()) {
    if (record.type === 'error') throw record.error;
    if (record.type === 'message') yield record.message;
  }
}

/**
 * Asks, and steers the response after its fifth piece; its successor must name it. Returns the first event of which
 * isEnd(event, whether it is of the successor) holds.
 */
export async function steer(client, model, input, instead, isEnd) {
  const ws = new ResponsesWS(client);
  const seen = [];
  let id, before, deltas = 0;
  ws.send({ type: 'response.create', model, input, store: false });
  for await (const event of events(ws)) {
    seen.push(event.type);
    if (event.type === 'response.created') {
      if (id) assert.equal(event.response.previous_response_id, before = id);
      id = event.response.id;
    }
    if (event.type === 'response.output_text.delta' && ++deltas === 5) {
      ws.send({ type: 'response.steer', previous_response_id: id, input: instead });
    }
    if (event.type === 'response.incomplete') assert.equal(event.response.incomplete_details.reason, 'steered');
    if (isEnd(event, Boolean(before))) {
      assert.ok(before, 'the successor names what it follows');
      assert.ok(seen.includes('response.steer.accepted'));
      assert.ok(seen.includes('response.incomplete'));
      ws.close();
      return event;
    }
  }
  assert.fail('the socket ended before the successor');
}
