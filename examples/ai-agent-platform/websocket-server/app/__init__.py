"""The API of the AI Agent Platform."""
