/**
 * llama.cpp, through node-llama-cpp, as an OpenAI-shaped server: POST /v1/completions with a prompt of token ids, streamed.
 * Its argument is a GGUF file; its first line of output is the port that it listens on.
 */
import { createServer } from 'node:http';
import { getLlama, LlamaLogLevel } from 'node-llama-cpp';

const llama = await getLlama({ gpu: false, build: 'never', maxThreads: 1, logLevel: LlamaLogLevel.error });
const model = await llama.loadModel({ modelPath: process.argv[2] });
const context = await model.createContext({ contextSize: model.trainContextSize, threads: 1 });
const sequence = context.getSequence();
/** One at a time: there is one sequence. */
let last = Promise.resolve();

const server = createServer((request, response) => {
  if (request.method !== 'POST' || request.url !== '/v1/completions') return response.writeHead(404).end();
  last = last.then(() => complete(request, response)).catch((error) => response.destroy(error));
});
server.listen(0, '127.0.0.1', () => console.log(server.address().port));

async function complete(request, response) {
  const { prompt, max_tokens, temperature, top_k, top_p, min_p, seed } = JSON.parse(await bodyOf(request));
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  const send = (chunk) =>
    response.write(`data: ${JSON.stringify({ object: 'text_completion', ...chunk })}\n\n`);
  await sequence.clearHistory();
  const options = { temperature, topK: top_k, topP: top_p, minP: min_p, seed, yieldEogTokens: true };
  const tokens = [];
  let said = '';
  let finish_reason = 'length';
  for await (const token of sequence.evaluate(prompt, options)) {
    if (response.closed) return;
    if (model.isEogToken(token)) {
      finish_reason = 'stop';
      break;
    }
    tokens.push(token);
    const text = model.detokenize(tokens);
    // A character may take several tokens.
    if (!text.endsWith('\uFFFD')) {
      send({ choices: [{ index: 0, text: text.slice(said.length), finish_reason: null }] });
      said = text;
    }
    if (tokens.length === max_tokens) break;
  }
  const usage = { prompt_tokens: prompt.length, completion_tokens: tokens.length };
  send({ choices: [{ index: 0, text: '', finish_reason }] });
  send({ choices: [], usage: { ...usage, total_tokens: prompt.length + tokens.length } });
  response.end('data: [DONE]\n\n');
}

async function bodyOf(request) {
  let body = '';
  for await (const part of request) body += part;
  return body;
}
