import type { MissionPart } from './mission-line.ts';

export const securityPart = (demo: string): MissionPart => ({
  title: '4. Security and access control',
  lines: [
    {
      id: 'https',
      asks: "HTTPS with Let's Encrypt and real domains",
      standing: 'made',
      instead:
        "A certificate of Google's Certificate Manager for each host, proven by DNS; Let's Encrypt's where the delivery says `edge: nginx({ email })`. Plain HTTP redirects.",
      files: [`${demo}/sluice.config.ts`, `${demo}/k8s/bootstrap/production.yaml`, 'setup/gcp/setup.sh'],
      sources: ['domain/edge/edge.ts > gateway', 'manifests-src/edge/gateway.ts > tierGateway'],
      tests: [
        {
          file: 'test/unit/rehearsal/edge/edge-server.test.ts',
          title: 'carries a page by its host, under a certificate of its own, with HSTS',
        },
        {
          file: 'test/unit/setup-src/edges.test.ts',
          title: 'have a certificate for each host, which DNS must prove',
        },
      ],
    },
    {
      id: 'addresses',
      asks: 'IP-based access control',
      standing: 'made',
      instead:
        'The list of a tier is a policy of Cloud Armor; whoever it does not name is refused, whatever headers say.',
      files: [`${demo}/sluice.config.ts`, 'setup/gcp/main.tf'],
      sources: ['setup-src/gcp/edges.ts > cloudEdges', 'manifests-src/edge/backend-policy.ts > backendPolicy'],
      tests: [
        {
          file: 'test/unit/rehearsal/edge/edge-server.test.ts',
          title: 'refuses an address that is not in the list, in whosever name it comes',
        },
        {
          file: 'test/unit/setup-src/edges.test.ts',
          title:
            'let in whom the list names, ten ranges a rule and so many requests a minute, and refuse everybody else first',
        },
      ],
    },
    {
      id: 'api-authentication',
      asks: 'API authentication',
      standing: 'made',
      files: [`${demo}/websocket-server/app/keyring.py`],
      sources: ['domain/service.ts > Service'],
      tests: [
        {
          file: `${demo}/websocket-server/tests/test_api.py`,
          title: 'test_nothing_is_told_without_a_valid_key',
        },
        {
          file: `${demo}/websocket-server/tests/test_keys.py`,
          title: 'test_keys_of_a_file_are_replaced_without_a_restart',
        },
      ],
    },
    {
      id: 'no-hard-coded-secrets',
      asks: 'No hard-coded secrets, no key leaks from a public repository',
      standing: 'made',
      instead: 'A value that looks like one is refused when files are generated, and masked in every log.',
      files: [`${demo}/sluice.config.ts`],
      sources: ['domain/hard-coded.ts > isHardCodedSecret', 'domain/mask.ts > mask'],
      tests: [
        {
          file: 'test/unit/domain/hard-coded.test.ts',
          title: 'that is a secret is refused in every tier by one sentence each, which does not tell it',
        },
        {
          file: 'test/unit/secret-search.test.ts',
          title: 'finds nothing where nothing is, and says what it looked at',
        },
      ],
    },
    {
      id: 'network-policy',
      asks: 'A NetworkPolicy for `ai-agent-api`: in from ingress-nginx to 8000; out TCP 443, TCP and UDP 53',
      standing: 'made',
      instead:
        'The metadata server is let through, without which pods have no identity; names are asked for at the cluster’s resolvers alone, and everything else is closed first. Policies were enforced and tried call by call (`npm run test:cluster -- --only policies`).',
      files: [`${demo}/k8s/bootstrap/production.yaml`],
      sources: ['manifests-src/network/service-policy.ts > servicePolicy'],
      tests: [
        {
          file: 'test/unit/manifests-src/workload/told.test.ts',
          title: 'are reached there by who collects them alone, and the rest by everybody but them',
        },
        {
          file: 'test/unit/manifests-src/network.test.ts',
          title: 'lets no port but 443 and those of the metadata server leave the cluster',
        },
      ],
    },
  ],
});
