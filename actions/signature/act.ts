import { evidencePlace, signedIn } from '../../domain/evidence/place.ts';
import { demandRepository } from '../../domain/expected.ts';
import { parseDigestReference } from '../../domain/image.ts';
import { paragraphs } from '../../domain/markdown.ts';
import { keepSignature } from '../../engine/evidence/keep-signature.ts';
import type { SignatureStore } from '../../engine/evidence/signing.ts';
import { dnsLabel, evidenceIn, lines, repositoryName } from '../_shell/input-kinds.ts';
import type { Ending, Invocation } from '../_shell/invocation.ts';
import { parseInputs } from '../_shell/parse-inputs.ts';
import type { signature } from './contract.ts';

/** What the action asks, and where it writes. */
export interface World {
  readonly store: SignatureStore;
  /** The text of a file. */
  read(path: string): Promise<string>;
}

/** Keeps one signature. */
export async function act(
  { inputs, log, output, summary }: Invocation<typeof signature>,
  { store, read }: World,
): Promise<Ending> {
  const { evidence, bundle, ...given } = parseInputs(inputs, {
    ...{ service: dnsLabel, tier: dnsLabel, repository: repositoryName, release: parseDigestReference },
    evidence: signedPlaceIn,
    bundle: String,
  });
  demandRepository(inputs.release, given.release.repository, given);
  const [text = '', ...others] = lines(await read(bundle));
  if (others.length > 0) throw new Error(`${bundle} holds ${others.length + 1} signatures; wanted that of one step.`);
  const digest = await keepSignature(given, text, evidencePlace(evidence, given.release), store);
  const sentence = `${given.tier} says "complete" of this release of ${given.service}, signed by this workflow: ${digest}.`;
  output('digest', digest);
  log.info(sentence);
  summary(paragraphs(sentence));
  return { ok: true };
}

function signedPlaceIn(text: string): string {
  if (signedIn(evidenceIn(text)) === undefined) throw new Error('Wanted `signed:OWNER/host/path`.');
  return text;
}
