import type { AlertRule, Rule, RuleGroup } from '../../../manifests-src/observability/rule.ts';
import { run } from '../promtool.ts';
import { productionRules, type Suite } from '../rules.ts';
import type { Pace, Scenario } from '../scenario.ts';
import type { Bent } from './bends.ts';

/** Mutants of a rule that none of the suites tells from it. A scenario judges all that those before it have left, at once and each under a
 *  name of its own: what the first ones notice costs the long ones nothing. */
export function unnoticed(
  program: string,
  rule: AlertRule,
  mutants: readonly Bent[],
  suites: readonly Suite[],
): readonly Bent[] {
  let left = mutants;
  for (const suite of suites)
    for (const scenario of about(rule.name, suite)) {
      if (left.length === 0) return left;
      const found = noticedIn(program, { rule, mutants: left, scenario, pace: suite.pace });
      left = left.filter((_mutant, index) => !found.has(index));
    }
  return left;
}

/** Those of the areas in which it fires: the others cannot tell its mutants apart. */
const about = (alert: string, { areas }: Suite): readonly Scenario[] =>
  areas
    .filter((area) =>
      area.some(({ fires }) =>
        Object.values(fires)
          .flat()
          .some((name) => name.startsWith(`${alert} `)),
      ),
    )
    .flat();

interface Judged {
  readonly rule: AlertRule;
  readonly mutants: readonly Bent[];
  readonly scenario: Scenario;
  readonly pace: Pace;
}

/** Indices of the mutants that fire when the rule is silent, or are silent when it fires. */
function noticedIn(program: string, { rule, mutants, scenario, pace }: Judged): ReadonlySet<number> {
  const nameOf = (index: number) => `${rule.name}_${index}_`;
  const groups = productionRules().map(
    (group): RuleGroup => ({
      ...group,
      rules: group.rules.flatMap((each) =>
        judgedBeside(
          each,
          rule,
          mutants.map((mutant, index) => ({ ...mutant.rule, name: nameOf(index) })),
        ),
      ),
    }),
  );
  const checks = Object.entries(scenario.fires).flatMap(([time, names]) =>
    mutants.map((_mutant, index) => ({
      expr: `count(count by (service) (ALERTS{alertstate="firing", alertname="${nameOf(index)}"}))`,
      eval_time: time,
      exp_samples: names.some((name) => name.startsWith(`${rule.name} `)) ? [{ labels: '{}', value: 1 }] : [],
    })),
  );
  const judged = groups.filter(({ rules }) => rules.length > 0);
  const said = run(program, judged, pace, [{ scenario, checks }]);
  if (said !== '' && !said.includes('FAILED:')) throw new Error(`promtool does not take a mutant:\n${said}`);
  return new Set([...said.matchAll(new RegExp(`${rule.name}_(\\d+)_`, 'g'))].map(([, index]) => Number(index)));
}

/** What is recorded for a rule, and its mutants in its place. */
function judgedBeside(each: Rule, rule: AlertRule, mutants: readonly AlertRule[]): readonly Rule[] {
  if (each.kind === 'record')
    return each.labels['job'] === 'ai-agent-api' && JSON.stringify(rule.expression).includes(each.name) ? [each] : [];
  return each.name === rule.name && each.labels['service'] === rule.labels['service'] ? mutants : [];
}
