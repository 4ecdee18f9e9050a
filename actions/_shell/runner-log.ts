import * as core from '@actions/core';
import type { Log, Place } from './invocation.ts';
import { annotation, logLines } from './log-text.ts';

/** Where an annotation is shown: without a place on the run's page alone, with one also beside that line of the diff.
 *  @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands#setting-an-error-message */
export const properties = (place: Place | undefined, title?: string): core.AnnotationProperties => ({
  ...(title === undefined ? {} : { title: annotation(title) }),
  ...(place === undefined ? {} : { file: place.file, startLine: place.line }),
});

/** The log of a step on GitHub's runner. Nothing that is logged can act as a workflow command. */
export const runnerLog: Log = {
  info(line) {
    for (const each of logLines(line)) core.info(each);
  },
  debug(line) {
    core.debug(annotation(line));
  },
  group(title, lines) {
    core.startGroup(annotation(title));
    for (const each of lines.flatMap(logLines)) core.info(each);
    core.endGroup();
  },
  warning(message, place) {
    core.warning(annotation(message), properties(place));
  },
  error(message, place) {
    core.error(annotation(message), properties(place));
  },
};
