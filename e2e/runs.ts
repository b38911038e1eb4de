/** Where the server looks for runs of training: a test can be one. */
export const RUNS_FOLDER = 'test-results/runs';
