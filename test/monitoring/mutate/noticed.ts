import { metricsOf } from '../../../manifests-src/observability/promql/series.ts';
import { duration, promql } from '../../../manifests-src/observability/promql/text.ts';
import type { AlertRule, RuleGroup } from '../../../manifests-src/observability/rule.ts';
import { run } from '../promtool.ts';
import { productionRules, type Suite } from '../rules.ts';
import type { Pace, Scenario } from '../scenario.ts';
import type { Bent } from './bends.ts';

/** Mutants of a rule that none of the suites tells from it. A scenario judges all that those before it have left: what the first ones notice
 *  costs the long ones nothing.
 *  @throws where the rule itself does not fire as the scenario says: what is judged then is not the rule */
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
  const rules = [...mutants.map((mutant) => mutant.rule), rule];
  const checks = Object.entries(scenario.fires).flatMap(([time, names]) =>
    rules.map((each, index) => ({
      expr: `label_replace(count(${fires(each, pace)}) > bool 0, "is", "rule ${index}.", "", "")`,
      eval_time: time,
      exp_samples: names.some((name) => name.startsWith(`${rule.name} `))
        ? [{ labels: `{is="rule ${index}."}`, value: 1 }]
        : [],
    })),
  );
  const recorded = recordedFor(rule);
  const said = run(program, recorded, pace, [{ scenario: asked(scenario, [...recorded, { rules }]), checks }]);
  if (said !== '' && !said.includes('FAILED:')) throw new Error(`promtool does not take a mutant:\n${said}`);
  const noticed = new Set([...said.matchAll(/rule (\d+)[.]/g)].map(([, index]) => Number(index)));
  if (noticed.has(mutants.length))
    throw new Error(`${rule.name} itself does not fire as "${scenario.name}" says: npm run test:slow alerts`);
  return noticed;
}

/** Whether a rule fires now: it held at each of the evaluations that its `for` spans. Asked only when it matters, which is some hundred times
 *  less than what a rule is evaluated over days. */
function fires({ expression, lasts }: AlertRule, pace: Pace): string {
  const times = Math.ceil(lasts / pace.seconds) + 1;
  const begun = (times - 1) * pace.seconds;
  // Half a step more: versions differ on whether a range includes its beginning. Before the beginning of time nothing was judged.
  return `vector(time()) >= ${begun} and on () count(count_over_time((${promql(expression)})[${duration((times - 0.5) * pace.seconds)}:${pace.text}]) >= ${times})`;
}

/** Groups of what is recorded for a rule. */
const recordedFor = ({ expression }: AlertRule): readonly RuleGroup[] => {
  const metrics = metricsOf(expression);
  return productionRules()
    .map((group) => ({
      ...group,
      rules: group.rules.filter(
        (each) => each.kind === 'record' && each.labels['job'] === 'ai-agent-api' && metrics.includes(each.name),
      ),
    }))
    .filter(({ rules }) => rules.length > 0);
};

/** The scenario without what none of the rules asks for, which is most of what a service tells, and all of it would be read. */
function asked(scenario: Scenario, groups: readonly Pick<RuleGroup, 'rules'>[]): Scenario {
  const metrics = new Set(groups.flatMap(({ rules }) => rules.flatMap(({ expression }) => metricsOf(expression))));
  return { ...scenario, series: scenario.series.filter(({ series }) => metrics.has(series.split('{')[0] ?? '')) };
}
