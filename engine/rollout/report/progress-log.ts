import { logLines, logSentence } from '../../../domain/untrusted-text.ts';
import type { ProgressLog } from '../request.ts';
import type { Evidence } from './evidence.ts';

/** A log whose lines hold no secret that we know the form of, and cannot act, whoever wrote them: sentences of a rollout carry
 *  texts of kubelets and registries. */
export const cleanLog = (log: ProgressLog): ProgressLog => ({
  info: (line) => log.info(logSentence(line)),
  warning: (message) => log.warning(logSentence(message)),
  group: (title, lines) => log.group(logSentence(title), logLines(lines)),
});

/** The same for what Secrets hold, whatever its form. */
export const secretLog = (log: ProgressLog, secrecy: { mask(text: string): string }): ProgressLog => ({
  info: (line) => log.info(secrecy.mask(line)),
  warning: (message) => log.warning(secrecy.mask(message)),
  group: (title, lines) => log.group(secrecy.mask(title), secrecy.mask(lines.join('\n')).split('\n')),
});

/** The proof of a failure in the log, folded. */
export function logEvidence({ pods, logs, warnings }: Evidence, log: ProgressLog): void {
  if (pods.length > 0)
    log.group(
      'Pods',
      pods.map(({ pod, phase, ready, restarts, state, exitCode }) =>
        [`${pod} ${phase} ready ${ready}, ${restarts} restarts`, state, exitCode && `exit code ${exitCode}`]
          .filter((part) => part !== '')
          .join(', '),
      ),
    );
  for (const { pod, container, run, lines } of logs)
    log.group(`Last lines of ${container} in ${pod}${run === 'previous' ? ', the run before' : ''}`, lines);
  if (warnings.length > 0)
    log.group(
      'Warnings',
      warnings.map(({ reason, count, object, message }) => `${count} x ${reason} ${object}: ${message}`),
    );
}
