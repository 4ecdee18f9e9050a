import type { WorkStep } from './definition.ts';
import type { Token } from './token.ts';

/** What an `action.yml` says, as the runner reads it. Values stay tokens where they are evaluated late. */
export type ActionDefinition = JavaScriptAction | CompositeAction | DockerAction;

interface AnyAction {
  readonly inputs: readonly ActionInput[];
}

export interface ActionInput {
  readonly name: string;
  readonly default: Token | undefined;
  readonly deprecationMessage: string | undefined;
}

export interface JavaScriptAction extends AnyAction {
  readonly kind: 'javascript';
  /** Scripts are named from the folder of the description. */
  readonly main: string;
  readonly pre: string | undefined;
  readonly preCondition: string;
  readonly post: string | undefined;
  readonly postCondition: string;
}

export interface CompositeAction extends AnyAction {
  readonly kind: 'composite';
  readonly steps: readonly WorkStep[];
  /** Only outputs with a value. */
  readonly outputs: readonly { readonly name: string; readonly value: Token }[];
}

export interface DockerAction extends AnyAction {
  readonly kind: 'docker';
}

/** An `action.yml` that GitHub's runner does not take, with all of its sentences. */
export class InvalidAction extends Error {
  override readonly name = 'InvalidAction';
  readonly problems: readonly string[];

  /** @param sentence how the runner ends, after the problems */
  constructor(sentence: string, problems: readonly string[] = []) {
    super(sentence);
    this.problems = problems;
  }
}
