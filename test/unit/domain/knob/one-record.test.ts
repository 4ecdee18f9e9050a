import { describe, expect, it } from '@jest/globals';
import { knobOptions } from '../../../../cli/rollout/knob-options.ts';
import { knobUsage } from '../../../../cli/rollout/knob-usage.ts';
import { saidKnobs } from '../../../../domain/knob/fields.ts';
import { inputsOf } from '../../../../domain/knob/inputs.ts';
import { SWITCH, TIME } from '../../../../domain/knob/kinds.ts';
import { type Knob, knob } from '../../../../domain/knob/knob.ts';
import { KNOBS } from '../../../../domain/knob/knobs.ts';
import { seconds } from '../../../../domain/seconds.ts';
import { settingsText } from '../../../../own/settings-page.ts';
import { inputsSaid } from '../../../../workflows-src/pipelines/knob-inputs.ts';

/** One that is not there. */
const CALM = knob(TIME, {
  name: 'calm',
  default: seconds(7),
  about: 'how long nothing may happen before the switch',
  strategies: ['blue-green'],
  actions: ['rollout', 'rollback'],
  commands: ['apply'],
  field: 'calm',
  variable: 'SLUICE_CALM',
});

/** Everything that is made from a table of knobs. */
const made = (knobs: readonly Knob[]) => ({
  rollout: inputsOf(knobs, 'rollout'),
  rollback: inputsOf(knobs, 'rollback'),
  options: knobOptions(knobs),
  usage: knobUsage(knobs).split('\n'),
  page: settingsText(knobs).join('\n').split('\n'),
  fields: saidKnobs(knobs, 'blue-green').map(({ field }) => field),
  workflow: Object.keys(inputsSaid(saidKnobs(knobs, 'blue-green'), { calm: seconds(9) }, 'rollout')),
});

describe('a knob', () => {
  const before = made(KNOBS);
  const after = made([...KNOBS, CALM]);

  it('is one record: everything that is made from the table has it, and nothing else changes', () => {
    const input = {
      description:
        'blue-green: how long nothing may happen before the switch. Seconds, or with a unit: `90`, `90s`, `5m`.',
      default: '7',
    };
    expect(after).toEqual({
      rollout: { ...before.rollout, calm: input },
      rollback: { ...before.rollback, calm: input },
      options: { ...before.options, calm: { type: 'string' } },
      usage: [
        ...before.usage,
        '      --calm TIME               blue-green: how long nothing may happen before the switch (default 7; apply only)',
      ],
      page: before.page.flatMap((line) =>
        line.startsWith('| `watch-after`')
          ? [
              line,
              '| `calm` | `7` | blue-green: how long nothing may happen before the switch. | `rollout`, `rollback` | `--calm TIME` (apply) | `blueGreen({ calm })` | `SLUICE_CALM` |',
            ]
          : [line],
      ),
      fields: [...before.fields, 'calm'],
      workflow: [...before.workflow, 'calm'],
    });
  });

  it.each(KNOBS.map((each): readonly [string, Knob] => [each.name, each]))(
    '%s has a default that comes back as it is written',
    (_name, { kind, default: otherwise }) => {
      expect(kind.parse(kind.format(otherwise))).toEqual(otherwise === '' ? '' : otherwise);
    },
  );

  it('has a name, a field and a variable of its own, as each is spelt', () => {
    const knobs: readonly Knob[] = KNOBS;
    for (const texts of [
      knobs.map(({ name }) => name),
      knobs.flatMap(({ field }) => field ?? []),
      knobs.flatMap(({ variable }) => variable ?? []),
    ])
      expect(new Set(texts).size).toBe(texts.length);
    for (const { name, field, variable } of knobs) {
      expect(name).toMatch(/^[a-z]+(-[a-z]+)*$/);
      expect(field ?? 'a').toMatch(/^[a-z][A-Za-z]*$/);
      expect(variable ?? 'SLUICE_A').toMatch(/^SLUICE_[A-Z_]+$/);
    }
  });

  it('says what it is as a phrase, and the rest as sentences', () => {
    for (const { about, more } of KNOBS as readonly Knob[]) {
      expect(about).not.toMatch(/[.]$/);
      expect(more ?? 'A.').toMatch(/^[A-Z`{].*[.]$/);
    }
  });

  it('that is on otherwise is an option that turns it off, and a secret is none', () => {
    const on = knob(SWITCH, {
      ...{ name: 'calm', default: true, about: 'waits', off: 'waits for nothing' },
      actions: [],
      commands: ['apply'],
    });
    expect(knobOptions([on])).toEqual({ 'no-calm': { type: 'boolean' } });
    expect(knobUsage([on])).toContain('--no-calm                 waits for nothing (apply only)');
    expect(Object.keys(before.options)).not.toContain('metric-token');
  });
});
