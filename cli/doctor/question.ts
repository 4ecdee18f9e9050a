/** What a doctor asks. None of these can change anything: there is no word for a write. */
export type Question =
  /** A path of GitHub's API, read with GET, all pages of it. */
  | { readonly program: 'gh'; readonly path: string }
  /** A command of the cloud that reads, and says the project. */
  | {
      readonly program: 'gcloud';
      readonly group: string;
      readonly verb: 'describe' | 'get-iam-policy' | 'list';
      readonly about: readonly string[];
    }
  /** Whether there is an object; what stands in it is not asked, so that no Secret is read. */
  | {
      readonly program: 'kubectl';
      readonly context: string;
      readonly kind: string;
      readonly name: string;
      readonly namespace: string | undefined;
    };

/** The arguments of the program. */
export function argumentsOf(question: Question): readonly string[] {
  switch (question.program) {
    case 'gh':
      return ['api', '--method', 'GET', '--paginate', '--slurp', question.path];
    case 'gcloud':
      return [...question.group.split(' '), question.verb, ...question.about, '--format=json', '--quiet'];
    case 'kubectl': {
      const { context, kind, name, namespace } = question;
      const place = namespace === undefined ? [] : [`--namespace=${namespace}`];
      return [`--context=${context}`, 'get', kind, name, ...place, '--output=name', '--request-timeout=20s'];
    }
  }
}

/** The same question is asked once. */
export const keyOf = (question: Question): string => [question.program, ...argumentsOf(question)].join(' ');

/** What came of it. What could not be asked is neither there nor missing. */
export type Answer =
  | { readonly kind: 'there'; readonly value: unknown }
  | { readonly kind: 'absent' }
  | { readonly kind: 'unseen'; readonly why: string };

/** Who answers. It reads, and writes nothing. */
export interface Programs {
  ask(question: Question): Promise<Answer>;
}
