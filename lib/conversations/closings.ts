/** How an agent's conversation ends. */
export const CLOSINGS = ['resolved', 'no_reply', 'inappropriate'] as const;
export type Closing = (typeof CLOSINGS)[number];
