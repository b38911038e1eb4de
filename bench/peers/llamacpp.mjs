/**
 * llama.cpp, through node-llama-cpp, in a process of its own. Takes one JSON argument
 * {"file": GGUF, "prompt": ids, or "text" to be tokenised, "count": n} and prints one JSON line
 * {"prompt": ids, "tokens": greedy continuation, "confidences": probability of each, "context_length": n}.
 */
import { getLlama, LlamaLogLevel } from 'node-llama-cpp';

const { file, prompt, text, count } = JSON.parse(process.argv[2]);
const llama = await getLlama({ gpu: false, build: 'never', maxThreads: 1, logLevel: LlamaLogLevel.error });
const model = await llama.loadModel({ modelPath: file });
const context = await model.createContext({
  contextSize: model.trainContextSize,
  threads: 1,
  // Half floats, the default, would round what is compared.
  experimentalKvCacheKeyType: 'F32',
  experimentalKvCacheValueType: 'F32',
});
const ids = prompt ?? model.tokenize(text, true);
const tokens = [];
const confidences = [];
const options = { temperature: 0, yieldEogTokens: true };
for await (const step of context.getSequence().evaluateWithMetadata(ids, { confidence: true }, options)) {
  tokens.push(step.token);
  confidences.push(step.confidence);
  if (tokens.length === count) break;
}
console.log(
  JSON.stringify({ prompt: [...ids], tokens, confidences, context_length: model.trainContextSize }),
);
process.exit(0);
