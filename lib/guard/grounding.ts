export { unsupported } from './grounding/check';
export type { Bound, Claim, ClaimKind, Period } from './grounding/claim';
export { claims, type Vocabulary } from './grounding/claims';
export { contradictions } from './grounding/contradictions';
export { opposites } from './grounding/opposites';
export { mispaired } from './grounding/pairs';
export type { Span } from './grounding/prose';
export { repetitions } from './grounding/repetition';
export { LEAST_COVERAGE, type SentenceCoverage, unsupportedSentences } from './grounding/sentences';
