import type { Run } from './use-run';

/** Saves the runs as one JSON file: what was asked of which weights, what came out, and every probability. */
export function saveRuns(runs: Run[], link: string | undefined): void {
  const content = {
    exported_at: new Date().toISOString(),
    link: link && new URL(link, window.location.origin).href,
    runs: runs.map(({ request, started, tokens, text, finished }) => ({
      request,
      model: started && {
        name: started.model,
        checksum: started.checksum,
        device: started.device,
        precision: started.precision,
      },
      prompt: started?.prompt,
      text,
      tokens,
      result: finished?.result,
    })),
  };
  const blob = new Blob([JSON.stringify(content, null, 1)], { type: 'application/json' });
  const anchor = document.createElement('a');
  anchor.href = URL.createObjectURL(blob);
  anchor.download = 'ondam-lab-run.json';
  anchor.click();
  URL.revokeObjectURL(anchor.href);
}
