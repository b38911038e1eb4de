/** An OpenAI-compatible engine that answers in place of the embedded model. */
export interface RemoteSettings {
  /** Up to and with /v1. */
  url: string;
  /** What the engine calls the model. */
  name: string;
  key?: string;
  /**
   * completions: the engine serves our network, and reads our prompt token by token. chat: it serves another model, and
   * reads messages. Absent: completions, and chat where the engine has no completions.
   */
  api?: 'completions' | 'chat';
  /** For the first word, and for each that follows. */
  timeout_ms: number;
}

/** How the connection bears with failures. Attempts are made before the first word alone. */
export const PATIENCE = {
  /** Attempts after the first, at growing, random distances. */
  retries: 2,
  retry_ms: 200,
  /** Failed attempts in a row after which the engine is left alone, and for how long until one tries again. */
  failures: 5,
  rest_ms: 15_000,
};

export type Patience = typeof PATIENCE;
