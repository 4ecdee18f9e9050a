import type { PodContainer } from './containers.ts';
import { occurrences } from './observation.ts';
import { symptom } from './symptoms.ts';
import type { View } from './view.ts';

export type PullCause = 'transient' | 'denied' | 'not-found' | 'unknown';

/** What a failed pull is about, by the text that the container runtime reports; names of the image in it tell nothing.
 *  Transient comes first: Docker Hub's answer to too many pulls speaks of authentication, too. "No such host" is a name
 *  server's answer, which heals. */
export function pullCause(told: string, image: string): PullCause {
  const text = withoutNames(told, image);
  if (
    /toomanyrequests|\b429\b|rate limit|\b50[0234]\b|timed? ?out|deadline exceeded|connection re(set|fused)|no such host|tls handshake|unexpected eof|\bEOF\b|temporar|unavailable|server error/i.test(
      text,
    )
  )
    return 'transient';
  if (
    /denied|unauthori[sz]ed|forbidden|\b40[13]\b|authentication required|no basic auth|insufficient_scope/i.test(text)
  )
    return 'denied';
  if (isAboutPlatform(text)) return 'not-found';
  if (/not found|manifest unknown|name unknown|\b404\b|does not exist|no such (image|manifest)/i.test(text))
    return 'not-found';
  return 'unknown';
}

/** The registry has the image, for other machines. Words of containerd, of Docker and of CRI-O.
 *  @see https://github.com/containerd/containerd/blob/v2.1.0/core/images/image.go */
export const isAboutPlatform = (text: string): boolean =>
  /no match for platform|no matching manifest for|no image found in (image index|manifest list) for|does not match the specified platform/i.test(
    text,
  );

/** Without the image as a whole, its repository and its tag, as they also stand in addresses. */
function withoutNames(text: string, image: string): string {
  const [, host = '', repository = '', tag = ''] = /^([^/]*)\/(.*?)(?:[:@]([^/]*))?$/.exec(image) ?? [];
  return [image, `${host}/${repository}`, repository, tag, host]
    .filter((name) => name.length > 2)
    .reduce((rest, name) => rest.replaceAll(name, ' '), text);
}

/** The reason alone: runtimes wrap it into several layers, each naming the image again. */
export function pullReason(text: string, image: string): string {
  const bare = text.replace(/^.*rpc error: code = \w+ desc = /s, '');
  const rest =
    image === '' ? bare : bare.slice(bare.lastIndexOf(image) + 1 === 0 ? 0 : bare.lastIndexOf(image) + image.length);
  const reason = rest.replace(/^["'\s:]+/, '').trim();
  return reason === '' ? bare : reason;
}

export interface PullFailure {
  readonly container: PodContainer;
  readonly since: number;
  readonly cause: PullCause;
  readonly text: string;
  /** Pulls that failed, as events tell; 0 when they tell of none. A pull that began is no answer yet: it may succeed. */
  readonly answers: number;
}

/** Containers whose image cannot be pulled right now. The text is the waiting state's; where that only says "back-off",
 *  the one before it, else the kubelet's event. Without any text the cause is unknown and handled like a transient one. */
export function pullFailures(view: View): readonly PullFailure[] {
  return view.containers.flatMap((container) => {
    const { pod, spec } = container;
    const image = spec.image ?? '';
    const key = symptom.pull(pod, spec.name);
    const since = view.since(key);
    if (since === undefined) return [];
    const events = view
      .events(pod.metadata.uid)
      .filter(({ involvedObject }) => involvedObject.fieldPath?.includes(`{${spec.name}}`) !== false);
    const failed = events.filter(({ reason, message }) => reason === 'Failed' && /pull/i.test(message ?? ''));
    const text =
      view.cause(key) ?? failed.find(({ message }) => pullCause(message ?? '', image) !== 'unknown')?.message ?? '';
    const pulled = view.containers.some(
      (other) => other.spec.image === spec.image && (other.status.imageID ?? '') !== '' && other.pod !== pod,
    );
    const cause = pullCause(text, image);
    return [
      {
        container,
        since,
        // Another node has the image, so it exists: this node's trouble may pass, unless it is of another platform.
        cause: pulled && cause !== 'denied' && !isAboutPlatform(text) ? 'transient' : cause,
        text: text === '' ? 'the kubelet gives no reason' : pullReason(text, image),
        answers: failed
          .filter(({ message }) => /^failed to pull image/i.test(message ?? ''))
          .reduce((sum, event) => sum + occurrences(event), 0),
      },
    ];
  });
}

/** A definite answer of the registry counts once the kubelet has got it twice. */
export const definiteGrace = ({ answers }: PullFailure, { graces }: View): number =>
  answers >= 2 ? graces.imageGone : answers === 1 ? graces.imageGoneOnce : graces.imageGoneUnseen;

export const containerTitle = ({ pod, spec, role }: PodContainer): string =>
  `${role === 'init' ? 'init container' : 'container'} "${spec.name}" of pod "${pod.metadata.name}"`;
