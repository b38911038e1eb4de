import { useCallback, useRef, useState } from 'react';
import { useWords } from '@/app/_ui/words';
import { callApi, messageOf } from '@/app/staff/api';
import { labWords } from '@/lib/i18n/lab/shell';
import type { Followed } from '@/lib/lab/follow';

/** Follows one question at a time; of two that overlap, the later one counts. */
export function useFollow() {
  const { offline } = useWords(labWords);
  const [state, setState] = useState<{ followed?: Followed; busy?: true; problem?: string }>({});
  const latest = useRef(0);
  const follow = useCallback(
    async (text: string, temperature = 0) => {
      latest.current += 1;
      const mine = latest.current;
      setState({ busy: true });
      try {
        const body = { text, sampling: { temperature, seed: 1 } };
        const followed = await callApi<Followed>('POST', '/api/lab/pipeline', body);
        if (latest.current === mine) setState({ followed });
      } catch (thrown) {
        if (latest.current === mine) setState({ problem: messageOf(thrown, offline) });
      }
    },
    [offline],
  );
  return { ...state, follow };
}
