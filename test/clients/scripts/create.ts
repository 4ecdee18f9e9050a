import type { ClientScript } from '../client-script.ts';

const ROBOT = 'system:serviceaccount:{namespace}:robot';

/** Every `kubectl create` that has a generator of its own, in the form it is stored in. */
export const create: ClientScript = {
  name: 'create',
  files: { 'logo.txt': 'a file', 'settings.env': 'A=1\nB=2\n' },
  steps: [
    'kubectl create namespace {namespace}-more',
    'kubectl create configmap settings --from-literal=color=blue --from-file=logo.txt --from-env-file=settings.env',
    'kubectl create configmap settings --from-literal=a=b --from-env-file=settings.env',
    'kubectl create configmap settings',
    'kubectl create secret generic token --from-literal=user=robot --from-literal=empty=',
    'kubectl create secret docker-registry pull --docker-server=registry.test --docker-username=u --docker-password=p',
    'kubectl create secret tls web --cert=logo.txt --key=logo.txt',
    'kubectl create serviceaccount robot',
    'kubectl create role reader --verb=get,list --resource=pods,deployments.apps --resource-name=a',
    'kubectl create role reader --verb=sing --resource=pods',
    'kubectl create rolebinding readers --role=reader --serviceaccount={namespace}:robot --user=ann',
    'kubectl create clusterrole {namespace} --verb=get --resource=nodes',
    'kubectl create clusterrole {namespace}-health --verb=get --non-resource-url=/healthz',
    'kubectl create clusterrolebinding {namespace} --clusterrole={namespace} --group=nobody',
    'kubectl create priorityclass {namespace} --value=1000 --description=first',
    'kubectl create priorityclass system-{namespace} --value=1',
    'kubectl create priorityclass {namespace}-top --value=1000000001',
    'kubectl create service clusterip web --tcp=80:8080',
    'kubectl create service clusterip headless --clusterip=None --tcp=80',
    'kubectl create service externalname out --external-name=shop.test',
    'kubectl create ingress web --rule=shop.test/*=web:80,tls=cert --rule=shop.test/a=web:http --class=none',
    'kubectl create quota small --hard=cpu=1500m,memory=2Gi,pods=40,count/jobs.batch=5',
    'kubectl create poddisruptionbudget web --selector=app=web --max-unavailable=30%',
    'kubectl create poddisruptionbudget both --selector=app=web',
    'kubectl create deployment web --image={image} --replicas=0 --port=8080',
    'kubectl create deployment web --image={image}',
    'kubectl create deployment dry --image={image} --dry-run=server -o name',
    'kubectl create configmap client --from-literal=a=b --dry-run=client -o json',
    'kubectl create -f - --validate=strict',
    'kubectl autoscale deployment web --min=1 --max=3 --cpu=70%',
    'kubectl get configmap settings -o json',
    'kubectl get secret token pull -o json',
    'kubectl get role reader -o json',
    'kubectl get rolebinding readers -o json',
    'kubectl get clusterrole {namespace} {namespace}-health -o json',
    'kubectl get clusterrolebinding {namespace} -o json',
    'kubectl get priorityclass {namespace} -o json',
    'kubectl get service web headless out -o json',
    'kubectl get ingress web -o json',
    'kubectl get poddisruptionbudget web -o jsonpath={.spec}',
    'kubectl get horizontalpodautoscaler web -o jsonpath={.spec}',
    'kubectl get deployment web -o jsonpath={.spec}',
    'kubectl get serviceaccount robot -o name',
  ].map((run) =>
    run.includes(' -f - ')
      ? {
          run,
          input: JSON.stringify({
            apiVersion: 'v1',
            kind: 'ConfigMap',
            metadata: { name: 'strict' },
            date: { a: 'b' },
          }),
        }
      : run,
  ),
  after: [
    'kubectl delete clusterrole {namespace} {namespace}-health --ignore-not-found',
    'kubectl delete clusterrolebinding {namespace} --ignore-not-found',
    'kubectl delete priorityclass {namespace} --ignore-not-found',
    'kubectl delete namespace {namespace}-more --ignore-not-found --wait=false',
  ],
};

/** Who may, who am I, and a token for somebody. */
export const access: ClientScript = {
  name: 'access',
  steps: [
    'kubectl auth can-i create deployments.apps',
    'kubectl auth can-i get pods --subresource=log',
    'kubectl auth can-i get /healthz',
    { run: 'kubectl auth can-i --list', compare: 'code' },
    { run: 'kubectl auth whoami', compare: 'code' },
    'kubectl create serviceaccount robot',
    'kubectl create token robot',
    'kubectl create token robot --duration=1h --audience=shop -o json',
    'kubectl create token robot --duration=1m',
    'kubectl create token nobody',
    `kubectl get serviceaccount robot -o jsonpath=${ROBOT}`,
  ],
};
