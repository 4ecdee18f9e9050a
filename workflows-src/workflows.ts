import { LOCK, type Lock } from '../catalogue/lock.ts';
import type { Delivery } from '../domain/delivery.ts';
import type { GeneratedFile } from '../domain/generated-file.ts';
import { lotsOf } from '../domain/lots.ts';
import { InvalidInput, type Problem } from '../domain/problem.ts';
import { promotedTiers } from '../domain/promotion-path.ts';
import type { Besides } from './language/besides.ts';
import { forget } from './language/remembered.ts';
import type { Workflow } from './language/workflow.ts';
import { atLock, lockOf } from './lock-of.ts';
import { ownWorkflows } from './own-workflows.ts';
import { backupDrill } from './pipelines/backup.ts';
import { build } from './pipelines/build.ts';
import { check } from './pipelines/check.ts';
import { deploy } from './pipelines/deploy.ts';
import { type Material, material } from './pipelines/material.ts';
import { ownCheck } from './pipelines/own-check.ts';
import { promote } from './pipelines/promote.ts';
import { rollback } from './pipelines/rollback.ts';
import { test } from './pipelines/test.ts';
import { type LintedWorkflow, lintSettings } from './render/lint-settings.ts';
import { workflowFile } from './render/workflow-file.ts';
import { keepRules, problemsOf, refuse } from './rules/rules.ts';
import { ownPaths } from './rules/whole-workflows.ts';

/** The workflows of a delivery and of its repository, as data that keeps every rule. */
export function workflows(
  delivery: Delivery,
  catalogue: Lock = LOCK,
  { config, own }: Besides = {},
): readonly Workflow[] {
  const lock = lockOf(delivery, catalogue);
  const made = [...partsOf(delivery, lock, config)].flat();
  const all = typeof own === 'function' ? ownWorkflows(own, made) : [...made, ...ownWorkflows(own, made)];
  const paths = new Set(made.map(({ path }) => path));
  const missing = made.filter(({ path }) => !all.some((each) => each.path === path));
  if (missing.length > 0)
    throw new InvalidInput(
      'The workflows',
      missing.map(({ path }) => ({
        field: 'workflows',
        value: path,
        message: 'The delivery needs it: hand it back, with more jobs in it or as it was.',
      })),
    );
  return keepRules(atLock(all, delivery, lock), ({ path }) => ({
    delivery: paths.has(path) ? delivery : undefined,
    lock,
  }));
}

/** Lot by lot, each made when it is asked for: a large delivery would fill the memory with what nobody looks at any more. */
function* partsOf(delivery: Delivery, lock: Lock, config: string | undefined): Generator<readonly Workflow[]> {
  for (const lot of lotsOf(delivery)) yield lotWorkflows(material(delivery, lock, lot));
  yield [...backupDrill(delivery, lock), delivery.actionsFrom === 'local' ? ownCheck() : check(delivery, config)];
}

/** The files of one lot stand on their own: none calls one of another. */
function lotWorkflows(from: Material): readonly Workflow[] {
  const tested = test(from);
  const built = build(from);
  const promotions = promotedTiers(from.delivery).map((tier) => promote(from, tier));
  return [
    tested,
    built,
    deploy(from, { test: tested, build: built, promotions }),
    ...promotions.map(({ workflow }) => workflow),
    rollback(from),
  ];
}

/** The workflow files of a delivery, and what linters need to know about them: equal deliveries give equal bytes, in every folder, time
 *  zone and process.
 *  @throws {InvalidInput} when a workflow would break a rule; nothing is half written */
export function generateWorkflows(
  delivery: Delivery,
  catalogue: Lock = LOCK,
  besides: Besides = {},
): readonly GeneratedFile[] {
  if (typeof besides.own === 'function') {
    const made = workflows(delivery, catalogue, besides);
    const files = made.map(workflowFile);
    forget();
    return [...files, ...lintSettings(made)];
  }
  const lock = lockOf(delivery, catalogue);
  const files: GeneratedFile[] = [];
  const linted: LintedWorkflow[] = [];
  const problems: Problem[] = [];
  const add = (made: readonly Workflow[], known: Delivery | undefined): void => {
    problems.push(...made.flatMap((workflow) => problemsOf(workflow, { delivery: known, lock })));
    if (problems.length === 0) files.push(...made.map(workflowFile));
    linted.push(
      ...made.map(({ path, on, dispatch, concurrency }) => ({ path, on, dispatch, concurrency }) as LintedWorkflow),
    );
  };
  for (const part of partsOf(delivery, lock, besides.config)) {
    add(atLock(part, delivery, lock), delivery);
    forget();
  }
  add(atLock(ownWorkflows(besides.own, []), delivery, lock), undefined);
  refuse([...ownPaths(linted), ...problems]);
  return [...files, ...lintSettings(linted)];
}
