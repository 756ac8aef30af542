export { compareRendering } from './compare-rendering.ts';
export { createRenderer, type RenderDiagram, type RendererOptions } from './create-renderer.ts';
export { mostDrawn } from './read-source.ts';
