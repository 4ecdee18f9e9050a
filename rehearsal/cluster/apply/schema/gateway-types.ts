import type { SchemaDocument, TypeExpression } from './type-expression.ts';

const meta: TypeExpression = { ref: 'meta.v1.ObjectMeta' };
const conditions: TypeExpression = { list: { ref: 'meta.v1.Condition' }, kind: 'map', keys: ['type'] };
const untyped: TypeExpression = { list: 'any', kind: 'atomic' };

/** The two Gateway API kinds a delivery emits. They are custom resources, so no API server's own document has them; below
 *  the first levels their fields are taken as they come.
 *  https://gateway-api.sigs.k8s.io/reference/spec/ */
export const GATEWAY_TYPES: Pick<SchemaDocument, 'kinds' | 'types'> = {
  kinds: {
    'gateway.networking.k8s.io/v1/Gateway': 'gateway.v1.Gateway',
    'gateway.networking.k8s.io/v1/HTTPRoute': 'gateway.v1.HTTPRoute',
  },
  types: {
    'gateway.v1.Gateway': {
      fields: {
        apiVersion: 'string',
        kind: 'string',
        metadata: meta,
        spec: { ref: 'gateway.v1.GatewaySpec' },
        status: { ref: 'gateway.v1.GatewayStatus' },
      },
    },
    'gateway.v1.GatewaySpec': {
      fields: {
        gatewayClassName: 'string',
        listeners: { list: 'any', kind: 'map', keys: ['name'] },
        addresses: untyped,
        infrastructure: 'any',
        allowedListeners: 'any',
        tls: 'any',
        defaultScope: 'string',
      },
    },
    'gateway.v1.GatewayStatus': {
      fields: { addresses: untyped, conditions, listeners: { list: 'any', kind: 'map', keys: ['name'] } },
    },
    'gateway.v1.HTTPRoute': {
      fields: {
        apiVersion: 'string',
        kind: 'string',
        metadata: meta,
        spec: { ref: 'gateway.v1.HTTPRouteSpec' },
        status: { ref: 'gateway.v1.HTTPRouteStatus' },
      },
    },
    'gateway.v1.HTTPRouteSpec': {
      fields: {
        parentRefs: untyped,
        hostnames: { list: 'string', kind: 'atomic' },
        rules: untyped,
        useDefaultGateways: 'string',
      },
    },
    'gateway.v1.HTTPRouteStatus': { fields: { parents: untyped } },
  },
};
