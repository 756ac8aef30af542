import { ok } from '@interlock/core/failure';
import type { OpenStore } from '@interlock/core/store';
import { openLayout } from './layout/open-layout.ts';
import { openRegistry } from './registry/open-registry.ts';

/** The store at a place, whatever kind it is. */
export const openStore: OpenStore = (location, access) =>
  location.kind === 'layout' ? ok(openLayout(location.path)) : openRegistry(location, access);
