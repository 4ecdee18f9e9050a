import * as core from '@actions/core';
import type { Log } from './invocation.ts';
import { annotation, logLines } from './log-text.ts';

type Place = Parameters<Log['warning']>[1];

const properties = (place: Place): core.AnnotationProperties =>
  place === undefined ? {} : { file: place.file, startLine: place.line };

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
