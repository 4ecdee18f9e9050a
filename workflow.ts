/** The language that workflows are written in: what a delivery does not say, and what other components of a repository run. */

export type { GeneratedFile } from './domain/generated-file.ts';
export * from './workflows-src/language/action-step.ts';
export {
  type BackgroundStep,
  background,
  cancel,
  type ParallelStep,
  parallel,
  type WaitStep,
  wait,
  waitForAll,
} from './workflows-src/language/background.ts';
export * from './workflows-src/language/besides.ts';
export * from './workflows-src/language/call.ts';
export * from './workflows-src/language/concurrency.ts';
export * from './workflows-src/language/container.ts';
export * from './workflows-src/language/context.ts';
export * from './workflows-src/language/contexts.ts';
export * from './workflows-src/language/doors.ts';
export * from './workflows-src/language/environment.ts';
export { type Expression, oneOf, orEmpty, type Scalar, type Structure } from './workflows-src/language/expression.ts';
export * from './workflows-src/language/functions.ts';
export * from './workflows-src/language/input.ts';
export * from './workflows-src/language/job.ts';
export * from './workflows-src/language/matrix.ts';
export * from './workflows-src/language/operator.ts';
export * from './workflows-src/language/permission.ts';
export * from './workflows-src/language/runner.ts';
export * from './workflows-src/language/shell-text.ts';
export * from './workflows-src/language/status.ts';
export * from './workflows-src/language/step.ts';
export * from './workflows-src/language/template.ts';
export * from './workflows-src/language/trigger.ts';
export * from './workflows-src/language/untyped.ts';
export * from './workflows-src/language/untyped-action.ts';
export * from './workflows-src/language/workflow.ts';
export { checkedFile as workflowFile } from './workflows-src/render/checked-file.ts';
