/** Mistakes in what a service is tested with that must not compile. Nothing here runs. */
import { go, service, steps, use } from '../../index.ts';

steps([use('actions/cache', { path: 'x', key: 'y' }), { run: 'make test' }]);

// @ts-expect-error An input that the action does not take.
use('actions/setup-go', { 'go-verison': '1.25' });

// @ts-expect-error A required input is missing.
use('actions/cache', { path: 'x' });

// @ts-expect-error An action that the catalogue does not have.
use('acme/unheard-of', {});

// @ts-expect-error A step either runs commands or uses an action.
steps([{ name: 'Nothing' }]);

// @ts-expect-error A test has a command.
go({ version: '1.25' });

// @ts-expect-error A misspelt field.
go({ command: 'go test ./...', modul: '.' });

// @ts-expect-error A service is tested somehow.
service({ name: 'api', path: 'api', port: 80 });

// @ts-expect-error A Dockerfile is a path.
service({ name: 'api', path: 'api', port: 80, test: go({ command: 'x' }), dockerfile: true });
