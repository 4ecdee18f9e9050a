import type { ClientScript } from '../client-script.ts';

const DEPLOYMENT = `apiVersion: apps/v1
kind: Deployment
metadata: {name: web, labels: {app: web}}
spec:
  replicas: 2
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      terminationGracePeriodSeconds: 1
      automountServiceAccountToken: false
      containers:
        - name: main
          image: busybox:latest
          command: [sh, -c, "trap 'exit 0' TERM; sleep 100000 & wait"]
          ports: [{name: http, containerPort: 8080}]
`;
const SERVICE = `apiVersion: v1
kind: Service
metadata: {name: web}
spec: {selector: {app: web}, ports: [{name: http, port: 80, targetPort: http}]}
`;
const IMAGE = "jsonpath='{.spec.template.spec.containers[0].image}'";

/** What people do with a Deployment from its first day to its last. */
export const workload: ClientScript = {
  name: 'workload',
  files: {
    'web.yaml': `${DEPLOYMENT}---\n${SERVICE}`,
    'more.yaml': `${DEPLOYMENT.replace('replicas: 2', 'replicas: 3')}---\n${SERVICE}`,
    'edit.sed': 's/replicas: 2$/replicas: 3/\n',
  },
  steps: [
    { run: 'kubectl diff -f web.yaml', compare: 'code' },
    'kubectl apply -f web.yaml',
    'kubectl apply -f web.yaml',
    'kubectl rollout status deployment/web --timeout=120s',
    'kubectl wait --for=condition=Available deployment/web --timeout=60s',
    'kubectl wait --for=jsonpath={.status.readyReplicas}=2 deployment/web --timeout=60s',
    'kubectl get deployment web',
    'kubectl get deployment,service -l app=web -o name',
    'kubectl get pods -o custom-columns=STATUS:.status.phase --no-headers',
    // Here nothing rolls out: kubectl says "(no change)" only if no controller wrote between its reading and its patch.
    `kubectl patch deployment web --type=json -p '[{"op":"replace","path":"/spec/nothing","value":1}]'`,
    `kubectl patch deployment web -p '{"spec":{"replicaz":1}}'`,
    'kubectl apply -f more.yaml --dry-run=server',
    'kubectl apply -f more.yaml',
    'kubectl apply --server-side -f web.yaml',
    'kubectl apply --server-side --force-conflicts -f web.yaml',
    'kubectl apply --server-side --field-manager=other -f more.yaml',
    'kubectl label deployment web tier=front',
    'kubectl label deployment web tier=back',
    'kubectl label deployment web tier=back --overwrite',
    'kubectl label deployment web tier-',
    'kubectl annotate deployment web note=first',
    'kubectl annotate deployment web kubernetes.io/change-cause=new',
    `kubectl patch deployment web -p '{"spec":{"replicas":3}}'`,
    `kubectl patch deployment web --type=merge -p '{"spec":{"replicas":2}}'`,
    `kubectl patch deployment web --type=json -p '[{"op":"replace","path":"/spec/replicas","value":1}]'`,
    `kubectl patch deployment web --subresource=scale --type=merge -p '{"spec":{"replicas":2}}'`,
    'kubectl edit deployment web',
    'kubectl get deployment web -o jsonpath={.spec.replicas}',
    'kubectl scale deployment web --replicas=1',
    'kubectl scale deployment web --current-replicas=5 --replicas=2',
    'kubectl set image deployment/web main=busybox:musl --dry-run=server',
    `kubectl set env deployment/web COLOR=blue`,
    'kubectl set resources deployment/web --requests=cpu=10m',
    'kubectl rollout status deployment/web --timeout=120s',
    'kubectl rollout history deployment/web',
    'kubectl rollout undo deployment/web',
    'kubectl rollout undo deployment/web --to-revision=77',
    'kubectl rollout status deployment/web --timeout=120s',
    'kubectl rollout pause deployment/web',
    'kubectl rollout pause deployment/web',
    'kubectl rollout resume deployment/web',
    'kubectl rollout restart deployment/web',
    'kubectl rollout status deployment/web --timeout=120s',
    `kubectl get deployment web -o ${IMAGE}`,
    'kubectl expose deployment web --name=door --port=8080 --target-port=http',
    'kubectl get service door -o json',
    'kubectl get endpointslices -l kubernetes.io/service-name=none',
    'kubectl replace -f web.yaml',
    'kubectl replace --force -f web.yaml',
    'kubectl create -f web.yaml',
    'kubectl delete service door --dry-run=server',
    'kubectl delete service door nothing',
    'kubectl delete -f web.yaml',
    'kubectl get deployment web',
    'kubectl wait --for=delete deployment/web --timeout=60s',
  ],
};

/** One pod, and what can be asked about it. */
export const pod: ClientScript = {
  name: 'pod',
  steps: [
    'kubectl run box --image={image} --restart=Never --labels=app=box --command -- sh -c "sleep 100000"',
    'kubectl run box --image={image}',
    'kubectl wait --for=condition=Ready pod/box --timeout=120s',
    'kubectl get pod box',
    'kubectl get pods --field-selector=status.phase=Running -o name',
    'kubectl get pods --field-selector=status.phase=Failed',
    'kubectl logs box',
    'kubectl logs box -c nothing',
    'kubectl logs nothing',
    'kubectl logs -l app=none',
    'kubectl top pods',
    { run: 'kubectl describe pod box', compare: 'code' },
    { run: 'kubectl get events', compare: 'code' },
    { run: 'kubectl events --for pod/box', compare: 'code' },
    'kubectl label pods --all seen=yes',
    'kubectl delete pod box --grace-period=0 --force',
    'kubectl get pods -l seen=yes',
  ],
};

/** A Job from its start to its end, and one that fails. */
export const job: ClientScript = {
  name: 'job',
  steps: [
    'kubectl create job works --image={image} -- sh -c "exit 0"',
    'kubectl wait --for=condition=Complete job/works --timeout=120s',
    'kubectl get job works',
    'kubectl get job works -o jsonpath={.status.succeeded}',
    'kubectl get pods -l job-name=works -o custom-columns=STATUS:.status.phase --no-headers',
    'kubectl logs job/works',
    'kubectl create job again --image={image} --dry-run=server -o name',
    'kubectl create job works --image={image}',
    'kubectl get all -o name',
    'kubectl delete job works',
    'kubectl get jobs',
  ],
};

/** What starts Jobs by the clock: one at the next minute, and one that is started by hand. */
export const schedule: ClientScript = {
  name: 'schedule',
  steps: [
    `kubectl create cronjob works --image={image} --schedule='* * * * *' -- sh -c 'exit 0'`,
    `kubectl create cronjob ends --image={image} --schedule='0 4 * * 1' -- sh -c 'exit 0'`,
    `kubectl create cronjob wrong --image={image} --schedule='61 * * * *'`,
    'kubectl get cronjob ends',
    'kubectl get cronjob ends -o jsonpath={.spec}',
    `kubectl patch cronjob ends -p '{"spec":{"timeZone":"Nowhere/There"}}'`,
    `kubectl patch cronjob ends -p '{"spec":{"timeZone":"Asia/Seoul","suspend":true}}'`,
    'kubectl get cronjob ends',
    'kubectl create job now --from=cronjob/ends',
    'kubectl wait --for=condition=Complete job/now --timeout=120s',
    'kubectl get job now -o jsonpath={.metadata.annotations}{.metadata.ownerReferences[*].kind}',
    'kubectl wait --for=jsonpath={.status.lastSuccessfulTime} cronjob/works --timeout=150s',
    'kubectl delete cronjob works --cascade=foreground',
    'kubectl delete cronjob ends --cascade=orphan',
    'kubectl get cronjobs,jobs -o name',
  ],
};

/** What a cluster says about itself. */
export const discovery: ClientScript = {
  name: 'discovery',
  steps: [
    { run: 'kubectl version', compare: 'code' },
    'kubectl cluster-info',
    'kubectl api-resources --api-group=apps --no-headers',
    'kubectl api-resources --api-group=batch --no-headers',
    'kubectl api-resources --api-group=policy --no-headers',
    'kubectl api-resources --api-group=rbac.authorization.k8s.io --no-headers',
    'kubectl api-resources --api-group=scheduling.k8s.io --no-headers -o wide',
    'kubectl api-resources --api-group=authentication.k8s.io --no-headers -o wide',
    'kubectl api-resources --api-group=authorization.k8s.io --no-headers -o wide',
    'kubectl explain deployment.spec.strategy',
    'kubectl explain service.spec.ports --recursive',
    'kubectl explain job.spec.template.spec.containers.resources',
    'kubectl explain ingress.spec.rules.http.paths.pathType',
    'kubectl explain pod.spec.nothing',
    'kubectl explain nothings',
    'kubectl get nothings',
    'kubectl get pods,services,deployments',
    'kubectl get all',
    { run: 'kubectl get nodes', compare: 'code' },
    'kubectl get --raw /readyz',
    'kubectl get --raw /nothing',
  ],
};
