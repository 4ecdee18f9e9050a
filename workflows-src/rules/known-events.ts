import { GITHUB_LIMITS } from '../../catalogue/github-limits.ts';
import { isSchedule, minutesBetween } from '../../domain/cron.ts';
import type { Problem } from '../../domain/problem.ts';
import { isRecord } from '../../domain/shape/shape.ts';
import { isTimeZone } from '../../domain/time-zone.ts';
import { EVENTS, type KnownEvent } from '../language/trigger.ts';
import type { Workflow } from '../language/workflow.ts';
import type { Rule } from './rule.ts';

const SHORTEST = GITHUB_LIMITS['schedule-interval'].value;

/** Every event is one of GitHub's, with filters and kinds that it has, none of them empty or against another; times are times. GitHub refuses
 *  the file, or takes it and never starts it.
 *  @see https://docs.github.com/en/actions/reference/workflows-and-actions/events-that-trigger-workflows */
export const knownEvents: Rule = (workflow) =>
  Object.entries(workflow.on)
    .filter(([, options]) => options !== undefined)
    .flatMap(([name, options]) => {
      const event = EVENTS.get(name);
      const field = `${workflow.path} > on.${name}`;
      if (event === undefined)
        return [
          { field, value: name, message: `GitHub has no such event; there are: ${[...EVENTS.keys()].join(', ')}.` },
        ];
      if (event.name === 'schedule') return scheduleProblems(field, options);
      return options === true && event.name !== 'workflow_run' ? [] : optionProblems(field, event, options);
    });

function optionProblems(field: string, event: KnownEvent, options: unknown): readonly Problem[] {
  if (!isRecord(options)) return [{ field, value: options, message: 'Wanted true, or filters.' }];
  const known = [...event.filters.keys(), ...(event.types.length > 0 ? ['types'] : [])];
  const given = Object.entries(options).filter(([, value]) => value !== undefined);
  return [
    ...given
      .filter(([name]) => !known.includes(name))
      .map(([name, value]) => ({
        field: `${field}.${name}`,
        value,
        message: `The event has no such filter; it has: ${known.join(', ') || 'none'}.`,
      })),
    ...given.filter(([name]) => known.includes(name)).flatMap(([name, list]) => listProblems(`${field}.${name}`, list)),
    ...given
      .filter(([name]) => given.some(([other]) => other === `${name}Ignore`))
      .map(([name]) => ({
        field,
        value: options[`${name}Ignore`],
        message: `GitHub takes either ${name} or ${name}-ignore: say which ones count.`,
      })),
    ...(Array.isArray(options['types']) && event.types.length > 0
      ? options['types']
          .filter((type) => !event.types.includes(type))
          .map((type) => ({
            field: `${field}.types`,
            value: type,
            message: `The event has no such kind; it has: ${event.types.join(', ')}.`,
          }))
      : []),
    ...(event.name === 'workflow_run' && options['workflows'] === undefined
      ? [{ field: `${field}.workflows`, value: undefined, message: 'Name the workflows whose runs start this one.' }]
      : []),
  ];
}

/** Patterns, or workflows. */
function listProblems(field: string, list: unknown): readonly Problem[] {
  if (!Array.isArray(list)) return [{ field, value: list, message: 'Wanted a list.' }];
  if (list.length === 0)
    return [{ field, value: [], message: 'An empty list means none: name some, or leave it out.' }];
  const texts = list.filter((each) => !isRecord(each));
  return [
    ...texts
      .filter((each) => typeof each !== 'string' || each === '')
      .map((each) => ({ field, value: each, message: 'Wanted a text that is not empty.' })),
    ...(list.every((each) => typeof each === 'string' && each.startsWith('!'))
      ? [{ field, value: list, message: 'All of them take something away: name what counts first.' }]
      : []),
  ];
}

function scheduleProblems(field: string, times: unknown): readonly Problem[] {
  if (!Array.isArray(times) || times.length === 0)
    return [{ field, value: times, message: 'Wanted a list of times: [{ cron: "17 3 * * *" }].' }];
  return times.flatMap((time: unknown, index) => {
    const at = `${field}[${index}]`;
    const { cron, timezone, ...others } = isRecord(time) ? time : { cron: undefined, timezone: undefined };
    if (typeof cron !== 'string' || !isSchedule(cron))
      return [
        {
          field: `${at}.cron`,
          value: cron,
          message: 'Wanted minute, hour, day, month and weekday, as in "17 3 * * 1-5".',
        },
      ];
    return [
      ...Object.keys(others).map((name) => ({
        field: `${at}.${name}`,
        value: others[name as never],
        message: 'There is no such key here; there are: cron, timezone.',
      })),
      ...(minutesBetween(cron) < SHORTEST
        ? [
            {
              field: `${at}.cron`,
              value: cron,
              message: `GitHub runs nothing more often than every ${SHORTEST} minutes.`,
            },
          ]
        : []),
      ...(timezone === undefined || (typeof timezone === 'string' && isTimeZone(timezone))
        ? []
        : [{ field: `${at}.timezone`, value: timezone, message: 'Wanted a zone of the IANA, as in "Asia/Seoul".' }]),
    ];
  });
}

/** Whether anything starts it. */
export const isStarted = ({ on, call, dispatch }: Workflow): boolean =>
  call !== undefined || dispatch !== undefined || Object.values(on).some((event) => event !== undefined);
