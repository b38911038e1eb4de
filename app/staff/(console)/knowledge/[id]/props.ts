import type { EntryVersion } from '@/lib/knowledge/served';

/** A version of an entry that is shown, among all that there were. */
export interface EntryPageProps {
  history: EntryVersion[];
  shown: EntryVersion;
  /** The version that customers get today. */
  served?: number;
  /** Whose page it is: nobody approves what they wrote. */
  email: string;
  mayWrite: boolean;
  mayPublish: boolean;
}
