import type { ClientScript } from '../client-script.ts';

const RUNS = `--set image={image} --set "command={sh,-c,sleep 100000}" --timeout=120s`;

/** A release from its installation to its end, with hooks, a test, and an upgrade that fails and is taken back. */
const helm = (program: 'helm3' | 'helm4', takeBack: string): ClientScript => ({
  name: program,
  steps: [
    `${program} install web {chart} ${RUNS} --wait`,
    `${program} install web {chart} ${RUNS}`,
    `${program} list`,
    { run: `${program} status web`, compare: 'code' },
    'kubectl get deployment web -o jsonpath={.status.readyReplicas}',
    'kubectl get configmap,secret,serviceaccount,service,ingress,horizontalpodautoscaler,job -l app.kubernetes.io/instance=web -o name',
    'kubectl get jobs',
    `${program} test web --timeout=120s`,
    `${program} upgrade web {chart} ${RUNS} --wait --set message=two`,
    'kubectl get configmap web -o jsonpath={.data.message}',
    `${program} upgrade web {chart} ${RUNS} --wait ${takeBack} --set message=three --set hook=fails`,
    'kubectl get configmap web -o jsonpath={.data.message}',
    `${program} history web`,
    `${program} rollback web 1 --wait --timeout=120s`,
    'kubectl get configmap web -o jsonpath={.data.message}',
    `${program} get values web`,
    `${program} get manifest web`,
    `${program} history web`,
    `${program} upgrade --install other {chart} ${RUNS} --dry-run=server --no-hooks`,
    `${program} uninstall web --wait --timeout=120s`,
    `${program} list`,
    'kubectl get deployment,configmap,service -l app.kubernetes.io/instance=web',
  ],
});

export const HELM: readonly ClientScript[] = [helm('helm3', '--atomic'), helm('helm4', '--rollback-on-failure')];
