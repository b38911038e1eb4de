/**
 * llama.cpp, through node-llama-cpp, in a process of its own. Its argument is a JSON list of requests
 *   {"file": GGUF, "text": to be tokenised, "count": tokens to continue by},
 * and it prints a JSON list of answers
 *   {"prompt": ids, "tokens": greedy continuation, "probabilities": of each token of the vocabulary to come first}.
 */
import { getLlama, LlamaLogLevel } from 'node-llama-cpp';

const llama = await getLlama({ gpu: false, build: 'never', maxThreads: 1, logLevel: LlamaLogLevel.error });
const answers = [];
for (const request of JSON.parse(process.argv[2])) answers.push(await answer(request));
// Exit at once, for llama.cpp's threads would not let it end, but only when the pipe has taken all.
process.stdout.write(JSON.stringify(answers), () => process.exit(0));

async function answer({ file, text, count }) {
  const model = await llama.loadModel({ modelPath: file });
  const context = await model.createContext({
    contextSize: model.trainContextSize,
    threads: 1,
    // Flash attention and the cache's default type round to half floats, which would blur what is compared.
    flashAttention: false,
    experimentalKvCacheKeyType: 'F32',
    experimentalKvCacheValueType: 'F32',
  });
  const prompt = model.tokenize(text, true);
  const tokens = [];
  const probabilities = [];
  const options = { temperature: 0, yieldEogTokens: true };
  const steps = context.getSequence().evaluateWithMetadata(prompt, { probabilities: true }, options);
  for await (const step of steps) {
    if (tokens.length === 0) for (const [id, p] of step.probabilities) probabilities[id] = p;
    tokens.push(step.token);
    if (tokens.length === count) break;
  }
  await context.dispose();
  await model.dispose();
  return { prompt: [...prompt], tokens, probabilities };
}
