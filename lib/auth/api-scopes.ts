/** What a key of the API may be used for: its three kinds of work. Every key may list its models. */
export const API_SCOPES = ['chat', 'completions', 'embeddings'] as const;
export type ApiScope = (typeof API_SCOPES)[number];
