import { parseArgs } from 'node:util';
import type { AlertRule, Rule, RuleGroup } from '../../../manifests-src/observability/rule.ts';
import { HOW_TO_INSTALL, promtool, run } from '../promtool.ts';
import { productionRules, SUITES, type Suite } from '../rules.ts';
import type { Scenario } from '../scenario.ts';
import { type Bent, bent } from './bends.ts';
import { EQUAL } from './equal.ts';

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

/** What is recorded for a rule, and its mutants in its place. */
function judgedBeside(each: Rule, rule: AlertRule, mutants: readonly AlertRule[]): readonly Rule[] {
  if (each.kind === 'record')
    return each.labels['job'] === 'ai-agent-api' && JSON.stringify(rule.expression).includes(each.name) ? [each] : [];
  return each.name === rule.name && each.labels['service'] === rule.labels['service'] ? mutants : [];
}

/** Mutants that scenarios of a suite notice. All mutants of an alert are judged at once, each under a name of its own. */
function noticed(program: string, rule: AlertRule, mutants: readonly Bent[], suite: Suite): ReadonlySet<number> {
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
  const told = about(rule.name, suite).map((scenario) => ({
    scenario,
    checks: Object.entries(scenario.fires).flatMap(([time, names]) =>
      mutants.map((_mutant, index) => ({
        expr: `count(count by (service) (ALERTS{alertstate="firing", alertname="${nameOf(index)}"}))`,
        eval_time: time,
        exp_samples: names.some((name) => name.startsWith(`${rule.name} `)) ? [{ labels: '{}', value: 1 }] : [],
      })),
    ),
  }));
  if (told.length === 0) return new Set();
  const said = run(
    program,
    groups.filter(({ rules }) => rules.length > 0),
    suite.pace,
    told,
  );
  if (said !== '' && !said.includes('FAILED:')) throw new Error(`promtool does not take a mutant:\n${said}`);
  return new Set([...said.matchAll(new RegExp(`${rule.name}_(\\d+)_`, 'g'))].map(([, index]) => Number(index)));
}

const { values } = parseArgs({ options: { only: { type: 'string' } } });
const program = promtool();
if (program === undefined) {
  console.log(`Not run: ${HOW_TO_INSTALL}`);
} else {
  const rules = productionRules()
    .flatMap((group) => group.rules)
    .filter((rule) => rule.kind === 'alert')
    .filter(({ name, labels }) => name !== 'Watchdog' && [undefined, 'ai-agent-api'].includes(labels['service']))
    .filter(({ name }) => values.only === undefined || name.includes(values.only));
  let [all, missed] = [0, 0];
  for (const rule of rules) {
    const mutants = bent(rule).filter(
      ({ alert, what }) => !EQUAL.some((equal) => equal.alert === alert && equal.what.test(what)),
    );
    const found = new Set(
      SUITES.filter(({ judges }) => judges(rule.name)).flatMap((suite) => [...noticed(program, rule, mutants, suite)]),
    );
    const left = mutants.filter((_mutant, index) => !found.has(index));
    all += mutants.length;
    missed += left.length;
    console.log(`${rule.name}: ${mutants.length - left.length} of ${mutants.length} noticed`);
    for (const { what } of left) console.log(`  not noticed: ${what}`);
  }
  console.log(`${all - missed} of ${all} mutants noticed (${((100 * (all - missed)) / all).toFixed(1)} %)`);
  process.exitCode = missed / all <= 0.05 ? 0 : 1;
}
