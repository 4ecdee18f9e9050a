import { commitOfEvent } from '../../adapters/github/event.ts';
import { KustomizeRenderer } from '../../adapters/kustomize/kustomize-renderer.ts';
import { OciRegistry } from '../../adapters/registry/oci-registry.ts';
import { shortDigest } from '../../domain/digest.ts';
import { demandRepository } from '../../domain/expected.ts';
import { formatDigestReference, parseDigestReference } from '../../domain/image.ts';
import { paragraphs } from '../../domain/markdown.ts';
import { formRelease } from '../../engine/release/form-release.ts';
import { repositoryName } from '../_shell/input-kinds.ts';
import type { Ending, Invocation } from '../_shell/invocation.ts';
import { parseInputs } from '../_shell/parse-inputs.ts';
import type { release } from './contract.ts';

/** Renders every tier and stores the release. */
export async function act({ inputs, github, log, output, summary }: Invocation<typeof release>): Promise<Ending> {
  const { service } = inputs;
  const given = parseInputs(inputs, {
    image: parseDigestReference,
    repository: repositoryName,
    tiers: parseTiers,
    overlays: parseOverlays,
  });
  demandRepository(`The image ${inputs.image}`, given.image.repository, given);
  const overlays = given.tiers.map((tier) => [
    tier,
    given.overlays.replaceAll('{tier}', tier).replaceAll('{service}', service),
  ]);
  const formed = await formRelease(
    {
      service,
      commit: commitOfEvent(github.eventName, github.event, github.commit),
      image: { name: inputs['image-name'], reference: given.image },
      overlays: Object.fromEntries(overlays),
    },
    { registry: new OciRegistry(), renderer: new KustomizeRenderer(github) },
  );
  const sentence = `Release ${shortDigest(formed.digest)} of ${service} runs the image ${shortDigest(given.image.digest)} in ${given.tiers.join(', ')}.`;
  output('digest', formed.digest);
  output('release', formatDigestReference(formed));
  log.info(sentence);
  summary(paragraphs(sentence));
  return { ok: true };
}

/** Names separated by white space, each a DNS label as namespaces are. */
function parseTiers(text: string): readonly string[] {
  const tiers = text.split(/\s+/);
  const wrong = tiers.find(
    (tier, index) => !/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(tier) || tiers.indexOf(tier) < index,
  );
  if (wrong !== undefined) throw new Error(`"${wrong}" is no name of a tier, or is there twice.`);
  return tiers;
}

function parseOverlays(text: string): string {
  if (!text.includes('{tier}')) throw new Error('it has no "{tier}", so every tier would get the same manifests.');
  const unknown = /\{(?!tier\}|service\})[^}]*\}/.exec(text)?.[0];
  if (unknown !== undefined) throw new Error(`it may hold {tier} and {service}, not ${unknown}.`);
  return text;
}
