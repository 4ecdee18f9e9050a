import type { JobView } from './job-graph.ts';
import type { RunContext } from './run-context.ts';

/** By what one job is cancelled. */
export interface JobCancel {
  readonly signal: AbortSignal;
  abort(): void;
  release(): void;
}

/** A run that is cancelled takes a job with it only if the job's condition does not hold then: one with `always()` goes on, and one
 *  that starts afterwards was let through by its condition.
 *  @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-cancellation */
export function jobCancel({ cancel: run }: RunContext, view: JobView): JobCancel {
  const controller = new AbortController();
  const onCancel = (): void => {
    if (!view.holds()) controller.abort();
  };
  const stop = view.leg?.stop;
  const onStop = (): void => controller.abort();
  stop?.addEventListener('abort', onStop, { once: true });
  if (!run.signal.aborted) run.signal.addEventListener('abort', onCancel, { once: true });
  return {
    signal: controller.signal,
    abort: () => controller.abort(),
    release: () => {
      run.signal.removeEventListener('abort', onCancel);
      stop?.removeEventListener('abort', onStop);
    },
  };
}
