/** Scopes of the token a job gets.
 *  @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#permissions */
export const PERMISSION_SCOPES = [
  'actions',
  'artifact-metadata',
  'attestations',
  'checks',
  'code-quality',
  'contents',
  'copilot-requests',
  'deployments',
  'discussions',
  'drives',
  'id-token',
  'issues',
  'models',
  'packages',
  'pages',
  'pull-requests',
  'repository-projects',
  'security-events',
  'statuses',
  'vulnerability-alerts',
] as const;
export type PermissionScope = (typeof PERMISSION_SCOPES)[number];

/** A permission that a step needs, and the reason that is written beside it in the workflow. */
export interface PermissionNeed {
  readonly scope: PermissionScope;
  readonly level: 'read' | 'write';
  readonly why: string;
  /** A step that gives this input this value does without; '' for one that leaves it out. */
  readonly unless?: { readonly input: string; readonly is: string };
}

export interface InputSpec {
  readonly description: string;
  /** A required input has no default. */
  readonly required?: true;
  readonly default?: string;
  /** Masked in everything that the runner shows. */
  readonly secret?: true;
}
export interface OutputSpec {
  readonly description: string;
}

/** What an action promises: the one source of its action.yml, its table in the docs and its typed step. */
export interface ActionContract<
  Inputs extends Readonly<Record<string, InputSpec>> = Readonly<Record<string, InputSpec>>,
  Outputs extends Readonly<Record<string, OutputSpec>> = Readonly<Record<string, OutputSpec>>,
> {
  /** Folder name below `actions/`. */
  readonly name: string;
  readonly title: string;
  /** One sentence, as the Marketplace shows it. */
  readonly description: string;
  readonly inputs: Inputs;
  readonly outputs: Outputs;
  readonly permissions: readonly PermissionNeed[];
  /** Whether it registers a post step. */
  readonly post?: true;
}

export const actionContract = <
  const Inputs extends Readonly<Record<string, InputSpec>>,
  const Outputs extends Readonly<Record<string, OutputSpec>>,
>(
  contract: ActionContract<Inputs, Outputs>,
): ActionContract<Inputs, Outputs> => contract;
