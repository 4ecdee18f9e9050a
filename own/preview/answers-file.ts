import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fieldsOf, listOf } from '../../manifests-src/rules/read/fields.ts';
import type { RecordedAnswers, RecordedLine } from './answers.ts';

/** From the root of the repository. `npm run record:dashboards` writes it, where Prometheus is installed. */
export const ANSWERS_FILE = 'own/preview/answers.json';

/** The answers that are kept beside this file. */
export function keptAnswers(): RecordedAnswers {
  const kept = fieldsOf(JSON.parse(readFileSync(join(import.meta.dirname, 'answers.json'), 'utf8')));
  return {
    step: Number(kept['step']),
    points: Number(kept['points']),
    began: listOf(kept['began']).map(Number),
    panels: listOf(kept['panels'])
      .map(fieldsOf)
      .map((panel) => ({
        dashboard: String(panel['dashboard']),
        title: String(panel['title']),
        queries: listOf(panel['queries'])
          .map(fieldsOf)
          .map((query) => ({
            promql: String(query['promql']),
            lines: listOf(query['lines']).map(lineOf),
          })),
      })),
  };
}

function lineOf(value: unknown): RecordedLine {
  const { labels, values } = fieldsOf(value);
  return {
    labels: Object.fromEntries(Object.entries(fieldsOf(labels)).map(([label, each]) => [label, String(each)])),
    values: listOf(values).map((each) => (each === null ? null : Number(each))),
  };
}
