import { defineOperation } from '@interlock/core/operation';

export const draftManifest = defineOperation({
  name: 'draft-manifest',
  stage: 'command',
  event: 'manifest-drafted',
  summary: 'Writes a manifest that covers what a change touches now, as commented YAML to edit and sign.',
  inputs: {
    base: { type: 'string', default: 'main', description: 'Commit that the change goes to.' },
    head: { type: 'string', default: 'HEAD', description: 'Last commit of the change.' },
    repository: {
      type: 'path',
      default: '.',
      description: 'Folder of the git repository; the draft is written below its .interlock/changes.',
    },
    name: {
      type: 'string',
      pattern: /[A-Za-z0-9][A-Za-z0-9._-]{0,99}/,
      description: 'Names the file and the change. Default: the branch, with - for what a name cannot have.',
    },
    branch: { type: 'string', description: 'Branch that carries the change. Default: the one that ends at head.' },
    'repository-name': {
      type: 'string',
      description: 'owner/name of the repository on its forge.',
      example: 'shop/cart',
    },
    agent: { type: 'string', description: 'Name of the agent.' },
    'agent-version': { type: 'string', description: 'Its version.' },
    model: { type: 'string', description: 'Model that it ran with.' },
    session: { type: 'string', description: 'Session that made the change.' },
    principal: { type: 'string', description: 'Person who asked for it.' },
    task: { type: 'string', description: 'What was asked for.' },
    rationale: { type: 'string', description: 'Why the change is as it is.' },
    rollback: { type: 'string', description: 'How to take it back.' },
    kind: {
      type: 'choice',
      options: ['normal', 'hotfix'],
      default: 'normal',
      description: 'A hotfix also needs a branch hotfix/* and the trailer Interlock-Kind: hotfix on each commit.',
    },
    'expires-in': { type: 'duration', default: '1d', description: 'How long the manifest holds.' },
  },
  outputs: {
    'manifest-path': { description: 'The draft.' },
    complete: { description: 'true where nothing is left to fill in, else false.' },
  },
  permissions: { github: {}, gitlab: 'None: it reads a local repository.' },
});
