/** What can be done with messages. The functions stay the same while the page changes, so that unchanged messages rest. */
export interface MessageActions {
  /** Asks one of the questions that an answer offers. */
  onPick: (question: string) => void;
  onRegenerate: () => void;
  onEdit: (text: string) => void;
  onRate: (id: string, rating: 'up' | 'down', more?: { reason?: string; comment?: string }) => Promise<void>;
  onPerson: () => void;
}
