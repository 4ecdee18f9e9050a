import { describe, expect, it } from '@jest/globals';
import { isSchedule, minutesBetween } from '../../../../domain/cron.ts';
import { parse } from '../../../../rehearsal/workflow/parse.ts';
import { EVENTS, type Triggers } from '../../../../workflows-src/language/trigger.ts';
import { workflowFile } from '../../../../workflows-src/render/workflow-file.ts';
import { made, said, untyped, wf } from '../../workflows-src/rules/small-workflows.ts';

const ruleOn = (on: unknown) => said(wf([made()], { on: untyped<Triggers>(on) }));

describe('an event', () => {
  it.each([...EVENTS])('%s is taken by GitHub, as it is and with all that it knows', async (name, event) => {
    const usual = event.name === 'schedule' ? [{ cron: '17 3 * * *' }] : true;
    const filters = [...event.filters.keys()].filter((filter) => !filter.endsWith('Ignore'));
    const whole = {
      ...Object.fromEntries(filters.map((filter) => [filter, ['a']])),
      ...(event.types.length > 0 ? { types: event.types } : {}),
    };
    const forms = event.name === 'schedule' ? [usual] : event.name === 'workflow_run' ? [whole] : [usual, whole];
    for (const form of forms) {
      expect(ruleOn({ [name]: form })).toEqual([]);
      const { path, content } = workflowFile(wf([made()], { on: untyped({ [name]: form }) }));
      await expect(parse(path, content)).resolves.toBeDefined();
    }
  });

  it.each([
    ['that is none', { pusch: true }, /^knownEvents: .*no such event/],
    ['with a filter of another', { issues: { branches: ['a'] } }, /^knownEvents: .*no such filter; it has: types/],
    ['with a kind of another', { watch: { types: ['opened'] } }, /^knownEvents: .*no such kind; it has: started/],
    ['of paths and all but those', { push: { paths: ['a'], pathsIgnore: ['b'] } }, /^knownEvents: .*either paths/],
    ['of tags and all but those', { push: { tags: ['a'], tagsIgnore: ['b'] } }, /^knownEvents: .*either tags/],
    ['that only takes away', { push: { branches: ['!a'] } }, /^knownEvents: .*take something away/],
    ['with a word instead of a list', { push: { branches: 'main' } }, /^knownEvents: .*Wanted a list/],
    ['with an empty word', { push: { branches: [''] } }, /^knownEvents: .*not empty/],
    ['with anything else', { push: 'main' }, /^knownEvents: .*Wanted true/],
    ['after no workflow', { workflowRun: { types: ['completed'] } }, /^knownEvents: .*Name the workflows/],
    ['after any workflow', { workflowRun: true }, /^knownEvents: .*Wanted true, or filters/],
    ['at no time', { schedule: [] }, /^knownEvents: .*list of times/],
    ['at a time by name', { schedule: [{ cron: '@daily' }] }, /^knownEvents: .*minute, hour/],
    ['too often', { schedule: [{ cron: '*/3 * * * *' }] }, /^knownEvents: .*every 5 minutes/],
    ['in no zone', { schedule: [{ cron: '1 2 * * *', timezone: 'Mars' }] }, /^knownEvents: .*zone of the IANA/],
    ['with a word too much', { schedule: [{ cron: '1 2 * * *', zone: 'UTC' }] }, /^knownEvents: .*no such key/],
  ])('%s is refused', (_what, on, message) => {
    expect(ruleOn(on)).toEqual([expect.stringMatching(message)]);
  });
});

it('a time may come every five minutes, and no more often', () => {
  expect(ruleOn({ schedule: [{ cron: '*/5 * * * *' }] })).toEqual([]);
  expect(ruleOn({ schedule: [{ cron: '*/4 * * * *' }] })).toHaveLength(1);
});

describe('a time', () => {
  it.each(['0 0 * * *', '*/15 8-18 * * mon-fri', '5,35 * 1 jan *', '59 23 31 12 6', '20/15 * * * *'])(
    'is %s',
    (cron) => {
      expect(isSchedule(cron)).toBe(true);
    },
  );
  it.each([
    '60 * * * *',
    '* 24 * * *',
    '* * 0 * *',
    '* * * 13 *',
    '* * * * 7',
    '* * * *',
    '5-1 * * * *',
    '*/0 * * * *',
    'a * * * *',
    '',
  ])('is not %s', (cron) => expect(isSchedule(cron)).toBe(false));
  it.each([
    ['*/5 * * * *', 5],
    ['0,58 * * * *', 2],
    ['0,58 3 * * *', 58],
    ['17 * * * *', 60],
    ['0,58 3,5 * * *', 58],
  ])('%s comes again after %s minutes at the earliest', (cron, minutes) => {
    expect(minutesBetween(cron)).toBe(minutes);
  });
});
