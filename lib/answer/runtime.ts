import type { Message } from '@/model/prompt';
import type { GenerationRequest, GenerationResult, ModelInfo, TokenEvent } from '@/model/runtime/engine';
import type { RemoteFailure } from './remote/failure';

/** A prompt, and the messages that it was rendered from: an engine that is not ours reads those. */
export type PromptedRequest = GenerationRequest & { messages?: readonly Message[] };

/** How a generation went; and where MODEL_URL is set, which engine wrote it and why not the other. */
export type Generated = GenerationResult & { engine?: EngineUse };

/** Which engine wrote: the one at MODEL_URL, or ours in its place. */
export type EngineUse = { kind: 'remote'; model: string } | { kind: 'embedded'; why: RemoteFailure };

/** Where a model runs: in a process of ours (RuntimeClient), or at MODEL_URL (RemoteRuntime). */
export interface Runtime {
  start(): Promise<ModelInfo>;
  generate(request: PromptedRequest): AsyncGenerator<TokenEvent, Generated, void>;
  close(): Promise<void>;
}
