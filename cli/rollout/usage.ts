import { KNOBS } from '../../domain/knob/knobs.ts';
import { knobUsage } from './knob-usage.ts';

export const USAGE = `Usage: sluice rollout <command> [options]

Rolls out, watches and undoes on any cluster that a kubeconfig reaches, without GitHub.

  watch KIND/NAME        watches what somebody else rolls out, judges it, and writes nothing: deployment, statefulset, daemonset,
                         job, pvc, or a custom resource such as Certificate.v1.cert-manager.io/web
  apply -f FILE|DIR|-    applies rendered manifests, watches, and returns to the last good state when they fail
  apply -k DIR           the same, rendered with "kubectl kustomize"
  rollback NAME          returns to the last good state that does not run now, or to the one that --to names
  history NAME           what was rolled out here, from the history in the namespace
  diff TIER              what a rollout to a tier of the delivery would change, asked by dry runs; writes nothing

NAME is that of the service: what apply --service said, else the name of the first workload.

  -n, --namespace NAME          default: that of the kubeconfig's context
      --kubeconfig FILE         default: KUBECONFIG, then ~/.kube/config
      --context NAME            default: the kubeconfig's current one
  -R, --recursive               reads the folders below those of -f, too (apply only, as the next three)
      --cluster-scoped WORD     objects of the whole cluster, such as CRDs: refuse (default), apply or leave-out
      --other-namespaces WORD   objects of other namespaces: refuse (default) or leave-out
      --require-digests         refuses images by tag, instead of asking their registry which bytes they are
${knobUsage(KNOBS)}
      --service NAME            what history and rollback call it (apply); only this one of the delivery (diff)
      --to DIGEST|COMMIT        the state to return to (rollback only)
      --list                    lists what can be returned to, and changes nothing (rollback only)
      --config FILE             the delivery; default: the sluice.config.ts of this folder or of the nearest one above it (diff only)
      --release REPOSITORY@DIGEST  a release as it was formed, instead of the repository as it stands (diff only)
  -o, --output text|json        json: one object on standard output, progress on standard error
  -h, --help                    this text

TIME is a number of seconds, or has a unit: 90, 90s, 5m. GRACES and their lengths: docs/verdicts.md. A bearer token for --metric-url is read from SLUICE_METRIC_TOKEN.

Exit codes: 0 complete, superseded or skipped; 1 every other outcome: failed, rolled-back, refused (nothing was written), timeout,
unknown; 2 the command was not understood; 130 after Ctrl-C. Of diff, as of "kubectl diff": 0 nothing would change, 1 something would, 2
it cannot be told, or would be refused.`;
