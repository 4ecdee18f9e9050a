export const USAGE = `Usage: sluice rollout <command> [options]

Rolls out, watches and undoes on any cluster that a kubeconfig reaches, without GitHub.

  watch KIND/NAME        watches what somebody else rolls out, judges it, and writes nothing: deployment, statefulset, daemonset,
                         job, pvc, or a custom resource such as Certificate.v1.cert-manager.io/web
  apply -f FILE|DIR|-    applies rendered manifests, watches, and returns to the last good state when they fail
  apply -k DIR           the same, rendered with "kubectl kustomize"
  rollback NAME          returns to the last good state that does not run now, or to the one that --to names
  history NAME           what was rolled out here, from the history in the namespace

NAME is that of the service: what apply --service said, else the name of the first workload.

  -n, --namespace NAME          default: that of the kubeconfig's context
      --kubeconfig FILE         default: KUBECONFIG, then ~/.kube/config
      --context NAME            default: the kubeconfig's current one
  -R, --recursive               reads the folders below those of -f, too (apply only, as the next three)
      --cluster-scoped WORD     objects of the whole cluster, such as CRDs: refuse (default), apply or leave-out
      --other-namespaces WORD   objects of other namespaces: refuse (default) or leave-out
      --require-digests         refuses images by tag, instead of asking their registry which bytes they are
      --timeout TIME            until an unfinished rollout counts as timeout (default 600)
      --stable-for TIME         how long every new pod must stay ready (default 10)
      --graces GRACES           how long a symptom may last before it is a failure: unschedulable:120,never-ready:90
                                (names and seconds; docs/verdicts.md has all; not history)
      --rollback-timeout TIME   for returning to the last good state (default 300; apply only)
      --no-rollback             leaves a failure as it is (apply only)
      --prune                   deletes what earlier releases had and this one lacks, once it is complete (apply only)
      --watch-after TIME        how long a complete rollout is looked at further, without the lock: a failure in that time
                                goes back, too, unless somebody else has written meanwhile (default 0; apply only)
      --strategy WORD           rolling (default), blue-green or canary (apply, rollback)
      --bake TIME               blue-green: how long the new copy must stay healthy with the traffic (default 60)
      --scale-down-delay TIME   blue-green: after the bake, until the old copy is scaled down (default 30)
      --steps STEPS             canary: shares in percent and seconds each is watched (default 25:60,50:60; apply only)
      --traffic WORD            canary: its share by numbers of pods, replicas (default), or by the HTTPRoute, gateway (apply only)
      --metric-url URL          canary: a server with the HTTP API of Prometheus, without /api/v1 (apply only, as all of --metric-*)
      --metric-value QUERY      canary: PromQL of which less is better; {{pods}}, {{deployment}}, {{version}}, {{namespace}}
      --metric-samples QUERY    canary: PromQL for the number of requests that it was made of
      --metric-tolerance PART   canary: how much worse than the stable value it may be (default 0.1)
      --metric-minimum COUNT    canary: requests that each version needs before they are compared (default 50)
      --service NAME            what history and rollback call it (apply only)
      --take-over MANAGER       takes over all that this field manager owns of the objects, a refusal names it (repeatable; apply, rollback)
      --to DIGEST|COMMIT        the state to return to (rollback only)
      --list                    lists what can be returned to, and changes nothing (rollback only)
  -o, --output text|json        json: one object on standard output, progress on standard error
  -h, --help                    this text

TIME is a number of seconds, or has a unit: 90, 90s, 5m. A bearer token for --metric-url is read from SLUICE_METRIC_TOKEN.

Exit codes: 0 complete, superseded or skipped; 1 every other outcome: failed, rolled-back, refused (nothing was written), timeout,
unknown; 2 the command was not understood; 130 after Ctrl-C.`;
