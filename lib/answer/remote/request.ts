import type { Message } from '@/model/prompt';
import { mergeSampling, type Sampling } from '@/model/runtime/sampling';
import type { RemoteSettings } from './settings';

/** What a foreign model is told: ours learnt it in tuning. Grounding checks what comes of it, as it does with ours. */
const SYSTEM = [
  '당신은 온담은행의 상담 도우미 온담이에요.',
  '질문 앞의 안내에 있는 내용만으로, 안내의 문장을 되도록 그대로 써서, 한국어로 짧게 답하세요.',
  '안내에 없는 숫자나 조건, 상품 이름은 쓰지 마세요.',
].join(' ');

/**
 * The rendered prompt as token ids: no engine can mistake what a customer typed for a special token. The settings beyond
 * OpenAI's go by vLLM's names; copy_bias is ours alone and stays here.
 */
export function completionBody(
  { name }: RemoteSettings,
  prompt_ids: readonly number[],
  sampling: Sampling,
  context_length: number,
) {
  const { top_k, min_p, typical_p, repetition_penalty } = sampling;
  const most = mergeSampling(sampling).max_tokens;
  return {
    model: name,
    prompt: [...prompt_ids],
    ...standard(sampling),
    max_tokens: Math.min(most, context_length - prompt_ids.length),
    logit_bias: sampling.logit_bias,
    top_k: top_k || undefined,
    min_p,
    typical_p,
    repetition_penalty,
    ...STREAMED,
  };
}

/** The same as messages, with OpenAI's own settings alone: hosted engines refuse what they do not know. */
export function chatBody({ name }: RemoteSettings, messages: readonly Message[], sampling: Sampling) {
  return {
    model: name,
    messages: [{ role: 'system' as const, content: SYSTEM }, ...messages.map(withPassages)],
    ...standard(sampling),
    max_tokens: mergeSampling(sampling).max_tokens,
    ...STREAMED,
  };
}

const STREAMED = { stream: true, stream_options: { include_usage: true } } as const;

function standard({ temperature, top_p, presence_penalty, frequency_penalty, seed, stop }: Sampling) {
  const given = { temperature, top_p, presence_penalty, frequency_penalty, seed };
  return { ...given, ...(stop?.length && { stop }) };
}

const withPassages = ({ role, content, passages }: Message) => ({
  role,
  content: passages?.length ? `안내:\n${passages.join('\n\n')}\n\n질문: ${content}` : content,
});
