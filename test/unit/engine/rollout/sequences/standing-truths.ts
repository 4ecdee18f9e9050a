import { historySecret, readHistory } from '../../../../../engine/rollout/state/history-secret.ts';
import { RESOURCE_TYPES } from '../../../../../rehearsal/cluster/storage/resource-table.ts';
import { NAMESPACE } from '../cluster-room.ts';
import type { EmbeddedRoom } from '../embedded-room.ts';
import { SECRET } from './release.ts';

/** As many as the history of a service keeps. */
const KEPT = 10;
const FORMS = [SECRET, Buffer.from(SECRET).toString('base64')];

/** What is not so of a history, whatever has happened: it can be read, and does not grow without end. */
export function historyUntruths(room: EmbeddedRoom): readonly string[] {
  const { name } = historySecret('api', NAMESPACE);
  const history = readHistory(room.object('Secret', name));
  const open = history.filter(({ state }) => state === 'pending').length;
  return [history.length - open, open]
    .filter((entries) => entries > KEPT)
    .map((entries) => `it has ${entries} entries`);
}

/** Where else there is what Secrets hold: in no other object, and in nothing that was said. */
export function secretsElsewhere(room: EmbeddedRoom, said: readonly string[]): readonly string[] {
  const tells = (text: string): boolean => FORMS.some((form) => text.includes(form));
  return [
    ...RESOURCE_TYPES.filter(({ kind, namespaced }) => namespaced && kind !== 'Secret')
      .flatMap(({ kind }) => room.objects(kind))
      .filter((object) => tells(JSON.stringify(object)))
      .map(({ kind, metadata }) => `${kind}/${metadata.name} has what a Secret holds`),
    ...said.filter(tells).map((text) => `somebody was told what a Secret holds: ${text}`),
  ];
}
