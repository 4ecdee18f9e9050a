module sluice.test/tools/definitions

go 1.26.0

// Only their files are wanted, none of their code.
require (
	github.com/cert-manager/cert-manager v1.21.2
	sigs.k8s.io/gateway-api v1.3.0
)
