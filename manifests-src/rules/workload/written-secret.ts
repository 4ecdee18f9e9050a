import { isHardCodedSecret } from '../../../domain/hard-coded.ts';
import { fieldsOf, textOf } from '../read/fields.ts';
import { allContainersOf, environmentOf, podsOf } from '../read/pods.ts';
import { found, type ManifestRule, ofKind } from '../tree.ts';

export const writtenSecret: ManifestRule = {
  id: 'written-secret',
  why: 'Whoever may read the repository has it, for as long as its history lives, and so has everybody who may look at a Deployment.',
  example: 'env: [{name: DB_PASSWORD, value: hunter2}], or a Secret with data',
  fix: 'Keep it in Secret Manager, name it by secretKeyRef, and change it: what was in a repository is known.',
  source: 'https://kubernetes.io/docs/concepts/security/secrets-good-practices/',
  judge: (tree) => [
    ...ofKind(tree, 'Secret')
      .filter((secret) => hasContent(secret['data']) || hasContent(secret['stringData']))
      .map((secret) => found(secret, 'data', 'holds its values in the manifests')),
    ...podsOf(tree)
      .flatMap(allContainersOf)
      .flatMap((container) =>
        environmentOf(container).flatMap(({ name, fields }) => {
          const value = textOf(fields['value']);
          return value !== undefined && isHardCodedSecret(name, value)
            ? [found(container.pods.of, `${container.path}.env`, `gives ${name} its value in the manifests`)]
            : [];
        }),
      ),
  ],
};

const hasContent = (data: unknown): boolean =>
  Object.values(fieldsOf(data)).some((value) => value !== '' && value !== null);
